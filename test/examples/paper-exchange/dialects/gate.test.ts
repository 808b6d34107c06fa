import { expect } from 'chai';
import { RestClient, WebsocketAPIClient, WebsocketClient } from 'gateio-api';
import type { PaperExchange } from '../../../../examples/paper-exchange/index.js';
import { last, quietExchange, until } from '../support.js';

const KEYS = { apiKey: 'gate-key', apiSecret: 'secret' };
const SILENT = { trace: () => undefined, info: () => undefined, error: () => undefined };
const BTC = { currency_pair: 'BTC_USDT' } as const;
const ETH = { settle: 'usdt', contract: 'ETH_USDT' } as const;

interface Thrown {
  readonly code: number;
  readonly body: { label: string };
}

/** HTTP status and label of what a call is refused with. */
async function refusal(promise: Promise<unknown>): Promise<[number, string]> {
  try {
    await promise;
  } catch (error) {
    const { code, body } = error as Thrown;
    return [code, body.label];
  }
  return [200, ''];
}

const roomy = () =>
  quietExchange({
    spotLimits: { orders10s: 10_000, weight: 600_000 },
    futuresLimits: { orders10s: 10_000 },
  });

describe('paper exchange, Gate', () => {
  let exchange: PaperExchange;
  let client: RestClient;

  before(async () => {
    exchange = await roomy();
    client = new RestClient({ ...KEYS, baseUrl: `${exchange.url}/api/v4` }, { timeout: 1_000 });
  });

  beforeEach(() => {
    exchange.prices.set('BTCUSDT', 50000);
    exchange.prices.set('ETHUSDT', 3000);
  });
  afterEach(() => exchange.faults.clear());
  after(() => exchange.close());

  const limit = (over: object = {}) =>
    client.submitSpotOrder({ ...BTC, side: 'buy', amount: '0.01', price: '40000', ...over });
  const future = (size: number, over: object = {}) =>
    client.submitFuturesOrder({ ...ETH, size, price: '0', tif: 'ioc', ...over });

  it('tells its time, markets and prices', async () => {
    expect((await client.getServerTime()).server_time).to.be.closeTo(Date.now(), 1000);
    expect((await client.getSpotCurrencyPairs()).map(({ id }) => id)).to.include('BTC_USDT');
    expect((await client.getSpotTicker(BTC))[0]).to.include({ last: '50000' });
    const contract = await client.getFuturesContract(ETH);
    expect(contract).to.include({ name: 'ETH_USDT', quanto_multiplier: '0.001' });
  });

  it('places, amends, shows and cancels an order on spot', async () => {
    const placed = await limit({ text: 't-mine' });
    expect(placed).to.include({ status: 'open', text: 't-mine', currency_pair: 'BTC_USDT' });
    expect(last(exchange.journal.orders)).to.include({
      operation: 'create',
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      outcome: 'ok',
      httpStatus: 201,
      orderId: Number(placed.id),
    });
    const amended = await client.updateSpotOrder({
      ...BTC,
      order_id: placed.id ?? '',
      price: '41000',
    });
    expect(amended).to.include({ price: '41000', amount: '0.01' });
    expect((await client.getSpotOrders({ ...BTC, status: 'open' })).length).to.equal(1);
    const gone = await client.cancelSpotOrder({ ...BTC, order_id: 't-mine' });
    expect(gone).to.include({ status: 'cancelled', finish_as: 'cancelled' });
  });

  it('spends what a market buy says, and trades tell the fee', async () => {
    const order = await limit({
      type: 'market',
      amount: '500',
      price: undefined,
      time_in_force: 'ioc',
    });
    expect(order).to.include({ status: 'closed', filled_total: '500', fee_currency: 'BTC' });
    const fill = last(exchange.journal.fills);
    const trades = await client.getSpotTradingHistory(BTC);
    expect(trades[0]).to.include({ id: String(fill.tradeId), amount: '0.01', fee: '0.00001' });
  });

  it('answers batches item by item', async () => {
    const item = { ...BTC, type: 'limit', account: 'spot', side: 'buy', price: '40000' } as const;
    const placed = await client.submitSpotBatchOrders([
      { ...item, amount: '0.01', text: 't-good' },
      { ...item, amount: '900', text: 't-bad' },
    ]);
    expect(placed.map(({ succeeded }) => succeeded)).to.deep.equal([true, false]);
    expect(placed[1]).to.include({ text: 't-bad', label: 'BALANCE_NOT_ENOUGH' });
    const gone = await client.batchCancelSpotOrders([
      { ...BTC, id: placed[0]?.id ?? '' },
      { ...BTC, id: '1' },
    ]);
    expect(gone[0]).to.include({ succeeded: true });
    expect(gone[1]).to.include({ succeeded: false, label: 'ORDER_NOT_FOUND' });
    const futures = await client.submitFuturesBatchOrders({
      settle: 'usdt',
      orders: [
        { ...ETH, size: 10, price: '2000' },
        { ...ETH, size: 8_000_000, price: '2000' },
      ],
    });
    expect(futures.map((row) => (row as { label?: string }).label)).to.deep.equal([
      undefined,
      'INSUFFICIENT_AVAILABLE',
    ]);
    expect((await client.cancelAllFuturesOrders(ETH)).length).to.equal(1);
  });

  it('opens, amends, flips and closes a position', async () => {
    const opened = await future(1000);
    expect(opened).to.include({ status: 'finished', finish_as: 'filled', size: 1000, left: 0 });
    exchange.prices.set('ETHUSDT', 3100);
    await future(-3000);
    const [position] = await client.getFuturesPositions({ settle: 'usdt', holding: true });
    const fees = exchange.journal.fills.slice(-2).map(({ commission }) => Number(commission));
    const net = 100 - (fees[0] ?? 0) - (fees[1] ?? 0);
    expect(position).to.include({ contract: 'ETH_USDT', size: -2000, entry_price: '3100' });
    expect(Number(position?.history_pnl)).to.be.closeTo(net, 1e-6);
    const rest = await future(1000, { price: '2500', tif: 'gtc' });
    const amended = await client.updateFuturesOrder({
      settle: 'usdt',
      order_id: String(rest.id),
      price: '2600',
    });
    expect(amended).to.include({ price: '2600', size: 1000 });
    await client.cancelFuturesOrder({ settle: 'usdt', order_id: String(rest.id) });
    await client.submitFuturesOrder({ ...ETH, size: 0, price: '0', tif: 'ioc', close: true });
    expect(await client.getFuturesPositions({ settle: 'usdt', holding: true })).to.deep.equal([]);
    const trades = await client.getFuturesTradingHistory(ETH);
    expect(trades[0]).to.include({ size: 2000, role: 'taker' });
    expect(Number((await client.getFuturesAccount({ settle: 'usdt' })).total)).to.be.above(99_000);
  });

  it('refuses with labels of its own', async () => {
    expect(await refusal(limit({ amount: '900' }))).to.deep.equal([400, 'BALANCE_NOT_ENOUGH']);
    expect(await refusal(future(8_000_000))).to.deep.equal([400, 'INSUFFICIENT_AVAILABLE']);
    expect(await refusal(limit({ amount: '0.0001' }))).to.deep.equal([400, 'INVALID_PARAM_VALUE']);
    expect(await refusal(limit({ currency_pair: 'NO_USDT' }))).to.deep.equal([
      400,
      'INVALID_CURRENCY_PAIR',
    ]);
    expect(await refusal(limit({ price: '60000', time_in_force: 'poc' }))).to.deep.equal([
      400,
      'POC_FILL_IMMEDIATELY',
    ]);
    expect(await refusal(client.cancelSpotOrder({ ...BTC, order_id: '1' }))).to.deep.equal([
      404,
      'ORDER_NOT_FOUND',
    ]);
    exchange.faults.set({ kind: 'reject', code: -2015, count: 1 });
    expect(await refusal(limit())).to.deep.equal([401, 'INVALID_KEY']);
    exchange.faults.set({ kind: 'reject', code: 1, msg: 'TRADE_RESTRICTED', count: 1 });
    expect(await refusal(limit())).to.deep.equal([400, 'TRADE_RESTRICTED']);
    exchange.faults.set({ kind: 'clock-skew', ms: 120_000 });
    expect(await refusal(limit())).to.deep.equal([403, 'REQUEST_EXPIRED']);
    exchange.faults.clear();
    exchange.faults.set({ kind: 'error', status: 503, count: 1 });
    expect(await refusal(limit())).to.deep.equal([503, 'TOO_BUSY']);
    exchange.faults.set({ kind: 'rate-limit', count: 1 });
    expect(await refusal(limit())).to.deep.equal([429, 'TOO_MANY_REQUESTS']);
  });

  it('hangs and breaks off as told', async () => {
    const failure = () =>
      limit().then(
        () => 'none',
        (error: { code?: unknown }) => error.code,
      );
    exchange.faults.set({ kind: 'hang', count: 1 });
    expect(await failure()).to.equal('ECONNABORTED');
    expect(last(exchange.journal.orders)).to.include({ outcome: 'no_answer' });
    exchange.faults.set({ kind: 'truncate', count: 1 });
    // The client takes the head of the broken-off answer for the whole of it.
    expect(await failure()).to.equal(201);
    expect(last(exchange.journal.orders)).to.include({ outcome: 'cut' });
  });

  it('counts down to its limit and begins again when the window ends', async () => {
    let now = 1_700_000_000_100;
    const timed = await quietExchange({ now: () => now, spotLimits: { orders10s: 20 } });
    const ask = async () => {
      const { status, headers } = await fetch(`${timed.url}/api/v4/spot/orders/1`, {
        method: 'DELETE',
        headers: { key: 'k', sign: 's', timestamp: String(Math.floor(now / 1000)) },
      });
      const told = ['limit', 'requests-remain', 'reset-timestamp'].map((name) =>
        headers.get(`x-gate-ratelimit-${name}`),
      );
      return [status, ...told];
    };
    const [at, end] = ['1700000001', '1700000001'];
    expect(await ask()).to.deep.equal([404, '2', '1', at]);
    expect(await ask()).to.deep.equal([404, '2', '0', at]);
    expect(await ask()).to.deep.equal([429, '2', '0', end]);
    now += 1000;
    expect(await ask()).to.deep.equal([404, '2', '1', '1700000002']);
    await timed.close();
  });
});

interface Push {
  readonly channel: string;
  readonly time_ms: number;
  readonly result: Array<Record<string, unknown>> & Record<string, unknown>;
}

/** Collects what a client emits for each channel. */
function collect(client: WebsocketClient) {
  const pushes: Push[] = [];
  let acks = 0;
  client.on('update', (push) => pushes.push(push as unknown as Push));
  client.on('response', (answer) => {
    if ((answer as { event?: string }).event === 'subscribe') acks += 1;
  });
  client.on('exception', () => undefined);
  return {
    of: (name: string) => pushes.filter(({ channel }) => channel === name),
    acked: (count: number) => until(() => acks >= count, `${count} subscriptions`),
  };
}

describe('paper exchange, Gate sockets', () => {
  let exchange: PaperExchange;
  let wsUrl: string;
  let rest: RestClient;

  before(async () => {
    exchange = await roomy();
    exchange.prices.set('ETHUSDT', 3000);
    wsUrl = `${exchange.url.replace('http', 'ws')}/v4/ws/usdt`;
    rest = new RestClient({ ...KEYS, baseUrl: `${exchange.url}/api/v4` });
  });
  after(() => exchange.close());

  it('tells orders, trades, positions and balances of futures', async () => {
    const client = new WebsocketClient({ ...KEYS, wsUrl }, SILENT);
    const { of, acked } = collect(client);
    const topics = ['orders', 'usertrades', 'positions', 'balances'];
    client.subscribe(
      topics.map((name) => ({ topic: `futures.${name}`, payload: ['1', '!all'] })),
      'perpFuturesUSDTV4',
    );
    await acked(4);
    const order = { ...ETH, price: '0', tif: 'ioc' } as const;
    await rest.submitFuturesOrder({ ...order, size: 1000 });
    exchange.prices.set('ETHUSDT', 3050);
    await rest.submitFuturesOrder({ ...order, size: -1000 });
    await until(() => of('futures.positions').length === 2, 'both positions');
    expect(of('futures.positions')[0]?.result[0]).to.include({ size: 1000, entry_price: 3000 });
    const net = exchange.journal.fills
      .slice(-2)
      .reduce((sum, { commission, realized }) => sum + Number(realized) - Number(commission), 0);
    const closed = last(of('futures.positions')).result[0];
    expect(closed).to.include({ size: 0 });
    expect(closed?.['history_pnl']).to.be.closeTo(net, 1e-6);
    const fill = last(exchange.journal.fills);
    expect(last(of('futures.usertrades')).result[0]).to.include({
      id: String(fill.tradeId),
      size: -1000,
    });
    expect(last(of('futures.orders')).result[0]).to.include({ status: 'finished' });
    expect(last(of('futures.balances')).time_ms).to.be.closeTo(Date.now(), 2000);
    client.closeAll(true);
  });

  it('tells orders, trades and balances of spot, and public streams of both', async () => {
    const client = new WebsocketClient({ ...KEYS, wsUrl }, SILENT);
    const { of, acked } = collect(client);
    for (const name of ['orders', 'usertrades', 'balances', 'trades', 'tickers', 'book_ticker']) {
      client.subscribe({ topic: `spot.${name}`, payload: ['BTC_USDT'] }, 'spotV4');
    }
    client.subscribe({ topic: 'futures.trades', payload: ['BTC_USDT'] }, 'perpFuturesUSDTV4');
    await acked(7);
    exchange.prices.set('BTCUSDT', 50000);
    await rest.submitSpotOrder({
      ...BTC,
      side: 'sell',
      type: 'market',
      amount: '0.1',
      time_in_force: 'ioc',
    });
    await until(() => of('spot.usertrades').length > 0, 'the trade');
    expect(of('spot.orders').map(({ result }) => result[0]?.['event'])).to.deep.equal([
      'put',
      'finish',
    ]);
    expect(of('spot.usertrades')[0]?.result[0]).to.include({ amount: '0.1', side: 'sell' });
    expect(of('spot.trades')[0]?.result).to.include({ price: '50000', currency_pair: 'BTC_USDT' });
    expect(of('spot.tickers')[0]?.result).to.include({ last: '50000' });
    expect(of('spot.book_ticker')[0]?.result).to.include({ s: 'BTC_USDT' });
    expect(of('futures.trades')[0]?.result[0]).to.include({ contract: 'BTC_USDT' });
    client.closeAll(true);
  });

  it('acknowledges orders on its socket before it answers them', async () => {
    const api = new WebsocketAPIClient({ ...KEYS, wsUrl, attachEventListeners: false }, SILENT);
    const events: Array<Record<string, unknown>> = [];
    const note = (event: unknown) => events.push(event as Record<string, unknown>);
    api.getWSClient().on('response', note);
    api.getWSClient().on('exception', note);
    const order = { ...BTC, side: 'buy', amount: '0.01', price: '40000' } as const;
    const answer = await api.submitNewSpotOrder(order);
    // The client is content with the acknowledgement; the order itself comes as an event.
    expect(answer).to.include({ ack: true });
    await until(() => events.some(({ ack }) => ack === false), 'the order');
    const entry = last(exchange.journal.orders);
    expect(entry).to.include({ transport: 'ws', operation: 'create', outcome: 'ok' });
    await api.cancelSpotOrder({ ...BTC, order_id: String(entry.orderId) });
    expect(last(exchange.journal.orders)).to.include({ operation: 'cancel', outcome: 'ok' });
    const large = await api.submitNewSpotOrder({ ...order, amount: '900' });
    expect(large).to.include({ ack: true });
    await until(() => JSON.stringify(events.at(-1)).includes('errs'), 'the refusal');
    expect(last(events)['data']).to.deep.equal({
      errs: { label: 'BALANCE_NOT_ENOUGH', message: 'Not enough balance' },
    });
    expect(last(events)['header']).to.include({ status: '400', channel: 'spot.order_place' });
    api.getWSClient().closeAll(true);
  });
});
