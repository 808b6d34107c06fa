/** Measures so many series of one subject in a process of its own; prints the figures as JSON. */
import { median } from '../statistics.js';
import type { Grower, GrowingCounter } from './growers.js';
import { growing } from './growers.js';
import type { GrowthFigures } from './growth.js';

const RECORDINGS = 300_000;
/** A loop runs so often and so long; the median counts. */
const LOOPS = { fewest: 3, ms: 150 };
/** Below the limit of one metric; more series take further metrics. */
const MOST = 9_000;
const TEXTS = 7;
/** Series born, and lines written, before it is measured: a bot's code is warm after some minutes too. */
const WARM_BIRTHS = 3_000;
const WARM_LINES = 500_000;

const [grower, given] = process.argv.slice(2);
const count = Number(given);
const subject = growing(grower as Grower);
const labels = Array.from({ length: count }, (_, at) => ({
  exchange: `exchange-${at % 10}`,
  symbol: `COIN${at % MOST}/USDT`,
  side: at % 2 === 0 ? 'buy' : 'sell',
  type: 'limit',
}));

function nanoseconds(action: () => void): number {
  const start = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - start);
}

function loops(action: () => void): number {
  const start = performance.now();
  const all: number[] = [];
  while (all.length < LOOPS.fewest || performance.now() - start < LOOPS.ms) {
    all.push(nanoseconds(action));
  }
  return median(all) / RECORDINGS;
}

async function textMicroseconds(): Promise<number> {
  const start = performance.now();
  if ((await subject.text()) === 0) throw new Error('no text');
  return (performance.now() - start) * 1_000;
}

async function main(): Promise<void> {
  const warm = subject.counter('warm_total');
  for (let at = 0; at < WARM_BIRTHS; at += 1) {
    warm.add({ exchange: 'x', symbol: `WARM${at}`, side: 'buy', type: 'limit' });
  }
  const counters = Array.from({ length: Math.ceil(count / MOST) }, (_, at) =>
    subject.counter(`bench_${at}_total`),
  );
  const counterOf = (at: number): GrowingCounter =>
    counters[Math.floor(at / MOST)] as GrowingCounter;
  const birth = nanoseconds(() => {
    for (const [at, each] of labels.entries()) counterOf(at).add(each);
  });
  const bound = labels.map((each, at) => counterOf(at).bind(each));
  const unboundNs = loops(() => {
    for (let at = 0; at < RECORDINGS; at += 1) {
      const index = at % count;
      counterOf(index).add(labels[index] ?? {});
    }
  });
  const boundNs = loops(() => {
    for (let at = 0; at < RECORDINGS; at += 1) bound[at % count]?.();
  });
  for (let lines = 0; lines < WARM_LINES; lines += count) await subject.text();
  const texts: number[] = [];
  while (texts.length < TEXTS) texts.push(await textMicroseconds());
  const series = count + WARM_BIRTHS;
  const figures: GrowthFigures = {
    boundNs,
    unboundNs,
    birthUs: birth / count / 1_000,
    textUs: median(texts) / series,
  };
  process.stdout.write(JSON.stringify(figures));
}

void main();
