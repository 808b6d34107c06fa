import { FuturesClientV2, RestClient, WebsocketClient } from 'bitmart-api';
import { expect } from 'chai';
import type { Fault, PaperExchange } from '../../../../examples/paper-exchange/index.js';
import { last, quietExchange, until } from '../support.js';

const KEYS = { apiKey: 'key-1', apiSecret: 'secret', apiMemo: 'memo' };

const spotClient = (exchange: PaperExchange) =>
  new RestClient({ ...KEYS, baseUrl: exchange.url }, { timeout: 1_000 });
const futuresClient = (exchange: PaperExchange) =>
  new FuturesClientV2({ ...KEYS, baseUrl: exchange.url }, { timeout: 1_000 });

interface Thrown {
  readonly code?: number | string;
  readonly body?: { readonly code: number; readonly message: string; readonly trace: string };
  readonly headers?: Readonly<Record<string, string>>;
}

async function thrown(promise: Promise<unknown>): Promise<Thrown> {
  try {
    await promise;
  } catch (error) {
    return error as Thrown;
  }
  throw new Error('nothing was thrown');
}

const codes = async (promise: Promise<unknown>) => {
  const { code, body } = await thrown(promise);
  return [code, body?.code];
};

describe('paper exchange, BitMart spot', () => {
  let exchange: PaperExchange;
  let client: RestClient;

  beforeEach(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', '50000');
    client = spotClient(exchange);
  });

  afterEach(() => exchange.close());

  const limit = (price: string, size = '0.1', symbol = 'BTC_USDT') =>
    client.submitSpotOrderV2({ symbol, side: 'buy', type: 'limit', price, size });

  it('tells its time, its pairs and its prices to anybody', async () => {
    const anybody = new RestClient({ baseUrl: exchange.url });
    const { data } = await anybody.getSystemTime();
    expect(data.server_time).to.be.closeTo(Date.now(), 1000);
    const pairs = await anybody.getSpotTradingPairDetailsV1();
    expect(pairs.data.symbols.map(({ symbol }) => symbol)).to.include('BTC_USDT');
    expect((await anybody.getSpotTickerV3({ symbol: 'BTC_USDT' })).data.last).to.equal('50000');
    const book = await anybody.getSpotOrderBookDepthV3({ symbol: 'BTC_USDT' });
    expect(book.data.bids).not.to.be.empty;
  });

  it('places orders of every kind, lists, cancels and fills them', async () => {
    const { order_id: orderId } = (await limit('40000')).data;
    expect((await client.getSpotOpenOrdersV4()).data).to.have.length(1);
    expect((await client.getSpotOrderByIdV4({ orderId })).data).to.include({ state: 'new' });
    await client.cancelSpotOrderV3({ symbol: 'BTC_USDT', order_id: orderId });
    const kinds = [
      { type: 'limit_maker', price: '40000', size: '0.1' },
      { type: 'ioc', price: '40000', size: '0.1' },
      { type: 'market', notional: '500' },
    ] as const;
    for (const kind of kinds) {
      await client.submitSpotOrderV2({ symbol: 'BTC_USDT', side: 'buy', ...kind });
    }
    const { data: trades } = await client.getSpotAccountTradesV4();
    expect(trades).to.have.length(1);
    expect(trades[0]).to.include({ price: '50000', size: '0.01', side: 'buy', tradeRole: 'taker' });
    await client.cancelAllSpotOrders({ symbol: 'BTC_USDT' });
    const history = (await client.getSpotHistoricOrdersV4()).data;
    expect(history.map(({ state }) => state)).to.have.members([
      'canceled',
      'canceled',
      'canceled',
      'filled',
    ]);
    const { wallet } = (await client.getSpotWalletBalanceV1()).data;
    expect(wallet).to.deep.include({ id: 'USDT', name: 'USDT', available: '99500', frozen: '0' });
    expect(exchange.journal.fills).to.have.length(1);
  });

  it('answers a batch item by item in version 2, and as a whole in version 4', async () => {
    const item = (size: string) => ({ side: 'buy', type: 'limit', price: '40000', size }) as const;
    const { data } = await client.submitSpotBatchOrdersV2({
      order_params: ['0.1', '100'].map((size) => ({ symbol: 'BTC_USDT', ...item(size) })),
    });
    expect(data.responses.map(({ code }) => code)).to.deep.equal([0, 50020]);
    const batch = (...sizes: string[]) =>
      client.submitSpotBatchOrdersV4({ symbol: 'BTC_USDT', orderParams: sizes.map(item) });
    expect(await codes(batch('0.1', '100'))).to.deep.equal([400, 50020]);
    expect(await batch('0.1', '0.1')).to.include({ code: 1000 });
    const open = (await client.getSpotOpenOrdersV4()).data.map(({ orderId }) => orderId);
    expect(open).to.have.length(3);
    const cancelled = await client.cancelSpotBatchOrdersV4({
      symbol: 'BTC_USDT',
      orderIds: [...open, '99'],
    });
    expect(cancelled.data).to.include({ successCount: 3, failedCount: 1 });
    expect(
      exchange.journal.orders.map(({ operation, code }) => `${operation} ${code}`),
    ).to.deep.equal([
      ...['create 0', 'create -2010', 'create -2010', 'create -2010', 'create 0', 'create 0'],
      ...['cancel 0', 'cancel 0', 'cancel 0', 'cancel -2011'],
    ]);
  });

  it('refuses with its own codes', async () => {
    expect(await codes(limit('40000', '100'))).to.deep.equal([400, 50020]);
    expect(await codes(limit('40000', '0.00001'))).to.deep.equal([400, 50006]);
    expect(await codes(limit('40000', '0.1', 'NO_USDT'))).to.deep.equal([400, 50001]);
    const maker = { symbol: 'BTC_USDT', side: 'buy', type: 'limit_maker' } as const;
    const crossing = client.submitSpotOrderV2({ ...maker, price: '50000', size: '0.1' });
    expect(await codes(crossing)).to.deep.equal([400, 50035]);
    const cancel = client.cancelSpotOrderV3({ symbol: 'BTC_USDT', order_id: '1' });
    expect(await codes(cancel)).to.deep.equal([400, 50032]);
    expect(await codes(client.getSpotOrderByIdV4({ orderId: '1' }))).to.deep.equal([400, 50005]);
    const anybody = new RestClient({ baseUrl: exchange.url });
    expect(await codes(anybody.getSpotWalletBalanceV1())).to.deep.equal([401, 30001]);
    exchange.faults.set({ kind: 'clock-skew', ms: 120_000 });
    expect(await codes(limit('40000'))).to.deep.equal([401, 30007]);
    const { body } = await thrown(limit('40000'));
    expect(body).to.have.keys('message', 'code', 'trace', 'data');
  });

  const faults: Array<[Fault, number, number]> = [
    [{ kind: 'reject' }, 400, 50020],
    [{ kind: 'reject', code: -4140 }, 400, 50023],
    [{ kind: 'rate-limit', retryAfterS: 7 }, 429, 30013],
    [{ kind: 'ban' }, 418, 30017],
    [{ kind: 'error' }, 500, 59002],
    [{ kind: 'error', status: 503 }, 503, 30014],
  ];
  for (const [fault, status, code] of faults) {
    it(`answers the fault ${JSON.stringify(fault)} with ${status} ${code}`, async () => {
      exchange.faults.set(fault);
      expect(await codes(limit('40000'))).to.deep.equal([status, code]);
      expect(last(exchange.journal.orders)).to.include({ outcome: 'refused', httpStatus: status });
    });
  }

  it('hangs, breaks off and is slow where it is told to', async () => {
    exchange.faults.set({ kind: 'hang', count: 1 });
    expect(await thrown(limit('40000'))).to.include({ code: 'ECONNABORTED' });
    exchange.faults.set({ kind: 'truncate', count: 1 });
    await thrown(limit('40000'));
    expect(last(exchange.journal.orders)).to.include({ outcome: 'cut' });
    exchange.faults.set({ kind: 'slow', ms: 60, count: 1 });
    await limit('40000');
    expect(last(exchange.journal.orders).handlingMs).to.be.at.least(55);
  });

  it('counts each path in a window, and calls remaining what is used', async () => {
    let now = Date.now();
    const own = await quietExchange({ spotLimits: { orders10s: 2 }, now: () => now });
    const hasty = spotClient(own);
    const ask = () => hasty.getSpotWalletBalanceV1();
    await ask();
    await ask();
    const { code, headers } = await thrown(ask());
    expect(code).to.equal(429);
    expect(headers).to.include({
      'x-bm-ratelimit-limit': '2',
      'x-bm-ratelimit-remaining': '2',
      'x-bm-ratelimit-reset': '10',
    });
    await hasty.getSpotOpenOrdersV4();
    now += 10_000;
    await ask();
    expect(last(own.journal.of('request')).headers).to.include({ 'x-bm-ratelimit-remaining': '1' });
    await own.close();
  });
});

describe('paper exchange, BitMart futures', () => {
  let exchange: PaperExchange;
  let client: FuturesClientV2;

  beforeEach(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', '50000');
    client = futuresClient(exchange);
  });

  afterEach(() => exchange.close());

  const market = (side: 1 | 2 | 3 | 4, size: number) =>
    client.submitFuturesOrder({ symbol: 'BTCUSDT', side, type: 'market', size });
  const limit = (price: string, size = 100, mode: 1 | 2 | 3 | 4 = 1) =>
    client.submitFuturesOrder({ symbol: 'BTCUSDT', side: 1, mode, type: 'limit', price, size });

  it('opens, flips and closes a position in contracts', async () => {
    const position = async () => {
      const { data } = await client.getFuturesAccountPositions({ symbol: 'BTCUSDT' });
      return data.map(({ position_type, current_amount }) => [position_type, current_amount]);
    };
    expect((await client.getFuturesContractDetails()).data.symbols[0]?.contract_size).to.equal(
      '0.001',
    );
    await market(1, 200);
    expect(await position()).to.deep.equal([[1, '200']]);
    exchange.prices.set('BTCUSDT', '51000');
    await market(4, 300);
    expect(await position()).to.deep.equal([[2, '100']]);
    const { data: signed } = await client.getFuturesAccountPositionsV2({ symbol: 'BTCUSDT' });
    expect(signed[0]).to.include({ position_amount: '-100' });
    await client.closeAllFuturesPositions({ symbol: 'BTCUSDT' } as never);
    expect(await position()).to.be.empty;
    const { data: trades } = await client.getFuturesAccountTrades({ symbol: 'BTCUSDT' });
    expect(trades.map(({ realised_profit }) => realised_profit)).to.deep.equal(['0', '200', '0']);
    expect(exchange.journal.fills.map(({ realized }) => realized)).to.deep.equal(['0', '200', '0']);
    expect((await client.getFuturesAccountAssets()).data[0]).to.include({ currency: 'USDT' });
    expect(await codes(market(3, 1))).to.deep.equal([400, 40020]);
  });

  it('places, changes, lists and cancels resting orders', async () => {
    const { order_id } = (await limit('40000')).data;
    const changed = { symbol: 'BTCUSDT', order_id, price: '41000', size: '200' };
    expect((await client.updateFuturesLimitOrder(changed)).data.order_id).to.equal(order_id);
    const { data: open } = await client.getFuturesAccountOpenOrders({ symbol: 'BTCUSDT' });
    expect(open[0]).to.include({ order_id: String(order_id), price: '41000', size: '200' });
    await client.cancelFuturesOrder({ symbol: 'BTCUSDT', order_id: String(order_id) });
    for (const mode of [2, 3, 4] as const) await limit('40000', 100, mode);
    await client.cancelAllFuturesOrders({ symbol: 'BTCUSDT' });
    expect((await client.getFuturesAccountOpenOrders({})).data).to.be.empty;
    expect(exchange.journal.orders.map(({ operation }) => operation)).to.deep.equal([
      ...['create', 'edit', 'cancel', 'create', 'create', 'create', 'cancel_all'],
    ]);
  });

  it('refuses with its own codes', async () => {
    expect(await codes(limit('40000', 1_000_000))).to.deep.equal([400, 40027]);
    const elsewhere = { symbol: 'NOUSDT', side: 1, type: 'market', size: 1 } as const;
    expect(await codes(client.submitFuturesOrder(elsewhere))).to.deep.equal([400, 40034]);
    const cancel = client.cancelFuturesOrder({ symbol: 'BTCUSDT', order_id: '1' });
    expect(await codes(cancel)).to.deep.equal([400, 40035]);
    const leverage = { symbol: 'BTCUSDT', leverage: '1000', open_type: 'cross' } as const;
    expect(await codes(client.setFuturesLeverage(leverage))).to.deep.equal([400, 40040]);
  });
});

interface Update {
  readonly table?: string;
  readonly group?: string;
  readonly data: unknown;
}

/** A client of the streams that remembers what it was told. */
function listen(exchange: PaperExchange, path: string, pingInterval = 10_000) {
  const wsUrl = `${exchange.url.replace('http', 'ws')}${path}`;
  const seen = { responses: 0, reconnects: 0, pongs: 0 };
  const trace = (text: unknown) => {
    if (/received pong/i.test(String(text))) seen.pongs++;
  };
  const quiet = { trace, info: () => {}, error: () => {} };
  const options = { ...KEYS, wsUrl, pingInterval, pongTimeout: 50, reconnectTimeout: 5 };
  const client = new WebsocketClient(options, quiet);
  const updates: Update[] = [];
  client.on('update', (update) => updates.push(update as Update));
  client.on('response', () => seen.responses++);
  client.on('reconnect', () => seen.reconnects++);
  client.on('exception', () => undefined);
  const on = (name: string) => updates.filter(({ table, group }) => (table ?? group) === name);
  return { client, seen, on, close: () => client.closeAll(true) };
}

describe('paper exchange, BitMart streams', () => {
  let exchange: PaperExchange;

  beforeEach(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', '50000');
  });

  afterEach(() => exchange.close());

  it('streams tickers, trades and books of both houses', async () => {
    const spot = listen(exchange, '/bitmart/spot/public');
    const futures = listen(exchange, '/bitmart/futures/public');
    const spotTopics = ['spot/ticker', 'spot/trade', 'spot/depth5'];
    const futuresTopics = ['futures/trade', 'futures/bookticker', 'futures/depthAll5'];
    spot.client.subscribe(
      spotTopics.map((topic) => `${topic}:BTC_USDT`),
      'spot',
    );
    futures.client.subscribe(
      futuresTopics.map((topic) => `${topic}:BTCUSDT`),
      'futures',
    );
    await until(() => spot.seen.responses === 3 && futures.seen.responses === 3, 'the answers');
    exchange.prices.set('BTCUSDT', '50001');
    await until(() => spot.on('spot/depth5').length === 1, 'the spot book');
    await until(() => futures.on('futures/depthAll5:BTCUSDT').length === 1, 'the futures book');
    const trade = last(spot.on('spot/trade')).data as Array<{ ms_t: number }>;
    expect(trade[0]?.ms_t).to.be.closeTo(Date.now(), 1000);
    expect(futures.on('futures/bookticker:BTCUSDT')).to.have.length(1);
    spot.close();
    futures.close();
  });

  it('tells the account of its spot orders, fills and balances', async () => {
    const { client, seen, on, close } = listen(exchange, '/bitmart/spot/user');
    client.subscribe(['spot/user/orders:ALL_SYMBOLS', 'spot/user/balance:BALANCE_UPDATE'], 'spot');
    await until(() => seen.responses === 2, 'the answers');
    await spotClient(exchange).submitSpotOrderV2({
      symbol: 'BTC_USDT',
      side: 'buy',
      type: 'market',
      notional: '500',
    });
    await until(() => on('spot/user/orders').length === 2, 'the order and its fill');
    const [order] = last(on('spot/user/orders')).data as object[];
    expect(order).to.include({
      order_state: 'filled',
      detail_id: String(last(exchange.journal.fills).tradeId),
      last_fill_count: '0.01',
      exec_type: 'T',
    });
    expect(on('spot/user/balance')).not.to.be.empty;
    close();
  });

  it('tells the account of its futures orders, fills and positions', async () => {
    const { client, seen, on, close } = listen(exchange, '/bitmart/futures/user');
    client.subscribe(['futures/order', 'futures/position', 'futures/asset:USDT'], 'futures');
    await until(() => seen.responses === 3, 'the answers');
    await futuresClient(exchange).submitFuturesOrder({
      symbol: 'BTCUSDT',
      side: 1,
      type: 'market',
      size: 100,
    });
    await until(() => on('futures/asset:USDT').length === 1, 'the fill');
    const [told] = last(on('futures/order')).data as Array<{ order: { last_trade: object } }>;
    expect(told?.order.last_trade).to.include({
      lastTradeID: last(exchange.journal.fills).tradeId,
      fillQty: '100',
    });
    const [position] = last(on('futures/position')).data as object[];
    expect(position).to.include({ symbol: 'BTCUSDT', hold_volume: '100', position_type: 1 });
    close();
  });

  for (const [house, topic] of [
    ['spot', 'spot/trade:BTC_USDT'],
    ['futures', 'futures/trade:BTCUSDT'],
  ] as const) {
    it(`answers the pings of ${house}, is dropped and falls silent`, async () => {
      const { client, seen, close } = listen(exchange, `/bitmart/${house}/public`, 20);
      client.subscribe([topic], house);
      await until(() => seen.responses === 1, 'the answer');
      await until(() => seen.pongs > 2, 'three pongs');
      expect(seen.reconnects).to.equal(0);
      exchange.dropSockets();
      await until(() => seen.responses === 2, 'the second connection');
      exchange.faults.set({ kind: 'silent-ws' });
      await until(() => seen.reconnects === 2, 'the pong that never came');
      close();
    });
  }
});
