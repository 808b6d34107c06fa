import { expect } from 'chai';
import { WebSocket } from 'ws';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import {
  failure,
  idOf,
  last,
  quietExchange,
  type Spot,
  spotClient,
  type Usdm,
  until,
  usdmClient,
} from './support.js';

/** Moves a price until something arrives: a subscription is live only once it was answered. */
async function whileMoving<T>(exchange: PaperExchange, symbol: string, waiting: Promise<T>) {
  let price = 100;
  const timer = setInterval(() => exchange.prices.set(symbol, ++price), 3);
  try {
    return await waiting;
  } finally {
    clearInterval(timer);
  }
}

/** Collects the messages of a plain WebSocket. */
function listen(exchange: PaperExchange, path: string) {
  const socket = new WebSocket(exchange.url.replace('http', 'ws') + path);
  const messages: Array<Record<string, unknown>> = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  const opened = new Promise((resolve) => socket.once('open', resolve));
  return { socket, messages, opened };
}

describe('paper exchange, public streams', () => {
  let exchange: PaperExchange;
  let spot: Spot;
  let usdm: Usdm;

  before(async () => {
    exchange = await quietExchange();
    spot = spotClient(exchange);
    usdm = usdmClient(exchange);
    await Promise.all([spot.loadMarkets(), usdm.loadMarkets()]);
  });

  after(async () => {
    await Promise.all([spot.close(), usdm.close()]);
    await exchange.close();
  });

  it('streams spot trades, tickers, quotes and the order book', async () => {
    const trades = await whileMoving(exchange, 'BTCUSDT', spot.watchTrades('BTC/USDT'));
    expect(last(trades)).to.include({ symbol: 'BTC/USDT' });
    expect(last(trades).timestamp).to.be.closeTo(Date.now(), 2000);
    const ticker = await whileMoving(exchange, 'BTCUSDT', spot.watchTicker('BTC/USDT'));
    expect(ticker.last).to.be.greaterThan(100);
    const quotes = await whileMoving(exchange, 'BTCUSDT', spot.watchBidsAsks(['BTC/USDT']));
    expect(Object.keys(quotes)).to.deep.equal(['BTC/USDT']);
  });

  it('keeps an order book in step through its changes', async () => {
    const watch = () => spot.watchOrderBook('SOL/USDT');
    await whileMoving(exchange, 'SOLUSDT', watch());
    const changed = watch();
    exchange.prices.set('SOLUSDT', '77');
    const book = await changed;
    expect([book.bids[0]?.[0], book.asks[0]?.[0]]).to.deep.equal([77, 77]);
    expect(book.bids).to.have.length(20);
  });

  it('streams USD-M trades and mark prices', async () => {
    const symbol = 'ETH/USDT:USDT';
    const trades = await whileMoving(exchange, 'ETHUSDT', usdm.watchTrades(symbol));
    expect(last(trades)).to.include({ symbol });
    const mark = await whileMoving(exchange, 'ETHUSDT', usdm.watchMarkPrice(symbol));
    expect(mark.markPrice).to.be.greaterThan(100);
  });

  it('starts streams named in the path or query without being asked', async () => {
    const raw = listen(exchange, '/ws/btcusdt@trade');
    const combined = listen(exchange, '/market/stream?streams=btcusdt@aggTrade/btcusdt@markPrice');
    await Promise.all([raw.opened, combined.opened]);
    exchange.prices.set('BTCUSDT', '123');
    await until(() => raw.messages.length > 0 && combined.messages.length > 1, 'three messages');
    expect(raw.messages[0]).to.include({ e: 'trade', s: 'BTCUSDT', p: '123' });
    expect(combined.messages.map(({ stream }) => stream)).to.deep.equal([
      'btcusdt@aggTrade',
      'btcusdt@markPrice',
    ]);
    raw.socket.close();
    combined.socket.close();
    await until(
      () => exchange.journal.of('connection').filter(({ event }) => event === 'close').length >= 2,
      'the closes',
    );
    expect(last(exchange.journal.of('connection'))).to.include({ by: 'client', code: 1005 });
  });
});

describe('paper exchange, spot private stream and WebSocket API', () => {
  let exchange: PaperExchange;
  let client: Spot;

  before(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', '50000');
    client = spotClient(exchange);
    await client.loadMarkets();
  });

  after(async () => {
    await client.close();
    await exchange.close();
  });

  it('tells orders, fills and balances of the account', async () => {
    const orders = client.watchOrders('BTC/USDT');
    const trades = client.watchMyTrades('BTC/USDT');
    const balance = client.watchBalance();
    await until(
      () =>
        exchange.journal
          .of('request')
          .some(
            ({ path, outcome }) =>
              path === 'userDataStream.subscribe.signature' && outcome === 'ok',
          ),
      'the subscription',
    );
    const order = await client.createOrder('BTC/USDT', 'limit', 'buy', 0.1, 49000);
    expect(last(await orders)).to.include({ id: order.id, status: 'open' });
    expect((await balance)['USDT']).to.include({ used: 4900 });

    const closed = client.watchOrders('BTC/USDT');
    exchange.prices.set('BTCUSDT', '49000');
    expect(last(await closed)).to.include({ id: order.id, status: 'closed', filled: 0.1 });
    const trade = last(await trades);
    expect(trade).to.include({ order: order.id, price: 49000, amount: 0.1, takerOrMaker: 'maker' });
    expect(trade.id).to.equal(String(last(exchange.journal.fills).tradeId));
    expect(trade.fee).to.deep.include({ cost: 0.0001, currency: 'BTC' });
    expect(trade.timestamp).to.be.closeTo(Date.now(), 2000);
  });

  it('places, replaces, cancels and tests orders on the socket', async () => {
    const placed = await client.createOrderWs('BTC/USDT', 'limit', 'buy', 0.1, 40000);
    expect(placed.status).to.equal('open');
    const edited = await client.editOrderWs(idOf(placed), 'BTC/USDT', 'limit', 'buy', 0.2, 41000);
    expect(edited).to.include({ status: 'open', amount: 0.2 });
    const canceled = await client.cancelOrderWs(idOf(edited), 'BTC/USDT');
    expect(canceled.status).to.equal('canceled');
    await client.createOrderWs('BTC/USDT', 'limit', 'buy', 0.1, 40000, { test: true });
    const market = await client.createOrderWs('BTC/USDT', 'market', 'sell', 0.01);
    expect(market).to.include({ status: 'closed', average: 49000 });
    const operations = exchange.journal.orders
      .slice(-5)
      .map(({ operation, transport }) => [operation, transport]);
    expect(operations).to.deep.equal(
      ['create', 'edit', 'cancel', 'test', 'create'].map((name) => [name, 'ws']),
    );
  });

  it('refuses on the socket with the same classes as over REST', async () => {
    const large = client.createOrderWs('BTC/USDT', 'limit', 'buy', 9, 49000);
    expect(await failure(large)).to.equal('InsufficientFunds');
    expect(await failure(client.cancelOrderWs('1', 'BTC/USDT'))).to.equal('OrderNotFound');
  });

  it('carries the limits and their use in its answers', async () => {
    const api = listen(exchange, '/ws-api/v3');
    await api.opened;
    const params = {
      apiKey: 'key-1',
      signature: 'x',
      timestamp: Date.now(),
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'MARKET',
      quantity: '0.01',
    };
    api.socket.send(JSON.stringify({ id: 7, method: 'order.place', params }));
    await until(() => api.messages.length > 0, 'the answer');
    const { id, status, rateLimits } = api.messages[0] as {
      id: number;
      status: number;
      rateLimits: Array<{ rateLimitType: string; count: number; limit: number }>;
    };
    expect({ id, status }).to.deep.equal({ id: 7, status: 200 });
    expect(rateLimits.map(({ rateLimitType }) => rateLimitType)).to.deep.equal([
      'REQUEST_WEIGHT',
      'ORDERS',
      'ORDERS',
    ]);
    expect(rateLimits[2]?.count).to.equal(
      exchange.journal.orders.filter(
        ({ operation, outcome }) => ['create', 'edit'].includes(operation) && outcome === 'ok',
      ).length,
    );
    api.socket.close();
  });
});

describe('paper exchange, USD-M private stream and WebSocket API', () => {
  let exchange: PaperExchange;
  let client: Usdm;

  before(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', '50000');
    client = usdmClient(exchange);
    await client.loadMarkets();
  });

  after(async () => {
    await client.close();
    await exchange.close();
  });

  it('tells positions with unrealized and realized P&L, fills and balances', async () => {
    await client.createOrder('BTC/USDT:USDT', 'market', 'buy', 0.2);
    const snapshot = await client.watchPositions(['BTC/USDT:USDT']);
    expect(last(snapshot)).to.include({ contracts: 0.2, entryPrice: 50000 });

    const updates = client.watchPositions(['BTC/USDT:USDT']);
    const trades = client.watchMyTrades('BTC/USDT:USDT');
    const orders = client.watchOrders('BTC/USDT:USDT');
    const balance = client.watchBalance();
    await until(
      () => exchange.journal.of('connection').some(({ channel }) => channel === 'private'),
      'the private connection',
    );
    exchange.prices.set('BTCUSDT', '51000');
    await client.createOrder('BTC/USDT:USDT', 'market', 'sell', 0.05);
    const position = last(await updates);
    expect(position).to.include({ contracts: 0.15, unrealizedPnl: 150 });
    expect(position.info.cr).to.equal('50');
    const trade = last(await trades);
    expect(trade.info.rp).to.equal('50');
    expect(trade.fee).to.deep.include({ cost: 1.275, currency: 'USDT' });
    // The first update of an order is its acceptance, the fill comes right after it.
    expect(last(await orders).side).to.equal('sell');
    expect((await balance)['USDT']?.total).to.equal(100000 + 50 - 5 - 1.275);
  });

  it('places, modifies and cancels orders on the socket', async () => {
    const symbol = 'BTC/USDT:USDT';
    const placed = await client.createOrderWs(symbol, 'limit', 'buy', 0.1, 40000);
    const edited = await client.editOrderWs(idOf(placed), symbol, 'limit', 'buy', 0.2, 41000);
    expect(edited).to.include({ id: placed.id, amount: 0.2 });
    expect((await client.cancelOrderWs(idOf(placed), symbol)).status).to.equal('canceled');
  });
});
