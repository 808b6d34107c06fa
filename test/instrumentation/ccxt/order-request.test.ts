import { expect } from 'chai';
import { failuresOf } from '../../../instrumentation/ccxt/batch-failures.js';
import { isDryRun } from '../../../instrumentation/ccxt/dry-run.js';
import { settlesInDollars, symbolLabel } from '../../../instrumentation/ccxt/symbols.js';
import type { OrderEvent } from '../../../lib/collector/order-event.js';

const CANARY = 'CANARY-ORDER-ID-8261734';

describe('a dry run of ccxt', () => {
  const spot = (id: string, params: unknown, options = {}) =>
    isDryRun({ id, options }, 'rest', { symbol: 'BTC/USDT', params });
  const swap = (id: string, params: unknown) =>
    isDryRun({ id }, 'rest', { symbol: 'BTC/USDT:USDT', params });

  it('is asked for by the parameters that the exchange’s class knows, and no others', () => {
    expect(spot('binance', { test: true })).to.equal(true);
    expect(spot('kraken', { validate: true })).to.equal(true);
    expect(spot('coinbase', { preview: true })).to.equal(true);
    expect(spot('kraken', { test: true })).to.equal(false);
    expect(spot('okx', { test: true })).to.equal(false);
    expect(spot('coinbaseexchange', { test: true })).to.equal(false);
    for (const params of [undefined, null, 'test', {}, { test: 'yes' }, { test: false }]) {
      expect(spot('binance', params)).to.equal(false);
    }
  });

  it('is none where ccxt drops the parameter and places the order', () => {
    expect(swap('binanceusdm', { test: true })).to.equal(false);
    expect(swap('binance', { test: true })).to.equal(false);
    expect(swap('mexc', { test: true })).to.equal(false);
    expect(swap('hashkey', { test: true })).to.equal(false);
    expect(swap('kucoinfutures', { test: true })).to.equal(true);
    expect(swap('bingx', { test: true })).to.equal(true);
    expect(spot('binance', { test: true, marginMode: 'cross' })).to.equal(false);
    expect(spot('binance', { test: true }, { defaultType: 'margin' })).to.equal(false);
    expect(spot('coinbase', { preview: true, reduceOnly: true })).to.equal(false);
    expect(spot('kucoin', { test: true }, { uta: true })).to.equal(false);
  });

  it('over a WebSocket and in a batch is what the class makes of it', () => {
    const params = { test: true };
    const symbol = 'BTC/USDT:USDT';
    expect(isDryRun({ id: 'binanceusdm' }, 'socket', { symbol, params })).to.equal(true);
    expect(isDryRun({ id: 'mexc' }, 'socket', { symbol, params })).to.equal(false);
    expect(isDryRun({ id: 'binance' }, 'batch', { params })).to.equal(false);
    expect(isDryRun({ id: 'kraken' }, 'batch', { params: { validate: true } })).to.equal(true);
  });
});

describe('a symbol that came from the bot', () => {
  const market = { symbol: 'BTC/USDT' };
  const exchange = { markets: { 'BTC/USDT': market }, markets_by_id: { BTCUSDT: [market] } };

  const labels: [unknown, string][] = [
    ['BTC/USDT', 'BTC/USDT'],
    ['BTCUSDT', 'BTC/USDT'],
    // Not listed, and yet spelled like a market: a typo should be seen.
    ['NOPE/USDT', 'NOPE/USDT'],
    ['BTC/USD:BTC-241227-100000-C', 'BTC/USD:BTC-241227-100000-C'],
    [CANARY, 'other'],
    ['sk4live9Q2mZx7Lp1w', 'other'],
    ['__proto__', 'other'],
    ['toString', 'other'],
    ['', 'unknown'],
    [undefined, 'unknown'],
    [{}, 'unknown'],
  ];
  for (const [given, label] of labels) {
    it(`${String(given) || 'nothing'} is ${label}`, () => {
      expect(symbolLabel(exchange, given)).to.equal(label);
      if (label === 'other') expect(symbolLabel({}, given)).to.equal('other');
    });
  }

  it('settles in dollars or not', () => {
    expect(['BTC/USDT:USDT', 'BTC/USDC:USDC-250101', 'BTC/USD'].every(settlesInDollars)).to.equal(
      true,
    );
    expect(['BTC/USD:BTC', 'ETH/BTC', 'other', ''].some(settlesInDollars)).to.equal(false);
  });
});

describe('the failures of a batch', () => {
  const order = (symbol: string, side = 'buy') => ({ exchange: 'x', symbol, side, type: 'limit' });
  const orders = [order('A/USDT'), order('B/USDT'), order('A/USDT', 'sell')];

  const failures = (placed: OrderEvent[], answer: unknown) =>
    failuresOf(answer, { exchange: 'x', operation: 'create', orders: placed });

  it('are told item by item', () => {
    const answer = [{ status: 'open' }, { status: 'rejected' }, {}];
    expect(failures(orders, answer)).to.deep.equal([undefined, 'rejected', undefined]);
  });

  it('include the items that the answer leaves out', () => {
    const answer = [{ symbol: 'A/USDT', side: 'sell' }, { symbol: 'B/USDT' }];
    expect(failures(orders, answer)).to.deep.equal(['unknown', undefined, undefined]);
    expect(failures(orders, [])).to.deep.equal(['unknown', 'unknown', 'unknown']);
  });

  it('include the only item of a batch', () => {
    expect(failures([order('A/USDT')], [])).to.deep.equal(['unknown']);
  });

  it('are what each answer says where nothing was placed', () => {
    const request = { exchange: 'x', operation: 'cancel', orders: [] } as const;
    expect(failuresOf([{}, { status: 'rejected' }], request)).to.deep.equal([
      undefined,
      'rejected',
    ]);
  });

  it('are none for a single order that was answered', () => {
    expect(failures([order('A/USDT')], { symbol: 'Z/USDT' })).to.deep.equal([undefined]);
    expect(failures([order('A/USDT')], { status: 'rejected' })).to.deep.equal(['rejected']);
    expect(failures([order('A/USDT')], undefined)).to.deep.equal([undefined]);
  });
});
