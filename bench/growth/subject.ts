/** Measures so many series in a process of its own; prints the figures as JSON. */
import { createNoopMeter } from '@opentelemetry/api';
import { emptyResource } from '@opentelemetry/resources';
import { SharedMeterProvider } from '../../lib/meter/shared-meter-provider.js';
import { CATALOGUE } from '../../lib/metrics/catalogue.js';
import { DropCounter } from '../../lib/metrics/drop-counter.js';
import { GuardedCounter } from '../../lib/metrics/guarded-instruments.js';
import { metric } from '../../lib/metrics/metric-definition.js';
import { sharedCounter } from '../../lib/metrics/shared-backing.js';
import { writeExposition } from '../../lib/prometheus/exposition/write-exposition.js';
import { median } from '../statistics.js';
import type { GrowthFigures } from './growth.js';

const RECORDINGS = 2_000_000;
/** Below the limit of one metric; more series take further metrics. */
const MOST = 9_000;
const TEXTS = 7;
/** Series born, and written, before it is measured: a bot's code is warm after some minutes too. */
const WARM_BIRTHS = 3_000;
const WARM_LINES = 1_000_000;

const provider = new SharedMeterProvider({
  views: [{ instrumentName: '*', aggregationCardinalityLimit: 2 * 9_000 }],
});
const count = Number(process.argv[2]);
const labels = Array.from({ length: count }, (_, at) => ({
  exchange: `exchange-${at % 10}`,
  symbol: `COIN${at % MOST}/USDT`,
  side: at % 2 === 0 ? 'buy' : 'sell',
  type: 'limit',
}));
const drops = new DropCounter(createNoopMeter().createCounter(''));
const counters = Array.from({ length: Math.ceil(count / MOST) }, (_, at) =>
  counterOf(provider, `bench_${at}_total`),
);

function counterOf(by: SharedMeterProvider, name: string): GuardedCounter {
  const { labels: keys } = CATALOGUE.orders;
  const definition = metric(name, 'counter', '', '', { labels: keys });
  const backing = sharedCounter(by.getMeter('bench'), definition, drops);
  return new GuardedCounter(backing, definition, drops);
}

function timed(action: () => void): number {
  const start = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - start);
}

function ordersOf(at: number): GuardedCounter {
  return counters[Math.floor(at / MOST)] as GuardedCounter;
}

const warm = counterOf(new SharedMeterProvider(), 'warm_total');
for (let at = 0; at < WARM_BIRTHS; at += 1) {
  warm.add(1, { exchange: 'x', symbol: `WARM${at}`, side: 'buy', type: 'limit' });
}
const birth = timed(() => {
  for (const [at, each] of labels.entries()) ordersOf(at).add(1, each);
});
const bound = labels.map((each, at) => ordersOf(at).bind(each));
const unboundLoop = (): void => {
  for (let at = 0; at < RECORDINGS; at += 1) {
    const index = at % count;
    ordersOf(index).add(1, labels[index]);
  }
};
const boundLoop = (): void => {
  for (let at = 0; at < RECORDINGS; at += 1) bound[at % count]?.add(1);
};
unboundLoop();
boundLoop();

function textNanoseconds(): number {
  return timed(() => {
    const exposed = {
      resource: emptyResource(),
      streams: provider.directory.streams(),
      scopeMetrics: [],
    };
    let length = 0;
    const request = { format: 'text-0.0.4' as const };
    for (const piece of writeExposition(exposed, request, { created: false })) {
      length += piece.length;
    }
    if (length === 0) throw new Error('no text');
  });
}

for (let lines = 0; lines < WARM_LINES; lines += count) textNanoseconds();
const figures: GrowthFigures = {
  boundNs: timed(boundLoop) / RECORDINGS,
  unboundNs: timed(unboundLoop) / RECORDINGS,
  birthUs: birth / count / 1_000,
  textUs: median(Array.from({ length: TEXTS }, textNanoseconds)) / count / 1_000,
};
process.stdout.write(JSON.stringify(figures));
