import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { KEYS } from '../coinbase-api/support.js';
import { Collector } from '../preload/collectors.js';
import { CANARIES, secretsIn } from '../support/canaries.js';
import { DrivenBot } from '../support/driven-bot.js';

type Order = (symbol: string) => readonly unknown[];

/** An order of each client: its name in the bot, the method, and the arguments for a symbol. */
const ORDERS: readonly (readonly [on: string, method: string, symbol: string, order: Order])[] = [
  ['ccxt', 'createOrder', 'BTC/USDT:USDT', (symbol) => [symbol, 'market', 'buy', 0.01]],
  [
    'binance',
    'submitNewOrder',
    'BTCUSDT',
    (symbol) => [{ symbol, side: 'BUY', type: 'MARKET', quantity: 0.01 }],
  ],
  [
    'bybit',
    'submitOrder',
    'BTCUSDT',
    (symbol) => [{ category: 'linear', symbol, side: 'Buy', orderType: 'Market', qty: '0.01' }],
  ],
  [
    'okx',
    'submitOrder',
    'BTC-USDT',
    (instId) => [{ instId, tdMode: 'cash', side: 'buy', ordType: 'market', sz: '0.01' }],
  ],
  [
    'bitget',
    'spotSubmitOrder',
    'BTCUSDT',
    (symbol) => [{ symbol, side: 'buy', orderType: 'market', force: 'gtc', size: '100' }],
  ],
  [
    'gate',
    'submitSpotOrder',
    'BTC_USDT',
    (pair) => [{ currency_pair: pair, side: 'buy', type: 'market', amount: '100' }],
  ],
  [
    'coinbase',
    'submitOrder',
    'BTC-USD',
    (product_id) => [
      {
        client_order_id: 'cbnode-one',
        product_id,
        side: 'BUY',
        order_configuration: { market_market_ioc: { base_size: '0.01' } },
      },
    ],
  ],
  [
    'bitmart',
    'submitSpotOrderV2',
    'BTC_USDT',
    (symbol) => [{ symbol, side: 'sell', type: 'market', size: '0.01' }],
  ],
  ['alpaca', 'market', 'AAPL', (symbol) => [{ symbol, side: 'buy', qty: '1' }]],
];
const FAULTS = ['reject', 'rate-limit', 'ban', 'error', 'hang', 'truncate'] as const;
/** Signatures, hashes and tokens of the web, whoever made them. */
const SIGNED = /[0-9a-f]{64}|eyJ[\w-]{10}/;

/** Trades through every client, fails in every way, and mixes up its arguments. */
async function trade(bot: DrivenBot, exchange: PaperExchange): Promise<void> {
  for (const [on, method, symbol, order] of ORDERS) {
    await bot.call(on, method, ...order(symbol));
    for (const kind of FAULTS) {
      exchange.faults.set({ kind, count: 1 });
      await bot.call(on, method, ...order(symbol));
    }
    exchange.faults.clear();
    await bot.call(on, method, ...order(CANARIES.secret));
    await bot.call(on, method, ...order(`${CANARIES.apiKey}/${CANARIES.passphrase}`));
    await bot.call(on, method, CANARIES.secret, CANARIES.apiKey, CANARIES.passphrase);
  }
}

describe('secrets of a bot with every client', () => {
  it('leave the process by no way of ours: endpoint, OTLP, lines', async () => {
    const exchange = await quietExchange();
    const collector = new Collector();
    const env = {
      ...KEYS,
      OTEL_EXPORTER_OTLP_ENDPOINT: await collector.start(),
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_METRICS_EXPORTER: 'prometheus,otlp',
      OTEL_METRIC_EXPORT_INTERVAL: '500',
      OTEL_METRIC_EXPORT_TIMEOUT: '400',
    };
    const options = { url: exchange.url, env };
    const bot = await DrivenBot.start('together/every-client.cjs', options);
    await bot.call('bybitUser', 'subscribeV5', ['order', 'execution'], 'linear');
    await bot.call('okxUser', 'subscribe', { channel: 'orders', instType: 'SPOT' });
    await bot.call('bitgetUser', 'subscribeTopic', 'SPOT', 'orders');
    await trade(bot, exchange);
    exchange.dropSockets();
    await bot.happened({ on: 'bybitUser', name: 'reconnected' });
    const metrics = await bot.scrape();
    const { stderr } = await bot.end();
    const pushed = collector.requests.map(({ headers, body }) => JSON.stringify(headers) + body);
    await collector.stop();
    await exchange.close();
    expect(pushed.length).to.be.above(0);
    for (const text of [metrics, stderr, ...pushed]) {
      expect(secretsIn(text, { key: KEYS.BOT_EC_KEY }), text).to.deep.equal([]);
      expect(text).not.to.match(SIGNED);
    }
    // Every client has placed and failed orders, so there was something to tell.
    const everything = pushed.join('');
    for (const exchangeName of [
      'binanceusdm',
      'bybit',
      'okx',
      'bitget',
      'gate',
      'coinbase',
      'bitmart',
      'alpaca',
    ]) {
      const failed = `genesis_orders_failed_total{exchange="${exchangeName}"`;
      expect(metrics).to.contain(failed);
      expect(everything).to.contain(`"stringValue":"${exchangeName}"`);
    }
  }).timeout(120_000);
});
