import { type OrderParamsV5, RestClientV5, WebsocketAPIClient, WebsocketClient } from 'bybit-api';
import ccxt from 'ccxt';
import { expect } from 'chai';
import {
  accountIdOf,
  type Fault,
  type PaperExchange,
} from '../../../../examples/paper-exchange/index.js';
import { last, quietExchange, until } from '../support.js';
import { ccxtTarget, nextEvent, rejection, silent, whileWaiting } from './support.js';

const KEY = { key: 'bybit-key', secret: 'bybit-secret' };
const LIMIT: OrderParamsV5 = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Limit',
  qty: '0.01',
  price: '50000',
};
const MARKET: OrderParamsV5 = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Market',
  qty: '0.01',
};

describe('paper exchange, Bybit dialect', () => {
  let exchange: PaperExchange;
  let client: RestClientV5;
  const sockets: WebsocketClient[] = [];

  beforeEach(async () => {
    exchange = await quietExchange();
    client = restClient();
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) {
      socket.closeAll(true);
    }
    await exchange.close();
  });

  const restClient = (options: object = {}, timeout = 10_000) =>
    new RestClientV5(
      { ...KEY, baseUrl: exchange.url, parseAPIRateLimits: true, ...options },
      { timeout },
    );

  const socketOptions = (path: string) => ({
    ...KEY,
    wsUrl: `${exchange.url.replace('http', 'ws')}${path}`,
    pingInterval: 50,
    pongTimeout: 200,
    reconnectTimeout: 10,
  });

  function socket(path: string): WebsocketClient {
    const created = new WebsocketClient(socketOptions(path), silent);
    sockets.push(created);
    return created;
  }

  const subscribed = (stream: WebsocketClient) =>
    nextEvent<{ op?: string }>(stream, 'response', ({ op }) => op === 'subscribe');

  const code = async (params: Partial<OrderParamsV5>) =>
    (await client.submitOrder({ ...LIMIT, ...params } as OrderParamsV5)).retCode;

  it('places, amends, tells and cancels orders', async () => {
    const placed = await client.submitOrder({ ...LIMIT, orderLinkId: 'mine-1' });
    expect(placed).to.include({ retCode: 0, retMsg: 'OK' });
    const { orderId } = placed.result;
    await client.amendOrder({ category: 'linear', symbol: 'BTCUSDT', orderId, price: '51000' });
    const open = await client.getActiveOrders({ category: 'linear', symbol: 'BTCUSDT' });
    expect(open.result.list).to.have.length(1);
    expect(open.result.list[0]).to.include({
      orderId,
      orderLinkId: 'mine-1',
      price: '51000',
      qty: '0.01',
      side: 'Buy',
      orderType: 'Limit',
      orderStatus: 'New',
      timeInForce: 'GTC',
    });
    const cancelled = await client.cancelOrder({
      category: 'linear',
      symbol: 'BTCUSDT',
      orderLinkId: 'mine-1',
    });
    expect(cancelled.result).to.deep.equal({ orderId, orderLinkId: 'mine-1' });
    const past = await client.getHistoricOrders({ category: 'linear' });
    expect(past.result.list.map((order) => order.orderStatus)).to.deep.equal(['Cancelled']);
    expect(
      exchange.journal.orders.map(({ operation, outcome }) => [operation, outcome]),
    ).to.deep.equal([
      ['create', 'ok'],
      ['edit', 'ok'],
      ['cancel', 'ok'],
    ]);
    expect(last(exchange.journal.orders)).to.include({ account: accountIdOf(KEY.key) });
  });

  it('takes post-only, IOC, FOK and market orders, in quote coins where Bybit does', async () => {
    expect(await code({ timeInForce: 'PostOnly' })).to.equal(0);
    expect(await code({ timeInForce: 'PostOnly', price: '70000' })).to.equal(0);
    const [maker] = (await client.getHistoricOrders({ category: 'linear' })).result.list;
    expect(maker).to.include({
      orderStatus: 'Cancelled',
      rejectReason: 'EC_PostOnlyWillTakeLiquidity',
    });
    expect(await code({ timeInForce: 'IOC', price: '50000' })).to.equal(0);
    expect(await code({ timeInForce: 'FOK', price: '60000' })).to.equal(0);
    const spend = { category: 'spot', orderType: 'Market', qty: '600' } as const;
    const { result } = await client.submitOrder({ ...spend, symbol: 'BTCUSDT', side: 'Buy' });
    const [bought] = (await client.getActiveOrders({ category: 'spot', orderId: result.orderId }))
      .result.list;
    expect(bought).to.include({ orderStatus: 'Filled', cumExecQty: '0.01', cumExecValue: '600' });
    expect(exchange.journal.fills.map(({ venue, qty }) => [venue, qty])).to.deep.equal([
      ['usdm', '0.01'],
      ['spot', '0.01'],
    ]);
  });

  it('keeps a conditional order until its price is there', async () => {
    const { result } = await client.submitOrder({
      ...MARKET,
      side: 'Sell',
      triggerPrice: '59000',
      triggerDirection: 2,
    });
    const { list } = (await client.getActiveOrders({ category: 'linear', symbol: 'BTCUSDT' }))
      .result;
    expect(list[0]).to.include({ orderStatus: 'Untriggered', triggerPrice: '59000' });
    exchange.prices.set('BTCUSDT', 59000);
    const [order] = (await client.getHistoricOrders({ category: 'linear' })).result.list;
    expect(order).to.include({ orderId: result.orderId, orderStatus: 'Filled' });
  });

  it('cancels everything, of a symbol or of a category', async () => {
    await client.submitOrder(LIMIT);
    await client.submitOrder({ ...LIMIT, symbol: 'ETHUSDT', price: '2000' });
    const one = await client.cancelAllOrders({ category: 'linear', symbol: 'BTCUSDT' });
    expect(one.result.list).to.have.length(1);
    await client.submitOrder(LIMIT);
    const rest = await client.cancelAllOrders({ category: 'linear', settleCoin: 'USDT' });
    expect(rest.result.list).to.have.length(2);
  });

  it('resolves a batch of which an item is refused', async () => {
    const { symbol, side, orderType, qty, price } = LIMIT;
    const item = { symbol, side, orderType, qty, price: price ?? '' };
    const batch = await client.batchSubmitOrders('linear', [
      item,
      { ...item, qty: '9000', orderLinkId: 'too-much' },
    ]);
    expect(batch.retCode).to.equal(0);
    expect(batch.retExtInfo).to.deep.equal({
      list: [
        { code: 0, msg: 'OK' },
        { code: 110007, msg: 'ab not enough for new order' },
      ],
    });
    const [placed, refused] = batch.result.list;
    expect(refused).to.include({ orderId: '', orderLinkId: 'too-much' });
    const { orderId = '' } = placed ?? {};
    const amended = await client.batchAmendOrders('linear', [{ symbol, orderId, price: '49000' }]);
    expect(amended.result.list[0]).to.include({ orderId });
    const cancelled = await client.batchCancelOrders('linear', [
      { symbol, orderId },
      { symbol, orderId: '1' },
    ]);
    expect(cancelled.retExtInfo.list.map((one) => one.code)).to.deep.equal([0, 110001]);
    expect(exchange.journal.orders.map(({ outcome, code: own }) => [outcome, own])).to.deep.equal([
      ['ok', 0],
      ['refused', 110007],
      ['ok', 0],
      ['ok', 0],
      ['refused', 110001],
    ]);
  });

  it('refuses with codes of its own at status 200, which the client resolves with', async () => {
    expect(await code({ qty: '9000' })).to.equal(110007);
    expect(await code({ category: 'spot', qty: '900' })).to.equal(170131);
    expect(await code({ symbol: 'NOPEUSDT' })).to.equal(10001);
    expect(await code({ category: 'spot', symbol: 'NOPEUSDT' })).to.equal(170121);
    expect(await code({ qty: '0.00001' })).to.equal(10001);
    expect(await code({ category: 'spot', qty: '0.00001' })).to.equal(170140);
    expect(await code({ reduceOnly: true, side: 'Sell', price: '70000' })).to.equal(110017);
    const ref = { symbol: 'BTCUSDT', orderId: '77' };
    expect((await client.cancelOrder({ category: 'linear', ...ref })).retCode).to.equal(110001);
    expect((await client.cancelOrder({ category: 'spot', ...ref })).retCode).to.equal(170213);
    client = restClient({ key: 'revoked-key' });
    expect(await code({})).to.equal(10003);
    expect(last(exchange.journal.orders)).to.include({ httpStatus: 200, outcome: 'refused' });
  });

  const answers: Array<[Fault, number, number]> = [
    [{ kind: 'reject' }, 200, 110007],
    [{ kind: 'reject', code: 110072 }, 200, 110072],
    [{ kind: 'rate-limit' }, 200, 10006],
    [{ kind: 'error', status: 200, code: 10016 }, 200, 10016],
    [{ kind: 'clock-skew', ms: 60_000 }, 200, 10002],
    [{ kind: 'ban' }, 403, 10018],
    [{ kind: 'error' }, 500, 10016],
  ];
  for (const [fault, httpStatus, retCode] of answers) {
    it(`answers ${httpStatus} and ${retCode} for the fault ${fault.kind}`, async () => {
      exchange.faults.set(fault);
      const order = client.submitOrder(LIMIT);
      if (httpStatus === 200) {
        expect((await order).retCode).to.equal(retCode);
      } else {
        expect(await rejection(order)).to.deep.include({ code: httpStatus });
      }
      expect(last(exchange.journal.orders)).to.include({ httpStatus, code: retCode });
    });
  }

  it('hangs, breaks off and slows down', async () => {
    client = restClient({}, 300);
    exchange.faults.set({ kind: 'hang', count: 1 });
    expect(await rejection(client.submitOrder(LIMIT))).to.include({ code: 'ECONNABORTED' });
    expect(last(exchange.journal.orders)).to.include({ outcome: 'no_answer', httpStatus: 0 });
    exchange.faults.set({ kind: 'truncate', count: 1 });
    await rejection(client.submitOrder(LIMIT));
    expect(last(exchange.journal.orders)).to.include({ outcome: 'cut' });
    exchange.faults.set({ kind: 'slow', ms: 40, count: 1 });
    await client.submitOrder(LIMIT);
    expect(last(exchange.journal.orders).handlingMs).to.be.at.least(39);
  });

  it('tells limits in headers, refuses beyond them, and forgets them when the window ends', async () => {
    await exchange.close();
    // Far enough ahead that a clock that stands still suits requests of the next seconds.
    let now = Date.now() + 2500;
    exchange = await quietExchange({ now: () => now });
    client = restClient();
    const first = await client.submitOrder(LIMIT);
    expect(first.rateLimitApi).to.deep.equal({
      maxRequests: 20,
      remainingRequests: 19,
      // The present, as long as nobody has to wait.
      resetAtTimestamp: now,
    });
    const many = await Promise.all(Array.from({ length: 25 }, () => client.submitOrder(LIMIT)));
    const codes = many.map(({ retCode }) => retCode);
    expect(codes.filter((one) => one === 0)).to.have.length(19);
    const refused = many.filter(({ retCode }) => retCode === 10006);
    expect(refused).to.have.length(6);
    expect(refused[0]?.rateLimitApi?.resetAtTimestamp).to.be.above(now);
    now += 1000;
    expect((await client.submitOrder(LIMIT)).rateLimitApi?.remainingRequests).to.equal(19);
  });

  it('tells time, instruments, tickers, books and trades', async () => {
    expect(Math.abs((await client.getServerTime()).time - exchange.time())).to.be.below(1000);
    const spot = await client.getInstrumentsInfo({ category: 'spot' });
    expect(spot.result.list.map(({ symbol }) => symbol)).to.include.members(['BTCUSDT', 'SOLUSDT']);
    exchange.prices.set('BTCUSDT', 61000);
    const tickers = await client.getTickers({ category: 'linear', symbol: 'BTCUSDT' });
    expect(tickers.result.list[0]).to.include({ lastPrice: '61000', bid1Price: '61000' });
    const book = await client.getOrderbook({ category: 'linear', symbol: 'BTCUSDT', limit: 2 });
    expect(book.result.b).to.have.length(2);
    const trades = await client.getPublicTradingHistory({ category: 'spot', symbol: 'BTCUSDT' });
    expect(trades.result.list[0]).to.include({ price: '61000' });
  });

  it('keeps executions, positions and the wallet as the journal has them', async () => {
    await client.submitOrder(MARKET);
    exchange.prices.set('BTCUSDT', 61000);
    await client.submitOrder({ ...MARKET, side: 'Sell', qty: '0.03' });
    const { list } = (await client.getExecutionList({ category: 'linear' })).result;
    expect(list.map(({ execPrice, side }) => [execPrice, side])).to.deep.equal([
      ['61000', 'Sell'],
      ['60000', 'Buy'],
    ]);
    const positions = await client.getPositionInfo({ category: 'linear', settleCoin: 'USDT' });
    expect(positions.result.list[0]).to.include({
      symbol: 'BTCUSDT',
      side: 'Sell',
      size: '0.02',
      avgPrice: '61000',
      cumRealisedPnl: '10',
    });
    expect(last(exchange.journal.fills)).to.include({ realized: '10' });
    const wallet = await client.getWalletBalance({ accountType: 'UNIFIED', coin: 'USDT' });
    expect(wallet.result.list[0]?.coin[0]).to.include({ coin: 'USDT', cumRealisedPnl: '10' });
  });

  it('streams trades, tickers and books with the time of the event', async () => {
    const spot = socket('/v5/public/spot');
    const linear = socket('/v5/public/linear');
    const trade = nextEvent<{ topic: string; ts: number; data: object[] }>(
      spot,
      'update',
      ({ topic }) => topic === 'publicTrade.BTCUSDT',
    );
    const ticker = nextEvent<{ topic: string; ts: number; data: { lastPrice: string } }>(
      linear,
      'update',
      ({ topic, data }) => topic === 'tickers.BTCUSDT' && data.lastPrice === '61000',
    );
    const book = nextEvent<{ topic: string; cts: number; data: { b: unknown[] } }>(
      linear,
      'update',
      ({ topic }) => topic === 'orderbook.50.BTCUSDT',
    );
    const heard = [spot, linear].map(subscribed);
    spot.subscribeV5('publicTrade.BTCUSDT', 'spot');
    linear.subscribeV5(['tickers.BTCUSDT', 'orderbook.50.BTCUSDT'], 'linear');
    await Promise.all(heard);
    expect((await book).data.b).to.have.length(20);
    exchange.faults.set({ kind: 'clock-skew', ms: -5000 });
    exchange.prices.set('BTCUSDT', 61000);
    expect((await trade).data[0]).to.include({ p: '61000', s: 'BTCUSDT' });
    expect(Date.now() - (await trade).ts).to.be.within(5000, 6500);
    expect(Date.now() - (await ticker).ts).to.be.within(5000, 6500);
  });

  it('streams orders, executions, positions and the wallet to their owner', async () => {
    const stream = socket('/v5/private');
    const seen: Array<{ topic: string; data: Array<Record<string, unknown>> }> = [];
    stream.on('update', (event) => seen.push(event));
    const topics = ['order', 'execution', 'position', 'wallet'];
    const heard = subscribed(stream);
    stream.subscribeV5(topics, 'linear', true);
    await heard;
    await client.submitOrder(MARKET);
    exchange.prices.set('BTCUSDT', 61000);
    await client.submitOrder({ ...MARKET, side: 'Sell' });
    await restClient({ key: 'another' }).submitOrder(MARKET);
    await until(() => seen.filter(({ topic }) => topic === 'wallet').length === 2, 'wallets');
    const rows = (topic: string) =>
      seen.filter((one) => one.topic === topic).map(({ data }) => data[0]);
    expect(rows('order').map((row) => row?.['orderStatus'])).to.deep.equal([
      'New',
      'Filled',
      'New',
      'Filled',
    ]);
    const { fills } = exchange.journal;
    const mine = fills.filter(({ account }) => account === accountIdOf(KEY.key));
    expect(rows('execution').map((row) => row?.['execPnl'])).to.deep.equal(
      mine.map(({ realized }) => realized),
    );
    expect(rows('execution')[1]).to.include({ category: 'linear', execPnl: '10', execQty: '0.01' });
    expect(rows('position').map((row) => [row?.['side'], row?.['size']])).to.deep.equal([
      ['Buy', '0.01'],
      ['', '0'],
    ]);
  });

  it('keeps sockets alive by its own pings, plays dead and drops them', async () => {
    const stream = socket('/v5/private');
    await stream.connectPrivate();
    const again = nextEvent(stream, 'reconnected');
    exchange.faults.set({ kind: 'silent-ws' });
    await nextEvent(stream, 'reconnect');
    exchange.faults.clear();
    await again;
    const once = nextEvent(stream, 'reconnect');
    expect(exchange.dropSockets()).to.equal(1);
    await once;
  });

  it('takes orders over its WebSocket, and tells the limits in the answer', async () => {
    const api = new WebsocketAPIClient(
      { ...socketOptions('/v5/trade'), attachEventListeners: false },
      silent,
    );
    sockets.push(api.getWSClient());
    const placed = await api.submitNewOrder(LIMIT);
    const { orderId } = placed.data;
    expect(placed).to.include({ retCode: 0, op: 'order.create' });
    expect(placed.header).to.include({ 'X-Bapi-Limit': '20', 'X-Bapi-Limit-Status': '19' });
    const refused = await rejection(api.submitNewOrder({ ...LIMIT, qty: '9000' }));
    expect(refused).to.deep.include({ retCode: 110007 });
    const ref = { category: 'linear', symbol: 'BTCUSDT', orderId } as const;
    expect(await api.amendOrder({ ...ref, qty: '0.02' })).to.include({ retCode: 0 });
    expect(await api.cancelOrder(ref)).to.include({ retCode: 0 });
    const { symbol, side, orderType, qty, price = '' } = LIMIT;
    const batch = await api.batchSubmitOrders('linear', [
      { symbol, side, orderType, qty, price },
      { symbol, side, orderType, qty: '9000', price },
    ]);
    expect(batch.retExtInfo.list.map((one) => one.code)).to.deep.equal([0, 110007]);
    expect(new Set(exchange.journal.orders.map(({ transport }) => transport))).to.deep.equal(
      new Set(['ws']),
    );
  });

  it('serves ccxt: orders, trades, positions and private streams', async () => {
    const bot = new ccxt.pro.bybit(ccxtTarget(exchange, new ccxt.pro.bybit(), ['spot', 'linear']));
    try {
      await bot.loadMarkets();
      const { id = '' } = await bot.createOrder('BTC/USDT:USDT', 'limit', 'buy', 0.01, 50000);
      expect(await bot.fetchOpenOrders('BTC/USDT:USDT')).to.have.length(1);
      await bot.cancelOrder(id, 'BTC/USDT:USDT');
      const orders = bot.watchOrders('BTC/USDT:USDT');
      const trades = bot.watchMyTrades('BTC/USDT:USDT');
      const feed = bot.watchTrades('BTC/USDT');
      await whileWaiting(Promise.all([orders, trades]), () =>
        bot.createOrder('BTC/USDT:USDT', 'market', 'buy', 0.01),
      );
      expect(last(await trades)).to.include({
        symbol: 'BTC/USDT:USDT',
        amount: 0.01,
        price: 60000,
      });
      expect(last(await orders)).to.include({ symbol: 'BTC/USDT:USDT', side: 'buy' });
      await whileWaiting(feed, () => exchange.prices.set('BTCUSDT', 61000));
      expect(last(await feed)).to.include({ price: 61000 });
      const fills = exchange.journal.fills.length;
      expect(await bot.fetchMyTrades('BTC/USDT:USDT')).to.have.length(fills);
      const [position] = await bot.fetchPositions(['BTC/USDT:USDT']);
      expect(position).to.include({ side: 'long', unrealizedPnl: 10 * fills });
      expect(position?.contracts).to.be.closeTo(0.01 * fills, 1e-9);
      expect((await bot.fetchBalance())['USDT']).to.have.property('total');
      const failed = await rejection(bot.createOrder('BTC/USDT', 'limit', 'buy', 900, 50000));
      expect((failed as Error).name).to.equal('InsufficientFunds');
    } finally {
      await bot.close();
    }
  });
});
