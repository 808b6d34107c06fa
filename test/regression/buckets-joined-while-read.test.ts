import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ExponentialHistogram } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import { ExponentialHistogramAggregation } from '../../lib/meter/aggregation/exponential-histogram.js';

const FILE = join(__dirname, '../../lib/meter/aggregation/exponential-histogram.js');
const MOST_BUCKETS = 160;
const SERIES = 1_000;
/** Values of each series, each of which makes its buckets wider. */
const VALUES = 60;

/** Records into one series after the other, and tells into which. */
const RECORDING = `
  const { workerData: { cells, turn, file } } = require('node:worker_threads');
  const { ExponentialHistogramAggregation } = require(file);
  const aggregation = new ExponentialHistogramAggregation(${MOST_BUCKETS}, false);
  for (let series = 0; series < ${SERIES}; series += 1) {
    const at = { cells, offset: series * aggregation.size };
    Atomics.store(turn, 0, series);
    for (let nr = 1; nr <= ${VALUES}; nr += 1) {
      aggregation.record(at, 1.5 ** nr);
      aggregation.record(at, 1 / 1.5 ** nr);
    }
  }
  Atomics.store(turn, 0, ${SERIES});
`;

function inBuckets({ positive, negative, zeroCount }: ExponentialHistogram): number {
  const counts = [...positive.bucketCounts, ...negative.bucketCounts];
  return counts.reduce((sum, count) => sum + count, zeroCount);
}

describe('an exponential histogram that is read while another thread records', () => {
  it('has as many values as its buckets, and never fewer than before', async () => {
    const aggregation = new ExponentialHistogramAggregation(MOST_BUCKETS, false);
    const { size } = aggregation;
    const cells = new Float64Array(new SharedArrayBuffer(SERIES * size * 8));
    for (let series = 0; series < SERIES; series += 1) aggregation.clear(cells, series * size);
    const turn = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(RECORDING, { eval: true, workerData: { cells, turn, file: FILE } });
    const ended = once(worker, 'exit');
    await once(worker, 'online');
    const before = new Float64Array(SERIES);
    for (let series = 0; series < SERIES; series = Atomics.load(turn, 0)) {
      const value = aggregation.value(cells, series * size, true) as ExponentialHistogram;
      expect(inBuckets(value), `buckets of ${series}`).to.equal(value.count);
      expect(value.count, `count of ${series}`).to.be.at.least(before[series] ?? 0);
      before[series] = value.count;
    }
    await ended;
    const last = aggregation.value(cells, (SERIES - 1) * size, true);
    expect(last).to.have.property('count', 2 * VALUES);
  });
});
