import { expect } from 'chai';
import { mapValues, pointsBy, valuesBy } from './support/by-key.js';
import { MINUTE, quantile, rate, type ZeroPoint } from './support/functions.js';
import { needPrograms } from './support/programs.js';
import type { Labels, Series } from './support/prometheus-api.js';
import { documented } from './support/queries.js';
import { type Desk, Stack } from './support/stack.js';
import { streamsFollowed } from './support/streams-open.js';

const MOVES = 40;
const BEHIND_MS = 200;
const METRIC = 'genesis_websocket_latency_ms';

const keyOf = ({ exchange, channel }: Labels): string => `${exchange} ${channel}`;

/** Each test goes on where the one before it ended. */
describe('WebSocket latency in a real Prometheus', () => {
  let stack: Stack;
  let at = 0;
  let moves = 0;

  before(async function () {
    needPrograms(this, 'prometheus');
    const first = async (desk: Desk) => {
      await desk.bot.tell('follow', 'spot trades');
      await desk.bot.tell('follow', 'usdm trades');
      await streamsFollowed(desk.exchange, 2);
      await move(desk);
    };
    stack = await Stack.start({ first });
    await move(stack);
    at = await stack.scraped();
  });

  after(() => stack?.stop());

  /** Each price change is one message on each of the two streams. */
  async function move({ exchange }: Desk): Promise<void> {
    for (let i = 0; i < MOVES; i += 1) {
      moves += 1;
      exchange.prices.set('BTCUSDT', 60_000 + moves);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  const raw = (suffix: string) => stack.prometheus.raw(`${METRIC}_${suffix}[5m]`, at);
  const p99 = async () =>
    valuesBy(await stack.prometheus.instant(documented('P99 WebSocket latency'), at), keyOf);

  /** The quantile from the raw buckets of each stream. */
  async function p99ByBuckets(zeroPoint: ZeroPoint): Promise<Record<string, number>> {
    const groups = new Map<string, Series[]>();
    for (const series of await raw('bucket')) {
      const key = keyOf(series.labels);
      groups.set(key, [...(groups.get(key) ?? []), series]);
    }
    return mapValues(Object.fromEntries(groups), (buckets) =>
      quantile(
        0.99,
        buckets.map(({ labels, points }) => ({
          bound: Number(labels['le']?.replace('Inf', 'Infinity')),
          value: rate(points, { end: at, length: 5 * MINUTE }, zeroPoint),
        })),
      ),
    );
  }

  /** Servers differ by version in one detail of `rate()`, so there are two right answers. */
  async function expectQuantileOfBuckets(): Promise<void> {
    const answer = await p99();
    const [older, newer] = [
      await p99ByBuckets('before threshold'),
      await p99ByBuckets('after threshold'),
    ];
    expect(Object.keys(answer).sort()).to.deep.equal(Object.keys(older).sort());
    for (const [key, value] of Object.entries(answer)) {
      const misses = [older[key], newer[key]].map((right = Number.NaN) => Math.abs(value - right));
      expect(Math.min(...misses), key).to.be.at.most(1e-9 * value);
    }
  }

  async function expectEveryMessageCounted(): Promise<void> {
    const sizes = pointsBy(await raw('count'), keyOf);
    expect(mapValues(sizes, (points) => points.at(-1)?.value)).to.deep.equal({
      'binance trades': moves,
      'binanceusdm trades': moves,
    });
  }

  it('is measured of every message', expectEveryMessageCounted);

  it('has the 99th percentile of its raw buckets', expectQuantileOfBuckets);

  it('is small where the clocks agree', async () => {
    for (const [key, value] of Object.entries(await p99())) {
      expect(value, key).to.be.within(0, BEHIND_MS - 1);
    }
  });

  it('grows by as much as the event times are moved into the past', async () => {
    const before = await p99();
    stack.exchange.faults.set({ kind: 'clock-skew', ms: -BEHIND_MS });
    await move(stack);
    at = await stack.scraped();
    await expectEveryMessageCounted();
    await expectQuantileOfBuckets();
    for (const [key, value] of Object.entries(await p99())) {
      expect(value, key).to.be.at.least(BEHIND_MS);
      expect(value, key).to.be.greaterThan(before[key] ?? Number.NaN);
    }
    // Not one of the late messages came out below the bucket that ends at 150 ms.
    for (const { labels, points } of await raw('bucket')) {
      if (labels['le'] !== '150') continue;
      expect(points.at(-1)?.value, keyOf(labels)).to.be.at.most(moves - MOVES);
    }
  });
});
