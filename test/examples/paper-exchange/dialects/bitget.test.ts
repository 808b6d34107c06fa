import {
  RestClientV2,
  RestClientV3,
  WebsocketAPIClient,
  WebsocketClientV2,
  WebsocketClientV3,
} from 'bitget-api';
import { expect } from 'chai';
import type { PaperExchange } from '../../../../examples/paper-exchange/index.js';
import { last, quietExchange, until } from '../support.js';

const KEYS = { apiKey: 'bitget-key', apiSecret: 'secret', apiPass: 'pass' };
const SILENT = { trace: () => undefined, info: () => undefined, error: () => undefined };
const ETH = { symbol: 'ETHUSDT', productType: 'USDT-FUTURES', marginCoin: 'USDT' } as const;

interface Thrown {
  readonly code: number;
  readonly body: { code: string };
  readonly headers: Record<string, string>;
}

/** HTTP status and code of what a call is refused with. */
async function refusal(promise: Promise<unknown>): Promise<[number, string]> {
  try {
    await promise;
  } catch (error) {
    const { code, body } = error as Thrown;
    return [code, body.code];
  }
  return [200, '00000'];
}

describe('paper exchange, Bitget classic accounts', () => {
  let exchange: PaperExchange;
  let client: RestClientV2;

  before(async () => {
    exchange = await quietExchange({
      spotLimits: { orders10s: 10_000, weight: 600_000 },
      futuresLimits: { orders10s: 10_000 },
    });
    client = new RestClientV2({ ...KEYS, baseUrl: exchange.url }, { timeout: 1_000 });
  });

  beforeEach(() => {
    exchange.prices.set('BTCUSDT', 50000);
    exchange.prices.set('ETHUSDT', 3000);
  });
  afterEach(() => exchange.faults.clear());
  after(() => exchange.close());

  const limit = (over: object = {}) =>
    client.spotSubmitOrder({
      symbol: 'BTCUSDT',
      side: 'buy',
      orderType: 'limit',
      force: 'gtc',
      price: '40000',
      size: '0.01',
      ...over,
    });

  const future = (over: object = {}) =>
    client.futuresSubmitOrder({
      ...ETH,
      marginMode: 'crossed',
      side: 'buy',
      orderType: 'market',
      size: '1',
      ...over,
    });

  it('tells its time, symbols and prices', async () => {
    expect(Number((await client.getServerTime()).data.serverTime)).to.be.closeTo(Date.now(), 1000);
    expect((await client.getSpotSymbolInfo()).data).to.have.length(3);
    const tickers = await client.getSpotTicker({ symbol: 'BTCUSDT' });
    expect(tickers.data[0]).to.include({ symbol: 'BTCUSDT', lastPr: '50000' });
    const contracts = await client.getFuturesContractConfig({ productType: 'USDT-FUTURES' });
    expect(contracts.data[0]).to.include({ symbol: 'BTCUSDT', symbolStatus: 'normal' });
  });

  it('places, shows, replaces and cancels a limit order on spot', async () => {
    const { data } = await limit({ clientOid: 'mine-1' });
    expect(data.clientOid).to.equal('mine-1');
    expect(last(exchange.journal.orders)).to.include({
      operation: 'create',
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      outcome: 'ok',
      orderId: Number(data.orderId),
    });
    const { data: open } = await client.getSpotOpenOrders({ symbol: 'BTCUSDT' });
    expect(open[0]).to.include({ orderId: data.orderId, status: 'live', size: '0.01' });
    const { data: next } = await client.spotCancelandSubmitOrder({
      symbol: 'BTCUSDT',
      orderId: data.orderId,
      price: '41000',
      size: '0.02',
    });
    expect(next).to.include({ success: 'success' });
    await client.spotCancelOrder({ symbol: 'BTCUSDT', orderId: next.orderId });
    const { data: order } = await client.getSpotOrder({ orderId: next.orderId });
    expect(order[0]).to.include({ status: 'canceled', price: '41000' });
  });

  it('spends what a market buy says, and fills tell the fee', async () => {
    await limit({ orderType: 'market', size: '500', price: undefined });
    const { data: fills } = await client.getSpotFills({ symbol: 'BTCUSDT' });
    const fill = last(exchange.journal.fills);
    expect(fill).to.include({ qty: '0.01', price: '50000' });
    expect(fills[0]).to.include({ tradeId: String(fill.tradeId), size: '0.01', side: 'buy' });
    expect(fills[0]?.feeDetail).to.include({ feeCoin: 'BTC', totalFee: '-0.00001' });
  });

  it('answers a batch with the items that failed', async () => {
    const item = { side: 'buy', orderType: 'limit', force: 'gtc', price: '40000' } as const;
    const { data } = await client.spotBatchSubmitOrders({
      symbol: 'BTCUSDT',
      orderList: [
        { ...item, size: '0.01', clientOid: 'good' },
        { ...item, size: '900', clientOid: 'bad' },
      ],
    });
    expect(data.successList.map(({ clientOid }) => clientOid)).to.deep.equal(['good']);
    expect(data.failureList[0]).to.include({ clientOid: 'bad', errorCode: '43012' });
    expect(exchange.journal.orders.slice(-2).map(({ outcome }) => outcome)).to.deep.equal([
      'ok',
      'refused',
    ]);
    const { data: gone } = await client.spotBatchCancelOrders({
      symbol: 'BTCUSDT',
      orderList: [{ orderId: data.successList[0]?.orderId ?? '' }, { orderId: '1' }],
    });
    expect(gone.failureList[0]).to.include({ errorCode: '43001' });
  });

  it('opens, amends, flips and closes a position', async () => {
    await future();
    const { data } = await client.getFuturesPositions({ ...ETH });
    expect(data[0]).to.include({ symbol: 'ETHUSDT', holdSide: 'long', total: '1' });
    await future({ side: 'sell', size: '3' });
    const { data: fills } = await client.getFuturesFills({ ...ETH });
    expect(fills.fillList?.[0]).to.include({ profit: '0', side: 'sell' });
    const flipped = await client.getFuturesPositions({ ...ETH });
    expect(flipped.data[0]).to.include({ holdSide: 'short', total: '2' });
    const { data: rest } = await future({ orderType: 'limit', price: '2500', size: '1' });
    await client.futuresModifyOrder({
      ...ETH,
      orderId: rest.orderId,
      newClientOid: 'n',
      newPrice: '2600',
      newSize: '1',
    });
    const { data: order } = await client.getFuturesOrder({ ...ETH, orderId: rest.orderId });
    expect(order).to.include({ price: '2600', state: 'live' });
    await client.futuresCancelAllOrders({ ...ETH });
    const { data: closed } = await client.futuresFlashClosePositions({ ...ETH });
    expect(closed.successList).to.have.length(1);
    expect((await client.getFuturesPositions({ ...ETH })).data).to.deep.equal([]);
  });

  it('refuses with codes of its own', async () => {
    expect(await refusal(limit({ size: '900' }))).to.deep.equal([400, '43012']);
    expect(await refusal(future({ size: '9000' }))).to.deep.equal([400, '40762']);
    expect(await refusal(limit({ size: '0.0001' }))).to.deep.equal([400, '40808']);
    expect(await refusal(limit({ symbol: 'NOUSDT' }))).to.deep.equal([400, '40034']);
    expect(
      await refusal(client.spotCancelOrder({ symbol: 'BTCUSDT', orderId: '1' })),
    ).to.deep.equal([400, '43001']);
    expect(await refusal(future({ side: 'sell', reduceOnly: 'YES' }))).to.deep.equal([
      400,
      '22002',
    ]);
    exchange.faults.set({ kind: 'reject', code: -2015, count: 1 });
    expect(await refusal(limit())).to.deep.equal([400, '40012']);
    exchange.faults.set({ kind: 'reject', code: 40309, msg: 'removed', count: 1 });
    expect(await refusal(limit())).to.deep.equal([400, '40309']);
    exchange.faults.set({ kind: 'clock-skew', ms: 60_000 });
    expect(await refusal(limit())).to.deep.equal([400, '40008']);
    exchange.faults.clear();
    exchange.faults.set({ kind: 'error', status: 503, count: 1 });
    expect(await refusal(limit())).to.deep.equal([503, '40200']);
    exchange.faults.set({ kind: 'rate-limit', count: 1 });
    expect(await refusal(limit())).to.deep.equal([429, '429']);
  });

  it('is slow, hangs and breaks off as told', async () => {
    const failure = async () => {
      try {
        await limit();
        return 'none';
      } catch (error) {
        return (error as { code?: string | number }).code;
      }
    };
    exchange.faults.set({ kind: 'hang', count: 1 });
    expect(await failure()).to.equal('ECONNABORTED');
    expect(last(exchange.journal.orders)).to.include({ outcome: 'no_answer' });
    exchange.faults.set({ kind: 'truncate', count: 1 });
    // The client takes the head of the broken-off answer for the whole of it.
    expect(await failure()).to.equal(200);
    expect(last(exchange.journal.orders)).to.include({ outcome: 'cut' });
    exchange.faults.set({ kind: 'slow', ms: 40, count: 1 });
    expect(await failure()).to.equal('none');
    expect(last(exchange.journal.orders).handlingMs).to.be.at.least(35);
  });

  it('counts down to its limit and begins again with the next second', async () => {
    let now = 1_700_000_000_000;
    const timed = await quietExchange({ now: () => now, spotLimits: { orders10s: 20 } });
    const own = new RestClientV2({ ...KEYS, baseUrl: timed.url });
    const ask = async () => {
      const response = await fetch(`${timed.url}/api/v2/spot/trade/cancel-order`, {
        method: 'POST',
        headers: { 'access-key': 'k', 'access-sign': 's', 'access-timestamp': String(now) },
        body: JSON.stringify({ symbol: 'BTCUSDT', orderId: '1' }),
      });
      return [response.status, response.headers.get('x-mbx-used-remain-limit')];
    };
    expect([await ask(), await ask(), await ask()]).to.deep.equal([
      [400, '1'],
      [400, '0'],
      [429, '0'],
    ]);
    now += 1000;
    expect(await ask()).to.deep.equal([400, '1']);
    expect((await own.getServerTime()).data.serverTime).to.equal(String(now));
    await timed.close();
  });
});

describe('paper exchange, Bitget unified account', () => {
  let exchange: PaperExchange;
  let client: RestClientV3;

  before(async () => {
    exchange = await quietExchange({
      spotLimits: { orders10s: 10_000, weight: 600_000 },
      futuresLimits: { orders10s: 10_000 },
    });
    exchange.prices.set('BTCUSDT', 50000);
    client = new RestClientV3({ ...KEYS, baseUrl: exchange.url });
  });
  after(() => exchange.close());

  const order = { category: 'USDT-FUTURES', symbol: 'BTCUSDT', side: 'buy' } as const;
  const resting = { ...order, orderType: 'limit', price: '40000', qty: '0.1' } as const;

  it('places, modifies and cancels by id alone', async () => {
    const { data } = await client.submitNewOrder({ ...resting, clientOid: 'u-1' });
    await client.modifyOrder({ orderId: data.orderId, price: '41000' });
    const info = await client.getOrderInfo({ orderId: data.orderId });
    expect(info.data).to.include({ price: '41000', orderStatus: 'live', clientOid: 'u-1' });
    await client.cancelOrder({ orderId: data.orderId });
    const gone = await client.getOrderInfo({ orderId: data.orderId });
    expect(gone.data).to.include({ orderStatus: 'cancelled' });
    expect(await refusal(client.cancelOrder({ orderId: '77' }))).to.deep.equal([400, '43001']);
  });

  it('answers a batch item by item, and tells positions and fills', async () => {
    const { data } = await client.placeBatchOrders([
      { ...order, orderType: 'market', qty: '0.2' },
      { ...order, orderType: 'market', qty: '8000' },
    ]);
    expect(data.map(({ code }) => code)).to.deep.equal(['0', '40762']);
    const positions = await client.getCurrentPosition({ category: 'USDT-FUTURES' });
    expect(positions.data.list[0]).to.include({ total: '0.2', posSide: 'long' });
    exchange.prices.set('BTCUSDT', 51000);
    const closed = await client.closeAllPositions({ category: 'USDT-FUTURES' });
    expect(closed.data.list[0]).to.include({ code: '0' });
    const fills = await client.getTradeFills({ category: 'USDT-FUTURES' });
    expect(fills.data.list[0]).to.include({ execPnl: '200', side: 'sell' });
    expect((await client.getBalances()).data.assets.map(({ coin }) => coin)).to.include('USDT');
  });

  it('takes orders over its socket', async () => {
    const wsUrl = `${exchange.url.replace('http', 'ws')}/v3/ws/private`;
    const api = new WebsocketAPIClient({ ...KEYS, wsUrl, attachEventListeners: false }, SILENT);
    const { category: _of, ...bare } = resting;
    const placed = await api.submitNewOrder('usdt-futures', bare);
    const entry = last(exchange.journal.orders);
    expect(entry).to.include({ transport: 'ws', operation: 'create', outcome: 'ok' });
    expect(placed.args[0]).to.include({ orderId: String(entry.orderId) });
    await api.cancelOrder('usdt-futures', { orderId: String(entry.orderId) });
    expect(last(exchange.journal.orders)).to.include({ operation: 'cancel', outcome: 'ok' });
    const refused = await api
      .submitNewOrder('usdt-futures', { ...bare, qty: '8000' })
      .catch((error: { code: string }) => error);
    expect(refused).to.include({ code: '40762' });
    api.getWSClient().closeAll(true);
  });
});

type Push = {
  arg: { channel?: string; topic?: string };
  data: Array<Record<string, string>>;
  ts: number;
};

/** Collects what a client emits for each channel. */
function collect(client: WebsocketClientV2 | WebsocketClientV3) {
  const pushes: Push[] = [];
  let acks = 0;
  (client as WebsocketClientV3).on('update', (push) => pushes.push(push as unknown as Push));
  (client as WebsocketClientV3).on('response', (answer) => {
    if ((answer as { event?: string }).event === 'subscribe') acks += 1;
  });
  (client as WebsocketClientV3).on('exception', () => undefined);
  const of = (channel: string) =>
    pushes.filter(({ arg }) => (arg.channel ?? arg.topic) === channel);
  return { of, acked: (count: number) => until(() => acks >= count, `${count} subscriptions`) };
}

describe('paper exchange, Bitget streams', () => {
  let exchange: PaperExchange;

  before(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', 50000);
  });
  after(() => exchange.close());

  const wsUrl = (path: string) => exchange.url.replace('http', 'ws') + path;
  const order = { symbol: 'BTCUSDT', category: 'USDT-FUTURES', orderType: 'market' } as const;

  it('tells orders, fills, positions and balances of the classic accounts', async () => {
    const client = new WebsocketClientV2({ ...KEYS, wsUrl: wsUrl('/v2/ws/private') }, SILENT);
    const { of, acked } = collect(client);
    for (const channel of ['orders', 'fill', 'positions'] as const) {
      client.subscribeTopic('USDT-FUTURES', channel as 'orders', 'default');
    }
    client.subscribeTopic('SPOT', 'account', 'default');
    await acked(4);
    const rest = new RestClientV2({ ...KEYS, baseUrl: exchange.url });
    const future = {
      ...ETH,
      symbol: 'BTCUSDT',
      marginMode: 'crossed',
      orderType: 'market',
    } as const;
    await rest.futuresSubmitOrder({ ...future, side: 'buy', size: '0.3' });
    exchange.prices.set('BTCUSDT', 50100);
    await rest.futuresSubmitOrder({ ...future, side: 'sell', size: '0.3' });
    await until(() => of('positions').length === 2, 'both positions');
    const fill = last(exchange.journal.fills);
    expect(last(of('fill')).data[0]).to.include({ tradeId: String(fill.tradeId), profit: '30' });
    expect(of('positions')[0]?.data[0]).to.include({ instId: 'BTCUSDT', holdSide: 'long' });
    expect(last(of('positions')).data).to.deep.equal([]);
    expect(last(of('orders')).data[0]).to.include({ status: 'filled', pnl: '30', tradeScope: 'T' });
    expect(last(of('orders')).ts).to.be.closeTo(Date.now(), 2000);
    await rest.spotSubmitOrder({
      symbol: 'BTCUSDT',
      side: 'sell',
      orderType: 'market',
      force: 'gtc',
      size: '0.1',
    });
    await until(() => of('account').length > 0, 'the balance');
    client.closeAll(true);
  });

  it('tells the same of the unified account', async () => {
    const client = new WebsocketClientV3({ ...KEYS, wsUrl: wsUrl('/v3/ws/private') }, SILENT);
    const { of, acked } = collect(client);
    const topics = ['order', 'fill', 'position', 'account'];
    client.subscribe(
      topics.map((topic) => ({ topic, payload: { instType: 'UTA' } })) as never,
      'v3Private',
    );
    await acked(4);
    const rest = new RestClientV3({ ...KEYS, baseUrl: exchange.url });
    await rest.submitNewOrder({ ...order, side: 'buy', qty: '0.2' });
    await rest.submitNewOrder({ ...order, side: 'sell', qty: '0.5' });
    await rest.closeAllPositions({ category: 'USDT-FUTURES' });
    await until(() => of('position').length === 3, 'the positions');
    const seen = of('position').map(({ data }) =>
      data.map(({ posSide, size, positionStatus }) => [posSide, size, positionStatus]),
    );
    expect(seen).to.deep.equal([
      [['long', '0.2', 'opening']],
      [
        ['long', '0', 'ended'],
        ['short', '0.3', 'opening'],
      ],
      [['short', '0', 'ended']],
    ]);
    expect(last(of('fill')).data[0]).to.include({
      execId: String(last(exchange.journal.fills).tradeId),
    });
    expect(last(of('order')).data[0]).to.include({ orderStatus: 'filled' });
    client.closeAll(true);
  });

  it('streams trades, tickers and books, and answers text pings', async () => {
    const client = new WebsocketClientV2({ wsUrl: wsUrl('/v2/ws/public') }, SILENT);
    const { of, acked } = collect(client);
    for (const channel of ['trade', 'ticker', 'books5'] as const) {
      client.subscribeTopic('SPOT', channel, 'BTCUSDT');
    }
    await acked(3);
    exchange.prices.set('BTCUSDT', 50500);
    await until(() => of('books5').length > 0, 'the book');
    expect(of('trade')[0]?.data[0]).to.include({ price: '50500' });
    expect(of('ticker')[0]?.data[0]).to.include({ instId: 'BTCUSDT', lastPr: '50500' });
    expect(of('books5')[0]?.data[0]?.['asks']).to.have.length(5);
    const unified = new WebsocketClientV3({ wsUrl: wsUrl('/v3/ws/public') }, SILENT);
    const other = collect(unified);
    const payload = { instType: 'spot', symbol: 'BTCUSDT' };
    unified.subscribe([{ topic: 'publicTrade', payload }] as never, 'v3Public');
    await other.acked(1);
    exchange.prices.set('BTCUSDT', 50600);
    await until(() => other.of('publicTrade').length > 0, 'the trade');
    expect(other.of('publicTrade')[0]?.data[0]).to.include({ p: '50600' });
    client.closeAll(true);
    unified.closeAll(true);
  });
});
