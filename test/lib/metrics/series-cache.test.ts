import type { Attributes } from '@opentelemetry/api';
import { expect } from 'chai';
import fc from 'fast-check';
import { CATALOGUE } from '../../../lib/metrics/catalogue.js';
import { SeriesCache } from '../../../lib/metrics/series-cache.js';

const { orders, pnl } = CATALOGUE;
const KEYS = [...orders.labels, ...orders.optionalLabels];

const labels = fc.record(
  Object.fromEntries(KEYS.map((key) => [key, fc.constantFrom('a', 'b', 'unknown')])),
  { requiredKeys: [] },
) as fc.Arbitrary<Attributes>;

/** How a series knows its labels: as they are exported, not at all, or what a view makes of them. */
const knowing = fc.constantFrom<(labels: Attributes) => object>(
  (attributes) => ({ attributes }),
  () => ({}),
  (attributes) => ({ attributes: { symbol: attributes['symbol'] } }),
  () => ({ attributes: { 'otel.metric.overflow': true } }),
);

function textOf(attributes: Attributes): string {
  return JSON.stringify(KEYS.map((key) => attributes[key]));
}

describe('the cache of series', () => {
  it('gives each set of labels what was made for it, and nothing else (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(labels, knowing), { maxLength: 30 }), (asked) => {
        let knows: (labels: Attributes) => object = () => ({});
        const made: Attributes[] = [];
        const cache = new SeriesCache(orders, (clean) => {
          made.push(clean);
          return { ...knows(clean), madeFor: clean };
        });
        const known = new Map<string, object>();
        for (const [attributes, how] of asked) {
          knows = how;
          const before = known.get(textOf(attributes));
          expect(cache.find(attributes)).to.equal(before);
          const series = cache.get({ ...attributes, other: 'ignored' });
          if (before !== undefined) expect(series).to.equal(before);
          known.set(textOf(attributes), series);
          for (const key of orders.labels) {
            const value = attributes[key] ?? 'unknown';
            expect((series as { madeFor: Attributes }).madeFor[key]).to.equal(value);
          }
        }
        expect(made).to.have.length(known.size);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the one series of a metric without labels', () => {
    const cache = new SeriesCache(pnl, () => ({}));
    expect(cache.find(undefined)).to.equal(undefined);
    const series = cache.get(undefined);
    expect(cache.get({})).to.equal(series);
    expect(cache.get({ exchange: 'ignored' })).to.equal(series);
  });

  it('keeps nothing for labels that are not clean', () => {
    let made = 0;
    const cache = new SeriesCache(orders, () => {
      made += 1;
      return {};
    });
    const dirty = { exchange: 'x', symbol: 7 as unknown as string, side: 'buy', type: 'limit' };
    cache.get(dirty);
    cache.get(dirty);
    expect(made).to.equal(2);
    expect(cache.find(dirty)).to.equal(undefined);
  });
});
