import { expect } from 'chai';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { DrivenBot, NOW } from '../support/driven-bot.js';
import { slowDial } from '../support/slow-dial.js';

const ORDER = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01, timestamp: NOW };
const DIAL_MS = 1_500;
const SUM = 'genesis_order_execution_time_seconds_sum';

describe('the execution time of orders over WebSocket', () => {
  it('leaves out what it takes to dial, and nothing of what the exchange takes', async () => {
    const exchange = await quietExchange();
    const way = await slowDial(exchange.port, DIAL_MS);
    const bot = await DrivenBot.start('binance/bot.cjs', { url: way.url });
    const began = performance.now();
    const outcome = await bot.call('wsApi', 'submitNewSpotOrder', ORDER);
    expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
    expect(performance.now() - began).to.be.above(DIAL_MS);
    const first = total(await bot.series(), SUM);
    expect(first).to.be.within(0, DIAL_MS / 1_000);
    exchange.faults.set({ kind: 'slow', ms: 300, count: 1 });
    await bot.call('wsApi', 'submitNewSpotOrder', ORDER);
    expect(total(await bot.series(), SUM) - first).to.be.at.least(0.295);
    await bot.end();
    await way.close();
    await exchange.close();
  });
});
