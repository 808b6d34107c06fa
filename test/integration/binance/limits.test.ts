import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { last, quietExchange } from '../../examples/paper-exchange/support.js';
import { DrivenBot, eventually, NOW } from '../support/driven-bot.js';

const MARKET = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01 };
const usage = (exchange: string, limitType: string): string =>
  `genesis_rate_limit_usage_ratio{exchange="${exchange}",limit_type="${limitType}"}`;

describe('rate limits of binance', () => {
  let exchange: PaperExchange;
  let bot: DrivenBot;

  beforeEach(async () => {
    // Few enough orders that the limit can be hit.
    exchange = await quietExchange({ spotLimits: { orders10s: 4 } });
    bot = await DrivenBot.start('binance/bot.cjs', { url: exchange.url });
  });

  afterEach(async () => {
    await bot.end();
    await exchange.close();
  });

  /** What the exchange itself has told of a limit in its last answer. */
  const told = (header: string): number =>
    Number(last(exchange.journal.of('request')).headers[header]);

  it('are what the headers tell, of the limits that everybody has', async () => {
    await bot.call('usdm', 'submitNewOrder', MARKET);
    await bot.call('usdm', 'submitNewOrder', { ...MARKET, quantity: 900 });
    await bot.call('usdm', 'getExchangeInfo');
    const weight = told('x-mbx-used-weight-1m');
    await bot.call('usdm', 'submitNewOrder', MARKET);
    const series = await bot.series();
    expect(weight).to.be.above(0);
    expect(series.get(usage('binanceusdm', 'weight_1m'))).to.equal(
      told('x-mbx-used-weight-1m') / 2_400,
    );
    expect(series.get(usage('binanceusdm', 'orders_10s'))).to.equal(
      told('x-mbx-order-count-10s') / 300,
    );
    expect(series.get(usage('binanceusdm', 'orders_1m'))).to.equal(
      told('x-mbx-order-count-1m') / 1_200,
    );
  });

  it('use the limits that the exchange sets, reach 1, and fall to 0 with the window', async () => {
    await bot.call('spot', 'getExchangeInfo');
    const outcomes = [];
    // The window may end in between; then there is room for more.
    while (outcomes.length === 0 || last(outcomes).ok) {
      outcomes.push(await bot.call('spot', 'submitNewOrder', MARKET));
    }
    expect(last(outcomes).error).to.deep.include({ code: -1015 });
    const series = await bot.series();
    expect(series.get(usage('binance', 'orders_10s'))).to.equal(1);
    await eventually(
      bot,
      (later) => later.get(usage('binance', 'orders_10s')) === 0,
      'the end of the window',
      15_000,
    );
  });

  it('are what answers over WebSocket tell', async () => {
    await bot.call('wsApi', 'submitNewSpotOrder', { ...MARKET, timestamp: NOW });
    const series = await bot.series();
    const orders = told('x-mbx-order-count-10s');
    expect(orders).to.be.above(0);
    expect(series.get(usage('binance', 'orders_10s'))).to.equal(orders / 4);
    expect(series.get(usage('binance', 'weight_1m'))).to.equal(
      told('x-mbx-used-weight-1m') / 6_000,
    );
  });
});
