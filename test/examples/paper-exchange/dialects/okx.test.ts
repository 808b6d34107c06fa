import ccxt from 'ccxt';
import { expect } from 'chai';
import {
  type OrderRequest,
  RestClient,
  WebsocketAPIClient,
  WebsocketClient,
  type WsDataEvent,
} from 'okx-api';
import {
  accountIdOf,
  type Fault,
  type PaperExchange,
} from '../../../../examples/paper-exchange/index.js';
import { last, quietExchange, until } from '../support.js';
import { ccxtTarget, nextEvent, rejection, silent, whileWaiting } from './support.js';

const KEYS = { apiKey: 'okx-key', apiSecret: 'okx-secret', apiPass: 'okx-pass' };
const SWAP = 'BTC-USDT-SWAP';
const LIMIT: OrderRequest = {
  instId: SWAP,
  tdMode: 'cross',
  side: 'buy',
  ordType: 'limit',
  sz: '1',
  px: '50000',
};
const MARKET: OrderRequest = {
  instId: SWAP,
  tdMode: 'cross',
  side: 'buy',
  ordType: 'market',
  sz: '1',
};

describe('paper exchange, OKX dialect', () => {
  let exchange: PaperExchange;
  let client: RestClient;
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
    new RestClient({ ...KEYS, baseUrl: exchange.url, ...options }, { timeout });

  const socketOptions = (path: string) => ({
    accounts: [KEYS],
    wsUrl: `${exchange.url.replace('http', 'ws')}/ws/v5/${path}`,
    pingInterval: 50,
    pongTimeout: 200,
    reconnectTimeout: 10,
  });

  function socket(path: string): WebsocketClient {
    const created = new WebsocketClient(socketOptions(path), silent);
    sockets.push(created);
    return created;
  }

  const subscribed = (stream: WebsocketClient, count = 1) => {
    let left = count;
    return nextEvent<{ event?: string }>(stream, 'response', ({ event }) => {
      left -= event === 'subscribe' ? 1 : 0;
      return left === 0;
    });
  };

  /** The code of the item that a rejected order carries, or of the rejection as a whole. */
  const code = async (params: Partial<OrderRequest>) => {
    const body = (await rejection(client.submitOrder({ ...LIMIT, ...params }))) as {
      code: string;
      data: Array<{ sCode: string }>;
    };
    return body.data[0]?.sCode ?? body.code;
  };

  it('places, amends, tells and cancels orders, in contracts', async () => {
    const [placed] = await client.submitOrder({ ...LIMIT, clOrdId: 'mine1' });
    expect(placed).to.include({ clOrdId: 'mine1', sCode: '0' });
    const { ordId = '' } = placed ?? {};
    await client.amendOrder({ instId: SWAP, ordId, newPx: '51000', newSz: '2' });
    const [open] = await client.getOrderList({ instType: 'SWAP' });
    expect(open).to.include({
      ordId,
      instId: SWAP,
      px: '51000',
      sz: '2',
      state: 'live',
      side: 'buy',
    });
    await client.cancelOrder({ instId: SWAP, clOrdId: 'mine1' });
    expect(await client.getOrderDetails({ instId: SWAP, ordId })).to.have.nested.property(
      '[0].state',
      'canceled',
    );
    expect(
      exchange.journal.orders.map(({ operation, outcome, quantity }) => [
        operation,
        outcome,
        quantity,
      ]),
    ).to.deep.equal([
      ['create', 'ok', '0.01'],
      ['edit', 'ok', '0.02'],
      ['cancel', 'ok', undefined],
    ]);
    expect(last(exchange.journal.orders)).to.include({ account: accountIdOf(KEYS.apiKey) });
  });

  it('takes every kind of order, and market buys on spot in the quote coin', async () => {
    for (const ordType of ['post_only', 'ioc', 'fok'] as const) {
      await client.submitOrder({ ...LIMIT, ordType });
    }
    const [taker] = await client.submitOrder({ ...LIMIT, ordType: 'post_only', px: '70000' });
    const [order] = await client.getOrderDetails({ instId: SWAP, ordId: taker?.ordId ?? '' });
    expect(order).to.include({ state: 'canceled', cancelSource: '31' });
    const spend = { tdMode: 'cash', side: 'buy', ordType: 'market', sz: '600' } as const;
    await client.submitOrder({ ...spend, instId: 'BTC-USDT' });
    expect(last(exchange.journal.fills)).to.include({ venue: 'spot', qty: '0.01' });
    await client.submitOrder({ ...MARKET, instId: 'BTC-USDT', tdMode: 'cash', tgtCcy: 'base_ccy' });
    expect(last(exchange.journal.fills)).to.include({ venue: 'spot', qty: '1' });
  });

  it('rejects a batch of which an item is refused, with a code for each item', async () => {
    const body = await rejection(
      client.submitMultipleOrders([
        LIMIT,
        { ...LIMIT, sz: '900000' },
        { ...LIMIT, instId: 'NO-USDT' },
      ]),
    );
    expect(body).to.include({ code: '2', msg: 'Bulk operation partially succeeded.' });
    const { data } = body as { data: Array<{ ordId: string; sCode: string }> };
    expect(data.map(({ sCode }) => sCode)).to.deep.equal(['0', '51008', '51001']);
    const ordId = data[0]?.ordId ?? '';
    await client.amendMultipleOrders([{ instId: SWAP, ordId, newPx: '49000' }]);
    const refused = await rejection(
      client.cancelMultipleOrders([
        { instId: SWAP, ordId },
        { instId: SWAP, ordId: '77' },
      ]),
    );
    expect(refused).to.have.nested.property('data[1].sCode', '51400');
    expect(exchange.journal.orders.map(({ outcome, code: own }) => [outcome, own])).to.deep.equal([
      ['ok', 0],
      ['refused', 51008],
      ['refused', 51001],
      ['ok', 0],
      ['ok', 0],
      ['refused', 51400],
    ]);
  });

  it('refuses with codes of its own', async () => {
    expect(await code({ sz: '900000' })).to.equal('51008');
    expect(await code({ instId: 'NO-USDT' })).to.equal('51001');
    expect(await code({ sz: '0.01' })).to.equal('51121');
    expect(await code({ instId: 'BTC-USDT', tdMode: 'cash', sz: '0.00001' })).to.equal('51020');
    expect(await code({ reduceOnly: true, side: 'sell', px: '70000' })).to.equal('51169');
    expect(
      await rejection(client.amendOrder({ instId: SWAP, ordId: '7', newPx: '1' })),
    ).to.have.nested.property('data[0].sCode', '51503');
    expect(await rejection(client.getOrderDetails({ instId: SWAP, ordId: '7' }))).to.include({
      code: '51603',
    });
    expect(await rejection(client.closePositions({ instId: SWAP, mgnMode: 'cross' }))).to.include({
      code: '51023',
    });
    client = restClient({ apiKey: 'revoked-key' });
    expect(await code({})).to.equal('50111');
    expect(last(exchange.journal.orders)).to.include({ httpStatus: 401, code: 50111 });
  });

  const answers: Array<[Fault, number, string]> = [
    [{ kind: 'reject' }, 200, '51008'],
    [{ kind: 'reject', code: 51155 }, 200, '51155'],
    [{ kind: 'rate-limit' }, 429, '50011'],
    [{ kind: 'ban' }, 403, '50011'],
    [{ kind: 'error' }, 500, '50026'],
    [{ kind: 'error', status: 503 }, 503, '50001'],
    [{ kind: 'error', status: 429, code: 50013 }, 429, '50013'],
    [{ kind: 'clock-skew', ms: 60_000 }, 401, '50102'],
  ];
  for (const [fault, httpStatus, own] of answers) {
    it(`answers ${httpStatus} and ${own} for the fault ${fault.kind}`, async () => {
      exchange.faults.set(fault);
      expect(await code({})).to.equal(own);
      expect(last(exchange.journal.of('request'))).to.include({ httpStatus });
      expect(last(exchange.journal.orders)).to.include({ code: Number(own), outcome: 'refused' });
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

  it('refuses more than a window holds, without a header that tells of it', async () => {
    await exchange.close();
    let now = Date.now();
    exchange = await quietExchange({ now: () => now });
    client = restClient();
    const orders = Array.from({ length: 70 }, () => client.submitOrder(LIMIT));
    const results = await Promise.allSettled(orders);
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).to.have.length(10);
    for (const reason of refused) expect(reason).to.include({ code: '50011' });
    expect(last(exchange.journal.of('request')).headers).to.deep.equal({});
    now += 2000;
    expect(await client.submitOrder(LIMIT)).to.have.length(1);
  });

  it('tells time, instruments, tickers, books and trades', async () => {
    expect(Math.abs((await client.getServerTime()) - exchange.time())).to.be.below(1000);
    const swaps = await client.getInstruments({ instType: 'SWAP' });
    expect(swaps[0]).to.include({ instId: SWAP, ctVal: '0.01', lotSz: '0.1', ctType: 'linear' });
    exchange.prices.set('BTCUSDT', 61000);
    expect((await client.getTicker({ instId: SWAP }))[0]).to.include({ last: '61000' });
    expect((await client.getOrderBook({ instId: SWAP, sz: '2' }))[0]?.bids).to.have.length(2);
    expect((await client.getTrades({ instId: 'BTC-USDT' }))[0]).to.include({ px: '61000' });
  });

  it('keeps fills, positions and the balance as the journal has them, and closes a position', async () => {
    await client.submitOrder(MARKET);
    exchange.prices.set('BTCUSDT', 61000);
    await client.submitOrder({ ...MARKET, side: 'sell', sz: '3' });
    const fills = (await client.getFills({ instType: 'SWAP' })) as unknown as Array<
      Record<string, string>
    >;
    expect(fills.map(({ fillPx, fillSz, fillPnl }) => [fillPx, fillSz, fillPnl])).to.deep.equal([
      ['61000', '3', '10'],
      ['60000', '1', '0'],
    ]);
    expect(last(exchange.journal.fills)).to.include({ realized: '10' });
    const [position] = await client.getPositions();
    expect(position).to.include({ instId: SWAP, pos: '-2', avgPx: '61000', posSide: 'net' });
    const [balance] = await client.getBalance({ ccy: 'USDT' });
    expect(balance?.details.map(({ ccy }) => ccy)).to.deep.equal(['USDT']);
    await client.closePositions({ instId: SWAP, mgnMode: 'cross' });
    expect(await client.getPositions()).to.deep.equal([]);
    expect(last(exchange.journal.orders)).to.include({ operation: 'create', outcome: 'ok' });
  });

  it('streams trades, tickers and books with the time of the event', async () => {
    const stream = socket('public');
    const seen = (channel: string) =>
      nextEvent<WsDataEvent<Array<Record<string, string>>>>(
        stream,
        'update',
        ({ arg, data }) => arg.channel === channel && data[0]?.['px'] !== '' && isNews(data[0]),
      );
    const isNews = (row: Record<string, string> | undefined) =>
      Number(row?.['ts']) < Date.now() - 4000;
    const heard = subscribed(stream, 3);
    const events = ['trades', 'tickers', 'books'].map(seen);
    stream.subscribe([
      { channel: 'trades', instId: 'BTC-USDT' },
      { channel: 'tickers', instId: SWAP },
      { channel: 'books', instId: SWAP },
    ]);
    await heard;
    exchange.faults.set({ kind: 'clock-skew', ms: -5000 });
    exchange.prices.set('BTCUSDT', 61000);
    const [trade, ticker, book] = await Promise.all(events);
    expect(trade?.data[0]).to.include({ px: '61000', instId: 'BTC-USDT' });
    expect(ticker?.data[0]).to.include({ last: '61000', instId: SWAP });
    for (const event of [trade, ticker, book]) {
      expect(Date.now() - Number(event?.data[0]?.['ts'])).to.be.within(5000, 6500);
    }
  });

  it('streams orders, positions and the account to their owner', async () => {
    const stream = socket('private');
    const rows: Record<string, Array<Record<string, string>>> = {};
    stream.on('update', ({ arg, data }: WsDataEvent<Array<Record<string, string>>>) => {
      rows[arg.channel] = [...(rows[arg.channel] ?? []), ...data];
    });
    const heard = subscribed(stream, 3);
    stream.subscribe([
      { channel: 'orders', instType: 'ANY' },
      { channel: 'positions', instType: 'SWAP' },
      { channel: 'account' },
    ]);
    await heard;
    await client.submitOrder(MARKET);
    exchange.prices.set('BTCUSDT', 61000);
    await client.submitOrder({ ...MARKET, side: 'sell' });
    await restClient({ apiKey: 'another' }).submitOrder(MARKET);
    await until(() => (rows['account'] ?? []).length === 3, 'balances');
    expect(rows['orders']?.map(({ state }) => state)).to.deep.equal([
      'live',
      'filled',
      'live',
      'filled',
    ]);
    const mine = exchange.journal.fills.filter(
      ({ account }) => account === accountIdOf(KEYS.apiKey),
    );
    const fills = rows['orders']?.filter(({ tradeId }) => tradeId !== '');
    expect(fills?.map(({ fillPnl, tradeId }) => [fillPnl, tradeId])).to.deep.equal(
      mine.map(({ realized, tradeId }) => [realized, String(tradeId)]),
    );
    expect(rows['positions']?.map(({ pos }) => pos)).to.deep.equal(['1', '0']);
  });

  it('keeps sockets alive by text pings, plays dead and drops them', async () => {
    const stream = socket('private');
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

  it('takes orders over its WebSocket', async () => {
    const api = new WebsocketAPIClient(
      { ...socketOptions('private'), attachEventListeners: false },
      silent,
    );
    sockets.push(api.getWSClient());
    const placed = await api.submitNewOrder(LIMIT);
    expect(placed).to.include({ code: '0', op: 'order' });
    const { ordId } = placed.data[0];
    const refused = await rejection(api.submitNewOrder({ ...LIMIT, sz: '900000' }));
    expect(refused).to.deep.include({ code: '1', msg: '' });
    expect(refused).to.have.nested.property('data[0].sCode', '51008');
    await api.amendOrder({ instId: SWAP, ordId, newSz: '2' });
    await api.cancelOrder({ instId: SWAP, ordId });
    const batch = await rejection(api.submitMultipleOrders([LIMIT, { ...LIMIT, sz: '900000' }]));
    expect(batch).to.include({ code: '2' });
    expect(new Set(exchange.journal.orders.map(({ transport }) => transport))).to.deep.equal(
      new Set(['ws']),
    );
    expect(last(exchange.journal.orders)).to.include({ account: accountIdOf(KEYS.apiKey) });
  });

  it('serves ccxt: orders, trades, positions and private streams', async () => {
    const bot = new ccxt.pro.okx(ccxtTarget(exchange, new ccxt.pro.okx(), ['spot', 'swap']));
    try {
      await bot.loadMarkets();
      const { id = '' } = await bot.createOrder('BTC/USDT:USDT', 'limit', 'buy', 1, 50000);
      expect(await bot.fetchOpenOrders('BTC/USDT:USDT')).to.have.length(1);
      await bot.cancelOrder(id, 'BTC/USDT:USDT');
      const orders = bot.watchOrders('BTC/USDT:USDT');
      const trades = bot.watchMyTrades('BTC/USDT:USDT');
      const feed = bot.watchTrades('BTC/USDT');
      await whileWaiting(Promise.all([orders, trades]), () =>
        bot.createOrder('BTC/USDT:USDT', 'market', 'buy', 1),
      );
      expect(last(await trades)).to.include({ symbol: 'BTC/USDT:USDT', amount: 1, price: 60000 });
      expect(last(await orders)).to.include({ symbol: 'BTC/USDT:USDT', side: 'buy' });
      await whileWaiting(feed, () => exchange.prices.set('BTCUSDT', 61000));
      expect(last(await feed)).to.include({ price: 61000 });
      const fills = exchange.journal.fills.length;
      expect(await bot.fetchMyTrades('BTC/USDT:USDT')).to.have.length(fills);
      const [position] = await bot.fetchPositions(['BTC/USDT:USDT']);
      expect(position).to.include({ side: 'long', contracts: fills, unrealizedPnl: 10 * fills });
      expect((await bot.fetchBalance())['USDT']).to.have.property('total');
      const placed = await bot.createOrderWs('BTC/USDT:USDT', 'limit', 'buy', 1, 50000);
      await bot.cancelOrderWs(placed.id ?? '', 'BTC/USDT:USDT');
      const failed = await rejection(bot.createOrder('BTC/USDT', 'limit', 'buy', 900, 50000));
      expect((failed as Error).name).to.equal('InsufficientFunds');
    } finally {
      await bot.close();
    }
  });
});
