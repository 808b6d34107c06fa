/** Measures one case of one subject in a process of its own; prints the figures as JSON. */
import type { Attributes } from '@opentelemetry/api';
import type { Case } from './cases.js';
import { CASES, KEYS, valuesOf } from './cases.js';
import type { Recorder, Subject } from './recorders.js';
import { recorderOf } from './recorders.js';

/** Nanoseconds and bytes of one recording. */
export interface RecordFigures {
  readonly nanoseconds: number;
  readonly bytes: number;
}

const BATCHES = 5;
const BATCH_NANOSECONDS = 20e6;
const WARM_UP = 30_000;
const ALLOCATIONS = 20_000;

type Loop = (count: number) => void;

function loopOf(recorder: Recorder, measured: Case): Loop {
  const { series, isBound, isFresh, attributes } = measured;
  const all = Array.from({ length: series }, (_, index) => attributesOf(index, attributes));
  if (isBound) {
    const bound = all.map((each) => recorder.bind(each));
    return (count) => {
      for (let at = 0; at < count; at += 1) bound[at % series]?.record(1);
    };
  }
  if (isFresh) {
    const values = Array.from({ length: series }, (_, index) => valuesOf(index));
    const fresh = freshOf(attributes);
    return (count) => {
      for (let at = 0; at < count; at += 1) recorder.record(1, fresh(values[at % series] ?? []));
    };
  }
  return (count) => {
    for (let at = 0; at < count; at += 1) recorder.record(1, all[at % series] ?? {});
  };
}

function attributesOf(series: number, count: number): Attributes {
  const values = valuesOf(series);
  return Object.fromEntries(KEYS.slice(0, count).map((key, at) => [key, values[at]]));
}

/** Objects as a bot writes them down. */
function freshOf(count: Case['attributes']): (values: readonly string[]) => Attributes {
  switch (count) {
    case 0:
      return () => ({});
    case 2:
      return ([exchange = '', symbol = '']) => ({ exchange, symbol });
    case 4:
      return ([exchange = '', symbol = '', side = '', type = '']) => ({
        ...{ exchange, symbol, side, type },
      });
    case 8:
      return ([
        exchange = '',
        symbol = '',
        side = '',
        type = '',
        k5 = '',
        k6 = '',
        k7 = '',
        k8 = '',
      ]) => ({
        ...{ exchange, symbol, side, type, k5, k6, k7, k8 },
      });
  }
}

function nanosecondsOf(loop: Loop): number {
  loop(WARM_UP);
  let count = 1_000;
  while (timed(loop, count) < BATCH_NANOSECONDS) count *= 2;
  const times = Array.from({ length: BATCHES }, () => timed(loop, count) / count);
  return times.sort((one, other) => one - other)[Math.floor(BATCHES / 2)] ?? Number.NaN;
}

function timed(loop: Loop, count: number): number {
  const start = process.hrtime.bigint();
  loop(count);
  return Number(process.hrtime.bigint() - start);
}

/** The young generation is so large in this process that nothing is collected meanwhile. */
function bytesOf(loop: Loop): number {
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  loop(ALLOCATIONS);
  return Math.max(0, process.memoryUsage().heapUsed - before) / ALLOCATIONS;
}

const [subject, index] = process.argv.slice(2);
const measured = CASES[Number(index)] as Case;
const loop = loopOf(recorderOf(subject as Subject, measured), measured);
const nanoseconds = nanosecondsOf(loop);
const figures: RecordFigures = { nanoseconds, bytes: bytesOf(loop) };
process.stdout.write(JSON.stringify(figures));
