import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { CBAdvancedTradeClient, CBExchangeClient, WebsocketClient } from 'coinbase-api';
import type { Fault, PaperExchange } from '../../../../examples/paper-exchange/index.js';
import { last, quietExchange, until } from '../support.js';

const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const ED25519 = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'der' })
  .toString('base64');

const tradeClient = (
  exchange: PaperExchange,
  apiSecret = EC,
  apiKey = 'organizations/1/apiKeys/1',
) => new CBAdvancedTradeClient({ baseUrl: exchange.url, apiKey, apiSecret }, { timeout: 1_000 });

interface Thrown {
  readonly code?: number | string;
  readonly body?: unknown;
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

describe('paper exchange, Coinbase Advanced Trade', () => {
  let exchange: PaperExchange;
  let client: CBAdvancedTradeClient;

  beforeEach(async () => {
    exchange = await quietExchange();
    client = tradeClient(exchange);
    exchange.prices.set('BTCUSDT', '50000');
  });

  afterEach(() => exchange.close());

  const limit = (limit_price: string, base_size = '0.1', product_id = 'BTC-USDT') =>
    client.submitOrder({
      product_id,
      side: 'BUY',
      client_order_id: client.generateNewOrderId(),
      order_configuration: { limit_limit_gtc: { base_size, limit_price } },
    });
  const market = (side: 'BUY' | 'SELL', base_size: string, product_id = 'BTC-PERP-INTX') =>
    client.submitOrder({
      product_id,
      side,
      client_order_id: client.generateNewOrderId(),
      order_configuration: { market_market_ioc: { base_size } },
    });

  it('tells its time and its products to anybody', async () => {
    const anybody = new CBAdvancedTradeClient({ baseUrl: exchange.url });
    const time = await anybody.getServerTime();
    expect(Number(time.epochMillis)).to.be.closeTo(Date.now(), 1000);
    const ids = async (params: Parameters<typeof anybody.getPublicProducts>[0]) =>
      (await anybody.getPublicProducts(params)).products.map(({ product_id }) => product_id);
    expect(await ids({})).to.deep.equal(['BTC-USDT', 'ETH-USDT', 'SOL-USDT']);
    expect(await ids({ product_type: 'FUTURE', contract_expiry_type: 'PERPETUAL' })).to.deep.equal([
      'BTC-PERP-INTX',
      'ETH-PERP-INTX',
      'SOL-PERP-INTX',
    ]);
    const { pricebook } = await anybody.getPublicProductBook({ product_id: 'ETH-USDT', limit: 3 });
    expect(pricebook.bids).to.have.length(3);
  });

  it('takes keys of both kinds', async () => {
    expect((await tradeClient(exchange, ED25519).getAccounts()).accounts).not.to.be.empty;
    expect((await client.getAccounts()).accounts[0]).to.deep.include({
      currency: 'USDT',
      available_balance: { value: '100000', currency: 'USDT' },
    });
  });

  it('rests, edits, lists, cancels and fills orders', async () => {
    const placed = await limit('40000');
    expect(placed).to.include({ success: true });
    const order_id = placed.success_response?.order_id ?? '';
    expect(await client.updateOrder({ order_id, price: '41000', size: '0.2' })).to.include({
      success: true,
    });
    expect((await client.getOrders({ order_status: ['OPEN'] })).orders).to.have.length(1);
    expect((await client.getOrder({ order_id })).order).to.include({
      status: 'OPEN',
      order_id,
      product_id: 'BTC-USDT',
    });
    const missing = order_id.replace(/\d{4}$/, '9999');
    const { results } = await client.cancelOrders({ order_ids: [order_id, missing] });
    expect(results.map(({ success }) => success)).to.deep.equal([true, false]);
    expect(await market('SELL', '0.01', 'BTC-USDT')).to.include({ success: true });
    const { fills } = await client.getFills();
    expect(fills).to.have.length(1);
    expect(fills[0]).to.include({ price: '50000', size: '0.01', side: 'SELL' });
    expect(
      exchange.journal.orders.map(({ operation, outcome, code }) => [operation, outcome, code]),
    ).to.deep.equal([
      ['create', 'ok', 0],
      ['edit', 'ok', 0],
      ['cancel', 'ok', 0],
      ['cancel', 'refused', -2011],
      ['create', 'ok', 0],
    ]);
    expect(exchange.journal.fills).to.have.length(1);
  });

  it('previews an order and places none', async () => {
    const wanted = { product_id: 'BTC-USDT', side: 'BUY' } as const;
    const preview = (base_size: string) =>
      client.previewOrder({ ...wanted, order_configuration: { market_market_ioc: { base_size } } });
    expect((await preview('0.1')).errs).to.be.empty;
    expect((await preview('100')).errs).to.deep.equal(['PREVIEW_INSUFFICIENT_FUND']);
    expect(exchange.journal.orders.map(({ operation }) => operation)).to.deep.equal([
      'test',
      'test',
    ]);
    expect((await client.getOrders({})).orders).to.be.empty;
  });

  it('opens, flips and closes a position', async () => {
    const position = async () => {
      const portfolio = await client.getPortfolios();
      const uuid = portfolio.portfolios[0]?.uuid ?? '';
      const { positions } = await client.getPerpetualsPositions({ portfolio_uuid: uuid });
      return positions.map(({ symbol, position_side, net_size }) => [
        symbol,
        position_side,
        net_size,
      ]);
    };
    await market('BUY', '0.2');
    expect(await position()).to.deep.equal([['BTC-PERP-INTX', 'POSITION_SIDE_LONG', '0.2']]);
    await market('SELL', '0.3');
    expect(await position()).to.deep.equal([['BTC-PERP-INTX', 'POSITION_SIDE_SHORT', '-0.1']]);
    const close = () =>
      client.closePosition({
        product_id: 'BTC-PERP-INTX',
        client_order_id: client.generateNewOrderId(),
      });
    expect(await close()).to.include({ success: true });
    expect(await position()).to.be.empty;
    expect(await close()).to.include({ success: false });
    expect(last(exchange.journal.orders)).to.include({ outcome: 'refused' });
  });

  it('refuses orders with a 200 that says so', async () => {
    const reason = async (answer: ReturnType<typeof limit>) => {
      const { success, error_response } = await answer;
      return [success, error_response?.new_order_failure_reason];
    };
    expect(await reason(limit('49000', '100'))).to.deep.equal([false, 'INSUFFICIENT_FUND']);
    expect(await reason(limit('49000', '0.00001'))).to.deep.equal([
      false,
      'INVALID_SIZE_PRECISION',
    ]);
    expect(await reason(limit('49000', '1', 'NO-USDT'))).to.deep.equal([
      false,
      'INVALID_PRODUCT_ID',
    ]);
    expect(await reason(market('BUY', '1000'))).to.deep.equal([false, 'INSUFFICIENT_FUND']);
    expect(
      exchange.journal.orders.map(({ outcome, httpStatus }) => [outcome, httpStatus]),
    ).to.deep.equal(Array(4).fill(['refused', 200]));
  });

  const faults: Array<[Fault, number, unknown]> = [
    [{ kind: 'rate-limit', retryAfterS: 7 }, 429, 'rate_limit_exceeded'],
    [{ kind: 'ban' }, 429, 'rate_limit_exceeded'],
    [{ kind: 'error' }, 500, 'internal_server_error'],
    [{ kind: 'error', status: 503 }, 503, 'internal_server_error'],
  ];
  for (const [fault, status, error] of faults) {
    it(`answers the fault ${JSON.stringify(fault)} with ${status}`, async () => {
      exchange.faults.set(fault);
      const failure = await thrown(limit('40000'));
      expect(failure).to.include({ code: status });
      expect(failure.body).to.include({ error });
      if ('retryAfterS' in fault) expect(failure.headers).to.include({ 'retry-after': '7' });
      expect(last(exchange.journal.orders)).to.include({ outcome: 'refused', httpStatus: status });
    });
  }

  it('rejects, hangs, breaks off and is slow where it is told to', async () => {
    exchange.faults.set({ kind: 'reject', count: 1 });
    expect(await limit('40000')).to.include({ success: false });
    exchange.faults.set({ kind: 'hang', count: 1 });
    expect(await thrown(limit('40000'))).to.include({ code: 'ECONNABORTED' });
    exchange.faults.set({ kind: 'truncate', count: 1 });
    expect(await thrown(limit('40000'))).to.have.property('code');
    expect(last(exchange.journal.orders)).to.include({ outcome: 'cut' });
    exchange.faults.set({ kind: 'slow', ms: 60, count: 1 });
    await limit('40000');
    expect(last(exchange.journal.orders).handlingMs).to.be.at.least(55);
  });

  it('refuses a key that is missing and a JWT that is over', async () => {
    const anybody = new CBAdvancedTradeClient({ baseUrl: exchange.url });
    const failure = await thrown(anybody.getAccounts());
    expect([failure.code, failure.body]).to.deep.equal([401, 'Unauthorized']);
    exchange.faults.set({ kind: 'clock-skew', ms: 300_000 });
    expect(await thrown(client.getAccounts())).to.include({ code: 401 });
    expect(last(exchange.journal.of('request'))).to.include({ code: -1021 });
  });

  it('has a limit that can be hit, and a window that ends', async () => {
    let now = Date.now();
    const own = await quietExchange({ spotLimits: { weight: 2 }, now: () => now });
    const hasty = tradeClient(own);
    await hasty.getAccounts();
    await hasty.getAccounts();
    expect(await thrown(hasty.getAccounts())).to.include({ code: 429 });
    now += 60_000;
    await hasty.getAccounts();
    await own.close();
  });
});

describe('paper exchange, Coinbase Exchange', () => {
  let exchange: PaperExchange;
  let client: CBExchangeClient;

  before(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', '50000');
    client = new CBExchangeClient({
      baseUrl: exchange.url,
      apiKey: 'legacy',
      apiSecret: Buffer.from('secret').toString('base64'),
      apiPassphrase: 'phrase',
    });
  });

  after(() => exchange.close());

  const submit = (price: string, size: string) =>
    client.submitOrder({
      product_id: 'BTC-USDT',
      side: 'buy',
      type: 'limit',
      price,
      size,
      client_oid: client.generateNewOrderId(),
    });

  it('places, lists, cancels and fills', async () => {
    const order = await submit('40000', '0.1');
    expect(order).to.include({ status: 'open', side: 'buy' });
    expect(await client.getOrders({ limit: 10, status: ['open'] } as never)).to.have.length(1);
    expect(await client.cancelOrder({ order_id: order.id })).to.equal(order.id);
    await submit('50000', '0.1');
    expect(await client.getFills({ product_id: 'BTC-USDT' })).to.have.length(1);
    await submit('40000', '0.1');
    expect(await client.cancelAllOrders({ product_id: 'BTC-USDT' })).to.have.length(1);
  });

  it('refuses with a status and a sentence', async () => {
    const failure = await thrown(submit('40000', '100'));
    expect([failure.code, failure.body]).to.deep.equal([400, { message: 'Insufficient funds' }]);
    const missing = '5907a11c-0000-4000-8000-000000009999';
    expect(await thrown(client.cancelOrder({ order_id: missing }))).to.include({ code: 404 });
    exchange.faults.set({ kind: 'clock-skew', ms: 60_000 });
    expect((await thrown(submit('40000', '0.1'))).body).to.deep.equal({
      message: 'request timestamp expired',
    });
    exchange.faults.clear();
    expect(await client.get('/time')).to.have.property('iso');
  });
});

interface Update {
  readonly channel: string;
  readonly timestamp: string;
  readonly events: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/** A client of the streams that remembers what it was told. */
function listen(exchange: PaperExchange, path: string, pingInterval = 10_000) {
  const wsUrl = `${exchange.url.replace('http', 'ws')}${path}`;
  const keys = { apiKey: 'organizations/1/apiKeys/1', apiSecret: EC };
  const quiet = { trace: () => {}, info: () => {}, error: () => {} };
  const options = { ...keys, wsUrl, pingInterval, pongTimeout: 50, reconnectTimeout: 5 };
  const client = new WebsocketClient(options, quiet);
  const updates: Update[] = [];
  const seen = { responses: 0, reconnects: 0 };
  client.on('update', (update) => updates.push(update as Update));
  client.on('response', () => seen.responses++);
  client.on('reconnect', () => seen.reconnects++);
  client.on('exception', () => undefined);
  const on = (channel: string) => updates.filter((update) => update.channel === channel);
  return { client, seen, on, close: () => client.closeAll(true) };
}

describe('paper exchange, Coinbase streams', () => {
  let exchange: PaperExchange;

  beforeEach(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', '50000');
  });

  afterEach(() => exchange.close());

  it('streams heartbeats, tickers, trades and the book with the time of each', async () => {
    const { client, seen, on, close } = listen(exchange, '/coinbase/market');
    const payload = { product_ids: ['BTC-USDT'] };
    client.subscribe(
      [
        { topic: 'heartbeats' },
        { topic: 'ticker', payload },
        { topic: 'market_trades', payload },
        { topic: 'level2', payload },
      ],
      'advTradeMarketData',
    );
    await until(() => seen.responses === 4, 'the subscriptions');
    exchange.prices.set('BTCUSDT', '50001');
    await until(() => on('l2_data').length === 2 && on('ticker').length === 1, 'the price');
    expect(on('heartbeats')).not.to.be.empty;
    expect(last(on('market_trades')).events[0]?.['trades']).to.have.length(1);
    expect(Date.parse(last(on('ticker')).timestamp)).to.be.closeTo(Date.now(), 1000);
    close();
  });

  it('tells orders, fills so far and positions of the account alone', async () => {
    const { client, seen, on, close } = listen(exchange, '/coinbase/user');
    client.subscribe({ topic: 'user' }, 'advTradeUserData');
    await until(() => seen.responses === 1 && on('user').length === 1, 'the snapshot');
    const rest = tradeClient(exchange);
    await rest.submitOrder({
      product_id: 'BTC-PERP-INTX',
      side: 'BUY',
      client_order_id: rest.generateNewOrderId(),
      order_configuration: { market_market_ioc: { base_size: '0.1' } },
    });
    await until(() => on('user').length === 3, 'the order and its fill');
    const event = last(on('user')).events[0] as Record<string, never>;
    expect(event['orders']?.[0]).to.include({
      status: 'FILLED',
      cumulative_quantity: '0.1',
      number_of_fills: '1',
      avg_price: '50000',
    });
    expect(event['positions']?.['perpetual_futures_positions']?.[0]).to.include({
      product_id: 'BTC-PERP-INTX',
      net_size: '0.1',
    });
    close();
  });

  it('is dropped, and falls silent so that pings go unanswered', async () => {
    const { client, seen, close } = listen(exchange, '/coinbase/market', 20);
    client.subscribe({ topic: 'heartbeats' }, 'advTradeMarketData');
    await until(() => seen.responses === 1, 'the subscription');
    expect(exchange.dropSockets()).to.equal(1);
    await until(() => seen.reconnects === 1 && seen.responses === 2, 'the second connection');
    exchange.faults.set({ kind: 'silent-ws' });
    await until(() => seen.reconnects === 2, 'the pong that never came');
    close();
  });
});
