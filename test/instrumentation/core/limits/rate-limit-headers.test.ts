import { expect } from 'chai';
import fc from 'fast-check';
import { ClientBudget } from '../../../../instrumentation/core/limits/client-budget.js';
import type { RateLimitUsage } from '../../../../instrumentation/core/limits/rate-limit-headers.js';
import { usageFromHeaders } from '../../../../instrumentation/core/limits/rate-limit-headers.js';
import {
  BinanceLimitTable,
  binanceBudget,
} from '../../../../instrumentation/exchanges/binance/limits.js';

const NOW = Date.parse('2026-03-01T12:00:07.500Z');
const at = (time: string): number => Date.parse(`2026-03-01T${time}Z`);

describe('rate-limit headers', () => {
  it('of binance are read with their clock-aligned windows', () => {
    const headers = {
      'x-mbx-used-weight': '99',
      'x-mbx-used-weight-1m': '25',
      'x-mbx-order-count-10s': '3',
      'x-mbx-order-count-1d': '42',
      'x-sapi-used-uid-weight-1m': '5',
    };
    expect(usageFromHeaders('binanceusdm', headers, NOW)).to.deep.equal([
      { limitType: 'weight_1m', used: 25, limit: undefined, windowEndsAt: at('12:01:00') },
      { limitType: 'orders_10s', used: 3, limit: undefined, windowEndsAt: at('12:00:10') },
      {
        limitType: 'orders_1d',
        used: 42,
        limit: undefined,
        windowEndsAt: Date.parse('2026-03-02T00:00:00Z'),
      },
      { limitType: 'uid_weight_1m', used: 5, limit: undefined, windowEndsAt: at('12:01:00') },
    ]);
  });

  it('of gate belong to windows of ten seconds, those of orders to seconds', () => {
    const headers = { 'x-gate-ratelimit-limit': '10', 'x-gate-ratelimit-requests-remain': '4' };
    const ends = ['/api/v4/spot/orders', '/api/v4/spot/tickers'].map((path) =>
      usageFromHeaders('gate', headers, NOW, path).map(({ windowEndsAt }) => windowEndsAt - NOW),
    );
    expect(ends).to.deep.equal([[1_000], [10_000]]);
  });

  const others: [exchange: string, headers: Record<string, string>, expected: RateLimitUsage][] = [
    [
      'bybit',
      {
        'x-bapi-limit': '10',
        'x-bapi-limit-status': '7',
        // The present, as long as the limit is not hit.
        'x-bapi-limit-reset-timestamp': `${NOW - 3}`,
      },
      { limitType: 'endpoint', used: 3, limit: 10, windowEndsAt: NOW + 1_000 },
    ],
    [
      'bybit',
      {
        'x-bapi-limit': '10',
        'x-bapi-limit-status': '0',
        'x-bapi-limit-reset-timestamp': `${NOW + 4_000}`,
      },
      { limitType: 'endpoint', used: 10, limit: 10, windowEndsAt: NOW + 4_000 },
    ],
    [
      'kucoinfutures',
      {
        'gw-ratelimit-limit': '2000',
        'gw-ratelimit-remaining': '1500',
        'gw-ratelimit-reset': '12000',
      },
      { limitType: 'weight_30s', used: 500, limit: 2000, windowEndsAt: NOW + 12_000 },
    ],
    [
      'bitmart',
      { 'x-bm-ratelimit-limit': '24', 'x-bm-ratelimit-remaining': '6' },
      { limitType: 'endpoint', used: 6, limit: 24, windowEndsAt: NOW + 10_000 },
    ],
    [
      'bitmex',
      { 'x-ratelimit-limit': '120', 'x-ratelimit-remaining': '30' },
      { limitType: 'weight_1m', used: 90, limit: 120, windowEndsAt: NOW + 60_000 },
    ],
  ];
  for (const [exchange, headers, expected] of others) {
    it(`of ${exchange} are read: ${expected.used} of ${expected.limit}`, () => {
      expect(usageFromHeaders(exchange, headers, NOW)).to.deep.equal([expected]);
    });
  }

  it('that are missing or rubbish give nothing, and never throw (property)', () => {
    const names = fc.constantFrom(
      'x-bapi-limit',
      'x-bapi-limit-status',
      'x-mbx-used-weight-1m',
      'x-mbx-order-count-0s',
    );
    fc.assert(
      fc.property(
        fc.constantFrom('bybit', 'binance', 'okx'),
        fc.dictionary(names, fc.string()),
        (exchange, headers) => {
          for (const { used } of usageFromHeaders(exchange, headers, NOW)) {
            expect(Number.isFinite(used)).to.equal(true);
          }
        },
      ),
    );
    expect(usageFromHeaders('kraken', { 'x-ratelimit-limit': '1' }, NOW)).to.deep.equal([]);
  });
});

describe('Binance limits', () => {
  it('come from exchangeInfo, without reading all of it', () => {
    const table = new BinanceLimitTable();
    expect(table.limit('binance', 'spot', 'weight_1m')).to.equal(6_000);
    const rateLimits = [
      { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 1_200 },
      { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 50 },
    ];
    const start = JSON.stringify({ timezone: 'UTC', serverTime: 1, rateLimits }).slice(0, -1);
    table.readExchangeInfo('binance', 'spot', `${start},"symbols":[{`);
    expect(table.limit('binance', 'spot', 'weight_1m')).to.equal(1_200);
    expect(table.limit('binance', 'spot', 'orders_10s')).to.equal(50);
    expect(table.limit('binance', 'linear', 'weight_1m')).to.equal(2_400);
    // Another house, whose limits nobody has told yet.
    expect(table.limit('binanceus', 'spot', 'weight_1m')).to.equal(undefined);
  });

  it('belong to the API that was asked', () => {
    expect(binanceBudget('https://fapi.binance.com/fapi/v1/order')).to.equal('linear');
    expect(binanceBudget('https://dapi.binance.com/dapi/v1/order')).to.equal('inverse');
    expect(binanceBudget('https://api.binance.com/sapi/v1/x')).to.equal('sapi');
    expect(binanceBudget('https://eapi.binance.com/eapi/v1/order')).to.equal('options');
    expect(binanceBudget('https://papi.binance.com/papi/v1/um/order')).to.equal('portfolio');
    expect(binanceBudget('http://127.0.0.1:1/api/v3/order')).to.equal('spot');
  });
});

describe('ClientBudget', () => {
  it('adds up the last minute and forgets what is older', () => {
    const budget = new ClientBudget();
    expect(budget.spend(2, 1_000_000)).to.equal(2);
    expect(budget.spend(3, 1_030_000)).to.equal(5);
    expect(budget.spend(1, 1_059_999)).to.equal(6);
    expect(budget.spend(1, 1_061_000)).to.equal(5);
    expect(budget.spend(1, 9_000_000)).to.equal(1);
  });

  it('agrees with a plain sum over the window (property)', () => {
    const steps = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 9 })),
    );
    fc.assert(
      fc.property(steps, (moves) => {
        const budget = new ClientBudget();
        const spent: [second: number, cost: number][] = [];
        let second = 1_000;
        for (const [wait, cost] of moves) {
          second += wait;
          spent.push([second, cost]);
          const expected = spent.reduce(
            (sum, [when, c]) => (when > second - 60 ? sum + c : sum),
            0,
          );
          expect(budget.spend(cost, second * 1000)).to.equal(expected);
        }
      }),
    );
  });
});
