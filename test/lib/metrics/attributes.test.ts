import { expect } from 'chai';
import fc from 'fast-check';
import { labelsOf, seriesKey } from '../../../lib/metrics/attributes.js';
import { CATALOGUE } from '../../../lib/metrics/catalogue.js';

const { orders, websocketLatency } = CATALOGUE;
const FULL = { exchange: 'binance', symbol: 'BTC/USDT:USDT', side: 'buy', type: 'limit' };

describe('labels of a metric', () => {
  it('keep what belongs to the metric and nothing else', () => {
    const given = { ...FULL, apiKey: 'canary', order_id: '17' };
    expect(labelsOf(orders, given)).to.deep.equal(FULL);
  });

  it('call a missing required label unknown, and leave a missing optional one out', () => {
    expect(labelsOf(orders, {})).to.deep.equal({
      exchange: 'unknown',
      symbol: 'unknown',
      side: 'unknown',
      type: 'unknown',
    });
    expect(labelsOf(websocketLatency, { exchange: 'okx' })).to.deep.equal({ exchange: 'okx' });
  });

  for (const symbol of [
    'kPEPE/USDC:USDC',
    '币安人生/USDT',
    'BTC/USD:BTC-241227-100000-C',
    '1000SATS',
  ]) {
    it(`know the symbol ${symbol}`, () => {
      expect(labelsOf(orders, { ...FULL, symbol })['symbol']).to.equal(symbol);
    });
  }

  const hostile: [string, unknown, string][] = [
    ['a line break', 'BTC\nevil 1', 'other'],
    ['a quote', 'BTC"} 1', 'other'],
    ['a space', 'secret key', 'other'],
    [
      'a 64 character API key',
      'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A',
      'other',
    ],
    ['a lone surrogate', '\ud800', 'other'],
    ['an empty string', '', 'unknown'],
    ['an object', { toString: () => 'BTC' }, 'unknown'],
    ['a number', 7, 'unknown'],
    ['null', null, 'unknown'],
  ];
  for (const [what, value, label] of hostile) {
    it(`never carry ${what}`, () => {
      expect(labelsOf(orders, { ...FULL, symbol: value as string })['symbol']).to.equal(label);
    });
  }

  it('are bounded, printable and complete for every input (property)', () => {
    const anything = fc.dictionary(
      fc.constantFrom('exchange', 'symbol', 'side', 'type', 'x'),
      fc.anything(),
    );
    fc.assert(
      fc.property(anything, (given) => {
        const labels = labelsOf(orders, given as never);
        expect(Object.keys(labels)).to.deep.equal(['exchange', 'symbol', 'side', 'type']);
        for (const value of Object.values(labels)) {
          expect(value).to.be.a('string').with.length.within(1, 40);
          expect(value).to.match(/^[^\s"\\{}]+$/u);
        }
      }),
    );
  });

  it('have a key of their own for every label set (property)', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('a', 'b', 'a/b', 'a:b', undefined));
    const labelSet = fc.record({ exchange: value, channel: value });
    fc.assert(
      fc.property(labelSet, labelSet, (a, b) => {
        const left = labelsOf(websocketLatency, a as never);
        const right = labelsOf(websocketLatency, b as never);
        const same = JSON.stringify(left) === JSON.stringify(right);
        expect(seriesKey(websocketLatency, left) === seriesKey(websocketLatency, right)).to.equal(
          same,
        );
      }),
    );
  });
});
