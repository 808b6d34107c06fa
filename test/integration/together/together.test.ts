import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { accountIdOf } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { CANARIES } from '../support/canaries.js';
import { total } from '../support/counts.js';
import { DrivenBot } from '../support/driven-bot.js';

const SWAP = 'BTC/USDT:USDT';
const NATIVE = { symbol: 'BTCUSDT', type: 'MARKET', quantity: 0.01 };
const BYBIT = { category: 'linear', symbol: 'BTCUSDT', orderType: 'Market', qty: '0.01' };
const BINANCE_POSITIONS = 'genesis_position_count{exchange="binanceusdm"}';
const BYBIT_POSITIONS = 'genesis_position_count{exchange="bybit"}';
const UNREALIZED = 'genesis_unrealized_pnl_dollars';
const REALIZED = 'genesis_realized_pnl_dollars';

describe('several clients in one bot', () => {
  let exchange: PaperExchange;
  let bot: DrivenBot;

  beforeEach(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', '60000');
    bot = await DrivenBot.start('together/bot.cjs', { url: exchange.url });
  });

  afterEach(async () => {
    await bot.end();
    await exchange.close();
  });

  const made = async (on: string, method: string, ...args: unknown[]): Promise<void> => {
    const outcome = await bot.call(on, method, ...args);
    expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
  };
  const fillsOf = (key: string) =>
    exchange.journal.fills.filter(({ account }) => account === accountIdOf(key));
  const realizedOf = (key: string): number =>
    fillsOf(key).reduce((sum, { realized = '0' }) => sum + Number(realized), 0);

  it('know a position of one account once, and add up the accounts and the exchanges', async () => {
    await made('viaCcxt', 'createOrder', SWAP, 'market', 'buy', 0.01);
    await made('otherAccount', 'submitNewOrder', { ...NATIVE, side: 'SELL' });
    await made('bybit', 'submitOrder', { ...BYBIT, side: 'Buy' });
    exchange.prices.set('BTCUSDT', '60500');
    await made('viaCcxt', 'fetchPositions');
    await made('viaBinance', 'getPositionsV3');
    await made('otherAccount', 'getPositionsV3');
    await made('bybit', 'getPositionInfo', { category: 'linear', settleCoin: 'USDT' });
    const series = await bot.series();
    expect(series.get(BINANCE_POSITIONS)).to.equal(2);
    expect(series.get(BYBIT_POSITIONS)).to.equal(1);
    // Each entered at a price of its own, on its side of the spread.
    const entry = (key: string) => Number(fillsOf(key)[0]?.price);
    const { apiKey } = CANARIES;
    const expected =
      (60_500 - entry(apiKey)) * 0.01 -
      (60_500 - entry(`${apiKey}Other`)) * 0.01 +
      (60_500 - entry(`${apiKey}Bybit`)) * 0.01;
    expect(series.get(UNREALIZED)).to.be.closeTo(expected, 1e-6);
    expect(series.get('genesis_pnl_dollars')).to.be.closeTo(expected, 1e-6);
  });

  it('close it whichever client tells, and leave the others open', async () => {
    await made('viaCcxt', 'createOrder', SWAP, 'market', 'buy', 0.01);
    await made('otherAccount', 'submitNewOrder', { ...NATIVE, side: 'SELL' });
    await made('viaCcxt', 'fetchPositions');
    await made('otherAccount', 'getPositionsV3');
    expect((await bot.series()).get(BINANCE_POSITIONS)).to.equal(2);
    await made('viaBinance', 'submitNewOrder', { ...NATIVE, side: 'SELL' });
    await made('viaBinance', 'getPositionsV3');
    expect((await bot.series()).get(BINANCE_POSITIONS)).to.equal(1);
  });

  it('count a fill once that both clients of an account tell, and what it realized', async () => {
    await made('viaCcxt', 'createOrder', SWAP, 'market', 'buy', 0.01);
    exchange.prices.set('BTCUSDT', '61000');
    await made('viaCcxt', 'createOrder', SWAP, 'market', 'sell', 0.01);
    await made('viaCcxt', 'fetchMyTrades', SWAP);
    await made('viaBinance', 'getAccountTrades', { symbol: 'BTCUSDT' });
    await made('viaCcxt', 'fetchMyTrades', SWAP);
    await made('otherAccount', 'submitNewOrder', { ...NATIVE, side: 'BUY' });
    await made('otherAccount', 'getAccountTrades', { symbol: 'BTCUSDT' });
    const series = await bot.series();
    expect(total(series, 'genesis_trades_total')).to.equal(exchange.journal.fills.length);
    expect(exchange.journal.fills).to.have.length(3);
    expect(series.get(REALIZED)).to.be.closeTo(realizedOf(CANARIES.apiKey), 1e-6);
  });

  it('are connected while one of them is', async () => {
    const status = 'genesis_connection_status{exchange="binanceusdm"}';
    await made('viaCcxt', 'fetchTime');
    await made('viaBinance', 'getServerTime');
    expect((await bot.series()).get(status)).to.equal(1);
    await made('viaCcxt', 'close');
    expect((await bot.series()).get(status)).to.equal(1);
    await made('bybit', 'getServerTime');
    expect((await bot.series()).get('genesis_connection_status{exchange="bybit"}')).to.equal(1);
  });
});
