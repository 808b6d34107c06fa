import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot, NOW } from '../support/driven-bot.js';

const BTC = { symbol: 'BTCUSDT', side: 'BUY', quantity: 0.01 };
const MARKET = { ...BTC, type: 'MARKET' };
const LIMIT = { ...BTC, type: 'LIMIT', timeInForce: 'GTC', price: 50_000 };
const PAIR = {
  aboveType: 'LIMIT_MAKER',
  abovePrice: 70_000,
  belowType: 'STOP_LOSS',
  belowStopPrice: 50_000,
};
const WORKING = {
  symbol: 'BTCUSDT',
  workingType: 'LIMIT',
  workingSide: 'BUY',
  workingPrice: 50_000,
  workingQuantity: 0.01,
  workingTimeInForce: 'GTC',
};
const PENDING = { pendingType: 'MARKET', pendingSide: 'SELL', pendingQuantity: 0.01 };

const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });
const spot = (method: string, fields: object): Call => call('spot', method, fields);
const usdm = (method: string, fields: object): Call => call('usdm', method, fields);
const overSocket = (method: string, fields: object): Call =>
  call('wsApi', method, { ...fields, timestamp: NOW });

/** Orders of every kind, and the labels that each is counted under, once. */
const KINDS: readonly [what: string, call: Call, labels: string][] = [
  ['a market order', spot('submitNewOrder', MARKET), 'binance BTCUSDT buy market'],
  ['a limit order', spot('submitNewOrder', LIMIT), 'binance BTCUSDT buy limit'],
  [
    'a limit order that fills at once or not at all',
    spot('submitNewOrder', { ...LIMIT, timeInForce: 'FOK', price: 61_000 }),
    'binance BTCUSDT buy limit',
  ],
  [
    'an order that only makes',
    spot('submitNewOrder', { ...BTC, type: 'LIMIT_MAKER', price: 50_000 }),
    'binance BTCUSDT buy limit_maker',
  ],
  [
    'a stop order',
    spot('submitNewOrder', { ...LIMIT, type: 'STOP_LOSS_LIMIT', side: 'SELL', stopPrice: 51_000 }),
    'binance BTCUSDT sell stop_loss_limit',
  ],
  ['a routed order', spot('submitNewSOROrder', MARKET), 'binance BTCUSDT buy market'],
  [
    'a list of two of which one can trade',
    spot('submitNewOrderList', { symbol: 'BTCUSDT', side: 'SELL', quantity: 0.01, ...PAIR }),
    'binance BTCUSDT sell oco',
  ],
  [
    'a list of two, one after the other',
    spot('submitNewOrderListOTO', { ...WORKING, ...PENDING }),
    'binance BTCUSDT buy oto',
  ],
  ['a margin order', spot('marginAccountNewOrder', MARKET), 'binance BTCUSDT buy market'],
  ['a futures order', usdm('submitNewOrder', MARKET), 'binanceusdm BTCUSDT buy market'],
  [
    'a futures order that only makes',
    usdm('submitNewOrder', { ...LIMIT, timeInForce: 'GTX' }),
    'binanceusdm BTCUSDT buy limit',
  ],
  [
    'a conditional futures order',
    usdm('submitNewAlgoOrder', {
      ...BTC,
      algoType: 'CONDITIONAL',
      type: 'STOP_MARKET',
      side: 'SELL',
      triggerPrice: 50_000,
    }),
    'binanceusdm BTCUSDT sell stop_market',
  ],
  [
    'an order of Portfolio Margin',
    call('portfolio', 'submitNewUMOrder', MARKET),
    'binance BTCUSDT buy market',
  ],
  [
    'an order over WebSocket',
    overSocket('submitNewSpotOrder', MARKET),
    'binance BTCUSDT buy market',
  ],
  [
    'a list over WebSocket',
    overSocket('placeSpotOTOOrderList', { ...WORKING, ...PENDING }),
    'binance BTCUSDT buy oto',
  ],
  [
    'a futures order over WebSocket',
    call('wsApi', 'submitNewFuturesOrder', 'usdm', { ...MARKET, timestamp: NOW }),
    'binanceusdm BTCUSDT buy market',
  ],
  [
    'an order sent past the methods',
    call('wsApiSocket', 'sendWSAPIRequest', 'mainWSAPI', 'order.place', {
      ...MARKET,
      timestamp: NOW,
    }),
    'binance BTCUSDT buy market',
  ],
];

for (const file of ['binance/bot.cjs', 'binance/bot.mjs']) {
  describe(`orders of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    before(async () => {
      exchange = await quietExchange();
      bot = await DrivenBot.start(file, { url: exchange.url });
    });

    after(async () => {
      await bot.end();
      await exchange.close();
    });

    /** The requests about orders that the exchange has seen. */
    const requests = (): number =>
      exchange.journal
        .of('request')
        .filter(({ path }) => /order/i.test(path) && !path.endsWith('/test')).length;

    for (const [what, order, labels] of KINDS) {
      it(`${what} counts once`, async () => {
        const before = requests();
        const counted = await rise(bot, async () => {
          const [outcome] = await bot.calls([order]);
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
        });
        const [exchangeLabel, , , type] = labels.split(' ');
        expect(counted).to.deep.equal({
          orders: { [labels]: 1 },
          failed: {},
          errors: {},
          measured: { [`${exchangeLabel} ${type} success`]: 1 },
        });
        expect(requests() - before).to.equal(1);
      });
    }

    it('edits count once, whether they amend or replace', async () => {
      const placed = await bot.call('spot', 'submitNewOrder', LIMIT);
      const future = await bot.call('usdm', 'submitNewOrder', LIMIT);
      const cancelOrderId = (placed.value as { orderId: number }).orderId;
      const { orderId } = future.value as { orderId: number };
      const replacement = { ...LIMIT, cancelReplaceMode: 'STOP_ON_FAILURE', cancelOrderId };
      const counted = await rise(bot, async () => {
        const replaced = await bot.call('spot', 'replaceOrder', replacement);
        expect(replaced, JSON.stringify(replaced)).to.include({ ok: true });
        const modified = { ...BTC, orderId, price: 51_000 };
        expect(await bot.call('usdm', 'modifyOrder', modified)).to.include({ ok: true });
      });
      expect(counted.orders).to.deep.equal({
        'binance BTCUSDT buy limit': 1,
        'binanceusdm BTCUSDT buy limit': 1,
      });
    });

    it('a batch counts its items, and a refused one fails with its own symbol and class', async () => {
      const batch = [
        { ...MARKET, quantity: '0.01' },
        { ...LIMIT, symbol: 'ETHUSDT', side: 'SELL', quantity: '8000', price: '900000' },
      ];
      const before = exchange.journal.orders.length;
      const counted = await rise(bot, () => bot.call('usdm', 'submitMultipleOrders', batch));
      expect(counted).to.deep.equal({
        orders: { 'binanceusdm BTCUSDT buy market': 1, 'binanceusdm ETHUSDT sell limit': 1 },
        failed: { 'binanceusdm ETHUSDT sell limit': 1 },
        errors: { 'binanceusdm create insufficient_funds': 1 },
        measured: { 'binanceusdm market success': 1, 'binanceusdm limit failure': 1 },
      });
      const seen = exchange.journal.orders.slice(before);
      expect(seen.map(({ symbol, outcome }) => [symbol, outcome])).to.deep.equal([
        ['BTCUSDT', 'ok'],
        ['ETHUSDT', 'refused'],
      ]);
    });

    it('cancellations and checks are no orders', async () => {
      const counted = await rise(bot, async () => {
        const calls = [
          spot('cancelAllSymbolOrders', { symbol: 'BTCUSDT' }),
          usdm('cancelAllOpenOrders', { symbol: 'BTCUSDT' }),
          spot('testNewOrder', MARKET),
          usdm('testOrder', MARKET),
          overSocket('testSpotOrder', MARKET),
        ];
        for (const outcome of await bot.calls(calls)) {
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
        }
      });
      expect(counted).to.deep.equal({ orders: {}, failed: {}, errors: {}, measured: {} });
    });

    it('orders side by side are apart', async () => {
      const before = exchange.journal.orders.length;
      const counted = await rise(bot, () =>
        bot.calls(
          Array.from(
            { length: 12 },
            (_, index) =>
              [
                spot('submitNewOrder', MARKET),
                usdm('submitNewOrder', MARKET),
                overSocket('submitNewSpotOrder', MARKET),
              ][index % 3] as Call,
          ),
        ),
      );
      expect(counted.orders).to.deep.equal({
        'binance BTCUSDT buy market': 8,
        'binanceusdm BTCUSDT buy market': 4,
      });
      expect(counted.measured).to.deep.equal({
        'binance market success': 8,
        'binanceusdm market success': 4,
      });
      expect(exchange.journal.orders.length - before).to.equal(12);
    });
  });
}
