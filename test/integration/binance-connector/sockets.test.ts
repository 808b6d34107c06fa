import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { accountIdOf } from '../../../examples/paper-exchange/index.js';
import { quietExchange, until } from '../../examples/paper-exchange/support.js';
import { CANARIES, secretsIn } from '../support/canaries.js';
import { rise, total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';
import { throughWs } from '../support/ws-fallback.js';

const AMOUNT = { quantity: 0.01 };
const LABELS = 'binance BTCUSDT buy market';

for (const file of ['binance-connector/bot.cjs', 'binance-connector/bot.mjs']) {
  describe(`orders over the sockets of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;
    let answers = 0;

    before(async () => {
      exchange = await quietExchange();
      bot = await DrivenBot.start(file, { url: exchange.url, env: throughWs(exchange) });
    });

    afterEach(() => exchange.faults.clear());

    after(async () => {
      expect(secretsIn(`${await bot.scrape()}${bot.stderr}`)).to.deep.equal([]);
      await bot.end();
      await exchange.close();
    });

    const order = (params: object) =>
      bot.call('api', 'newOrder', 'BTCUSDT', 'BUY', 'MARKET', params);
    /** The methods return nothing: an order has ended when its answer has come. */
    const answered = async (params: object) => {
      await order(params);
      answers += 1;
      await bot.happened({ on: 'told', name: 'apiMessage', count: answers });
    };

    it('an order before there is a connection has failed', async () => {
      await bot.call('sockets', 'connect');
      const counted = await rise(bot, () => order(AMOUNT));
      await bot.happened({ on: 'told', name: 'apiOpen' });
      // The socket may have been there already.
      if (Object.keys(counted.errors).length === 0) answers += 1;
      else expect(counted.errors).to.deep.equal({ 'binance create network': 1 });
      expect(counted.orders).to.deep.equal({ [LABELS]: 1 });
    });

    it('an order counts once, and its fills with it', async () => {
      const fills = exchange.journal.fills.length;
      const before = total(await bot.series(), 'genesis_trades_total');
      const counted = await rise(bot, () => answered(AMOUNT));
      expect(counted).to.deep.equal({
        orders: { [LABELS]: 1 },
        failed: {},
        errors: {},
        measured: { 'binance market success': 1 },
      });
      const more = total(await bot.series(), 'genesis_trades_total') - before;
      expect(more).to.equal(exchange.journal.fills.length - fills);
    });

    it('a refused one fails with its class, a check is no order', async () => {
      const counted = await rise(bot, async () => {
        await answered({ quantity: 900 });
        await bot.call('api', 'testNewOrder', 'BTCUSDT', 'BUY', 'MARKET', AMOUNT);
        answers += 1;
        await bot.call('api', 'cancelOrder', 'BTCUSDT', { orderId: 1 });
        answers += 1;
        await bot.happened({ on: 'told', name: 'apiMessage', count: answers });
      });
      expect(counted).to.deep.equal({
        orders: { [LABELS]: 1 },
        failed: { [LABELS]: 1 },
        errors: { 'binance create insufficient_funds': 1, 'binance cancel order_not_found': 1 },
        measured: { 'binance market failure': 1 },
      });
    });

    it('one whose socket ends before the answer is network', async () => {
      exchange.faults.set({ kind: 'truncate', scope: 'orders', count: 1 });
      const counted = await rise(bot, async () => {
        await order(AMOUNT);
        await eventually(
          bot,
          (series) =>
            total(series, 'genesis_order_errors_total', {
              operation: 'create',
              error_type: 'network',
            }) >= 1,
          'the failure',
        );
      });
      expect(counted.failed).to.deep.equal({ [LABELS]: 1 });
      expect(counted.measured).to.deep.equal({ 'binance market unknown': 1 });
    });

    it('a private stream tells the fills of orders that say nothing of theirs', async () => {
      const key = await bot.call('client', 'createListenKey');
      const { listenKey } = (key.value as { data: { listenKey: string } }).data;
      await bot.call('stream', 'userData', listenKey);
      await until(
        () =>
          exchange.journal
            .of('connection')
            .some(({ channel, event }) => channel === 'private' && event === 'open'),
        'the private stream',
      );
      const before = total(await bot.series(), 'genesis_trades_total');
      const fills = exchange.journal.fills.length;
      const ack = { ...AMOUNT, newOrderRespType: 'ACK' };
      await bot.call('client', 'newOrder', 'BTCUSDT', 'BUY', 'MARKET', ack);
      await eventually(
        bot,
        (series) =>
          total(series, 'genesis_trades_total') - before === exchange.journal.fills.length - fills,
        'the fills',
      );
      expect(accountIdOf(CANARIES.apiKey)).to.equal(exchange.journal.fills.at(-1)?.account);
      expect(secretsIn(`${await bot.scrape()}${bot.stderr}`, { listenKey })).to.deep.equal([]);
    });
  });
}
