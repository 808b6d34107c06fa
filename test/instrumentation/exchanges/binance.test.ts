import { expect } from 'chai';
import {
  failuresOfAnswer,
  fillsOfAnswer,
  refusalType,
} from '../../../instrumentation/exchanges/binance/answers.js';
import { binanceErrorType } from '../../../instrumentation/exchanges/binance/error-codes.js';
import { fillsOfTrades } from '../../../instrumentation/exchanges/binance/fills.js';
import {
  positionsOfAnswer,
  positionsOfUpdate,
} from '../../../instrumentation/exchanges/binance/positions.js';
import { usageOfRateLimits } from '../../../instrumentation/exchanges/binance/told-limits.js';

const NOW = 1_772_366_405_000;

describe('what Binance says', () => {
  it('is classed by code, then by transport, then by HTTP status', () => {
    const classes: [facts: Parameters<typeof binanceErrorType>[0], errorType: string][] = [
      [{ code: -2019 }, 'insufficient_funds'],
      [{ code: -1121 }, 'invalid_symbol'],
      [{ code: -1102 }, 'invalid_order'],
      [{ code: -4164 }, 'invalid_order'],
      [{ code: -2013 }, 'order_not_found'],
      [{ code: -2015, status: 401 }, 'auth'],
      [{ code: -1021 }, 'clock_skew'],
      [{ code: -1003, status: 418 }, 'rate_limit'],
      [{ code: -1007, status: 503 }, 'timeout'],
      [{ code: -5022 }, 'rejected'],
      [{ error: { code: 'ECONNRESET' } }, 'network'],
      [{ code: undefined, status: 403 }, 'rate_limit'],
      [{ code: -987_654, status: 502 }, 'exchange_unavailable'],
      [{ code: -987_654 }, 'unknown'],
      [{ code: 'toString' }, 'unknown'],
    ];
    for (const [facts, errorType] of classes) {
      expect(binanceErrorType(facts), JSON.stringify(facts)).to.equal(errorType);
    }
  });

  it('rejects orders for many reasons under one code, of which the text tells one', () => {
    const code = -2010;
    expect(binanceErrorType({ code }, 'Market is closed.')).to.equal('rejected');
    expect(
      binanceErrorType({ code }, 'Account has insufficient balance for requested action.'),
    ).to.equal('insufficient_funds');
  });

  it('fails a replacement by the half that failed', () => {
    const half = (code: number) => ({ code, msg: '' });
    const body = (data: object) => ({ code: -2022, msg: 'Order cancel-replace failed.', data });
    expect(refusalType(body({ cancelResponse: half(-2011), newOrderResponse: null }))).to.equal(
      'order_not_found',
    );
    expect(
      refusalType(body({ cancelResponse: { orderId: 1 }, newOrderResponse: half(-1013) })),
    ).to.equal('invalid_order');
  });

  it('answers a batch item by item', () => {
    const order = { exchange: 'binanceusdm', symbol: 'BTCUSDT', side: 'buy', type: 'market' };
    const request = {
      exchange: 'binanceusdm',
      operation: 'create',
      orders: [order, order],
    } as const;
    expect(failuresOfAnswer([{ orderId: 1 }, { code: -2019, msg: '' }], request)).to.deep.equal([
      undefined,
      'insufficient_funds',
    ]);
  });

  it('tells fills of orders, replacements and lists', () => {
    const order = {
      symbol: 'BTCUSDT',
      side: 'BUY',
      transactTime: NOW,
      fills: [{ tradeId: 7 }, { tradeId: 8 }],
    };
    const ids = (answer: unknown) => fillsOfAnswer(answer).map(({ id }) => id);
    expect(ids(order)).to.deep.equal(['7', '8']);
    expect(ids({ cancelResult: 'SUCCESS', newOrderResponse: order })).to.deep.equal(['7', '8']);
    expect(ids({ orderReports: [order, { symbol: 'BTCUSDT' }] })).to.deep.equal(['7', '8']);
    expect(ids(undefined)).to.deep.equal([]);
  });

  it('tells the side of a trade as a flag on spot and in words on futures', () => {
    const trades = [
      { id: 1, symbol: 'BTCUSDT', isBuyer: false, time: NOW },
      { id: 2, symbol: 'BTCUSDT', side: 'BUY', realizedPnl: '3', time: NOW },
      { id: 3, symbol: 'BTCUSD_PERP', side: 'SELL', realizedPnl: '0.001', time: NOW },
    ];
    expect(fillsOfTrades(trades).map(({ side, realizedPnl }) => [side, realizedPnl])).to.deep.equal(
      [
        ['sell', undefined],
        ['buy', '3'],
        // Coins are no dollars.
        ['sell', undefined],
      ],
    );
  });

  it('tells positions with a sign in one-way mode and with a side in hedge mode', () => {
    const update = {
      e: 'ACCOUNT_UPDATE',
      T: NOW,
      a: {
        P: [
          { s: 'BTCUSDT', ps: 'BOTH', pa: '-2', up: '5' },
          { s: 'ETHUSDT', ps: 'SHORT', pa: '-1', up: '-1' },
          { s: 'SOLUSDT', ps: 'BOTH', pa: '0', up: '0' },
        ],
      },
    };
    const told = positionsOfUpdate(update).map(({ side, size, hedged }) => [side, size, hedged]);
    expect(told).to.deep.equal([
      ['short', 2, false],
      ['short', 1, true],
      ['long', 0, false],
    ]);
    const rows = [
      { symbol: 'BTCUSD_PERP', positionSide: 'BOTH', positionAmt: '3', unRealizedProfit: '0.1' },
    ];
    expect(positionsOfAnswer(rows, NOW)[0]).to.include({ size: 3, unrealizedPnl: undefined });
  });

  it('tells the use of limits over WebSocket, in windows that follow the clock', () => {
    const limit = { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100 };
    expect(usageOfRateLimits([{ ...limit, count: 7 }], NOW)).to.deep.equal([
      { limitType: 'orders_10s', used: 7, limit: 100, windowEndsAt: 1_772_366_410_000 },
    ]);
    expect(
      usageOfRateLimits([{ ...limit, limit: 0 }, { ...limit, interval: 'YEAR' }, null], NOW),
    ).to.deep.equal([]);
    expect(usageOfRateLimits('x', NOW)).to.deep.equal([]);
  });
});
