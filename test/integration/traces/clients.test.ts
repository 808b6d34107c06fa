import { expect } from 'chai';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { DrivenBot as AlpacaBot, forEachBot, SECRETS } from '../alpaca/driven-bot.js';
import { buy as bitmartBuy } from '../bitmart-api/support.js';
import { market as coinbaseMarket, KEYS } from '../coinbase-api/support.js';
import { secretsIn } from '../support/canaries.js';
import type { AwaitedEvent, Call } from '../support/driven-bot.js';
import { DrivenBot, given, NOW } from '../support/driven-bot.js';
import { follow as follows } from '../support/follow.js';
import { call } from '../support/order-suite.js';
import { throughWs } from '../support/ws-fallback.js';
import type { Span } from './traced.js';
import { Traces } from './traced.js';

/** How a client places an order that is filled at once, and hears of that. */
interface Traced {
  readonly file: string;
  readonly exchange: string;
  /** Begins a stream that tells fills. */
  readonly follow?: readonly Call[];
  /** Tells that there is a connection. */
  readonly ready?: AwaitedEvent;
  readonly order: Call;
  /** Asks for the fills, where no stream tells them. */
  readonly fills?: Call;
  /** Whether the exchange acknowledges an order before it says what became of it. */
  readonly isAcknowledged?: boolean;
  /** How the HTTP call of an order is sent; undefined for orders over WebSocket. */
  readonly http: 'POST' | undefined;
  readonly env?: Readonly<Record<string, string>>;
}

const BINANCE = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01 };
const OKX = { instId: 'BTC-USDT-SWAP', tdMode: 'cross', side: 'buy', ordType: 'market', sz: '1' };
const BYBIT = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Market',
  qty: '0.01',
};
const GATE = { settle: 'usdt', contract: 'BTC_USDT', price: '0', tif: 'ioc', size: 100 };
const BITGET = {
  productType: 'USDT-FUTURES',
  marginCoin: 'USDT',
  marginMode: 'crossed',
  symbol: 'BTCUSDT',
  side: 'buy',
  orderType: 'market',
  size: '0.1',
};

const CLIENTS: readonly Traced[] = [
  {
    file: 'binance/bot.cjs',
    exchange: 'binance',
    order: call('spot', 'submitNewOrder', { ...BINANCE, newOrderRespType: 'FULL' }),
    http: 'POST',
  },
  {
    file: 'binance/bot.mjs',
    exchange: 'binanceusdm',
    follow: [call('ws', 'subscribeUsdFuturesUserDataStream')],
    order: call('usdm', 'submitNewOrder', BINANCE),
    http: 'POST',
  },
  {
    file: 'binance/bot.cjs',
    exchange: 'binance',
    order: call('wsApi', 'submitNewSpotOrder', { ...BINANCE, timestamp: NOW }),
    http: undefined,
  },
  {
    file: 'binance-api-node/bot.cjs',
    exchange: 'binance',
    follow: [call('streams', 'user', true)],
    order: call('client', 'order', { ...BINANCE, quantity: '0.01' }),
    http: 'POST',
  },
  {
    file: 'node-binance-api/bot.cjs',
    exchange: 'binance',
    order: call('client', 'marketBuy', 'BTCUSDT', 0.01),
    fills: call('client', 'trades', 'BTCUSDT'),
    http: 'POST',
  },
  {
    file: 'binance-connector/bot.cjs',
    exchange: 'binance',
    order: call('client', 'newOrder', 'BTCUSDT', 'BUY', 'MARKET', { quantity: 0.01 }),
    http: 'POST',
  },
  {
    file: 'binance-common/bot.cjs',
    exchange: 'binance',
    order: call('rest', 'newOrder', BINANCE),
    http: 'POST',
  },
  {
    file: 'okx-api/bot.cjs',
    exchange: 'okx',
    order: call('rest', 'submitOrder', OKX),
    fills: call('rest', 'getFills', { instType: 'SWAP' }),
    http: 'POST',
  },
  {
    file: 'bybit-api/bot.cjs',
    exchange: 'bybit',
    order: call('rest', 'submitOrder', BYBIT),
    fills: call('rest', 'getExecutionList', { category: 'linear' }),
    http: 'POST',
  },
  {
    file: 'okx-api/bot.cjs',
    exchange: 'okx',
    order: call('wsApi', 'submitNewOrder', OKX),
    fills: call('rest', 'getFills', { instType: 'SWAP' }),
    http: undefined,
  },
  {
    file: 'bybit-api/bot.cjs',
    exchange: 'bybit',
    order: call('wsApi', 'submitNewOrder', BYBIT),
    fills: call('rest', 'getExecutionList', { category: 'linear' }),
    http: undefined,
  },
  {
    file: 'gate/bot.cjs',
    exchange: 'gate',
    order: call('wsApi', 'submitNewFuturesOrder', {
      contract: 'BTC_USDT',
      size: 100,
      price: '0',
      tif: 'ioc',
    }),
    fills: call('rest', 'getFuturesTradingHistory', { settle: 'usdt', contract: 'BTC_USDT' }),
    http: undefined,
    isAcknowledged: true,
  },
  {
    file: 'binance-connector/bot.cjs',
    exchange: 'binance',
    follow: [call('sockets', 'connect')],
    ready: { on: 'told', name: 'apiOpen' },
    order: call('api', 'newOrder', 'BTCUSDT', 'BUY', 'MARKET', { quantity: 0.01 }),
    http: undefined,
  },
  {
    file: 'gate/bot.cjs',
    exchange: 'gate',
    order: call('rest', 'submitFuturesOrder', GATE),
    fills: call('rest', 'getFuturesTradingHistory', { settle: 'usdt', contract: 'BTC_USDT' }),
    http: 'POST',
  },
  {
    file: 'bitget/bot.cjs',
    exchange: 'bitget',
    order: call('v2', 'futuresSubmitOrder', BITGET),
    fills: call('v2', 'getFuturesFills', BITGET),
    http: 'POST',
  },
  {
    file: 'bitmart-api/bot.cjs',
    exchange: 'bitmart',
    order: bitmartBuy,
    fills: call('spot', 'getSpotAccountTradesV4', {}),
    http: 'POST',
  },
  {
    file: 'coinbase-api/bot.cjs',
    exchange: 'coinbase',
    order: coinbaseMarket('0.01'),
    fills: call('trade', 'getFills'),
    http: 'POST',
    env: KEYS,
  },
];

for (const client of CLIENTS) {
  const {
    file,
    exchange: name,
    order,
    follow = [],
    ready,
    fills,
    http,
    isAcknowledged = false,
  } = client;
  describe(`the spans of ${file}, ${order.on}.${order.method}`, () => {
    it('are one for an order, its HTTP call below it, and one for each fill, linked to it', async () => {
      const exchange = await quietExchange({ spotBalances: { USDT: '1000000', BTC: '10' } });
      exchange.prices.set('BTCUSDT', '50000');
      const traces = await Traces.start();
      const env = { ...traces.env(client.env), ...(name === 'binance' ? throughWs(exchange) : {}) };
      const bot = await DrivenBot.start(file, { url: exchange.url, env });
      if (ready !== undefined) {
        for (const one of follow) given(await bot.call(one.on, one.method, ...(one.args ?? [])));
        await bot.happened(ready);
      } else if (follow.length > 0) await follows(bot, exchange, follow);
      const [outcome] = await bot.calls([order]);
      given(outcome);
      if (fills !== undefined) given((await bot.calls([fills]))[0]);
      const [span] = (await traces.named('order create')) as [Span];
      expect(span.attributes).to.include({
        'genesis.order.exchange': name,
        'genesis.order.side': 'buy',
        'genesis.order.type': 'market',
        'genesis.order.outcome': 'success',
        'genesis.order.retries': 0,
      });
      // The last word comes over the same socket, and may be read before the acknowledgement is.
      const possible = isAcknowledged ? [[], ['acknowledged']] : [[]];
      expect(possible).to.deep.include(span.events.map((event) => event.name));
      const [fill] = (await traces.named('order fill')) as [Span];
      expect(fill.links.map(({ spanId }) => spanId)).to.deep.equal([span.spanId]);
      const below = traces.spans().filter(({ parentSpanId }) => parentSpanId === span.spanId);
      const calls = below.filter((each) => each.scope.includes('instrumentation-'));
      expect(calls.map((each) => each.name)).to.deep.equal(http === undefined ? [] : [http]);
      const foreign = [...(await bot.series()).keys()].filter((key) => key.startsWith('http_'));
      expect(foreign, 'metrics of the HTTP instrumentations').to.deep.equal([]);
      const owners = exchange.accounts
        .all()
        .map(({ listenKey }, at) => [`listenKey${at}`, listenKey]);
      expect(secretsIn(traces.text(), Object.fromEntries(owners))).to.deep.equal([]);
      await bot.end();
      await exchange.close();
      await traces.stop();
    });
  });
}

forEachBot('the spans of orders', (bench, name) => {
  let traces: Traces;
  let bot: AlpacaBot;

  before(async () => {
    traces = await Traces.start();
    bot = await AlpacaBot.start(name, bench.exchange, { env: traces.env() });
  });

  after(async () => {
    await bot.stop();
    await traces.stop();
  });

  it('have the HTTP call below them, and are linked to the fills', async () => {
    await bot.do('place', { symbol: 'AAPL', qty: 4, side: 'buy' });
    await bot.do('history');
    const [span] = (await traces.named('order create')) as [Span];
    const [fill] = (await traces.named('order fill')) as [Span];
    const [http] = (await traces.named('POST')) as [Span];
    expect(fill.links.map(({ spanId }) => spanId)).to.deep.equal([span.spanId]);
    expect(http.parentSpanId).to.equal(span.spanId);
    for (const secret of Object.values(SECRETS)) expect(traces.text()).not.to.contain(secret);
  });
});
