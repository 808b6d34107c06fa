import { ApiError } from '@alpacahq/alpaca-trade-api';
import { expect } from 'chai';
import type { Fault, PaperExchange } from '../../../../examples/paper-exchange/index.js';
import { last, quietExchange, until } from '../support.js';
import { alpaca3, alpaca4, cryptoStream4, tradingStream4 } from './alpaca-clients.js';

/** How a call of the 4.x line fails: class, status and code. */
async function refused(promise: Promise<unknown>): Promise<[string, unknown, unknown]> {
  try {
    await promise;
  } catch (error) {
    const { name, status, code } = error as ApiError;
    return [name, status, code];
  }
  return ['no error', undefined, undefined];
}

describe('paper exchange, Alpaca', () => {
  let exchange: PaperExchange;
  let account = 0;

  before(async () => {
    exchange = await quietExchange();
  });

  afterEach(() => {
    exchange.faults.clear();
    exchange.prices.set('SOLUSDT', 150);
    exchange.prices.set('BTCUSDT', 60_000);
  });

  after(() => exchange.close());

  const own = () => `key-${++account}`;
  const share = { symbol: 'AAPL', side: 'buy' } as const;

  describe('with the client of the 4.x line', () => {
    it('takes market and limit orders, shows, changes and cancels them', async () => {
      const { orders } = alpaca4(exchange, own()).trading;
      const market = await orders.market({ ...share, qty: 2 });
      expect(market).to.include({ status: 'pending_new', symbol: 'AAPL', filledQty: '0' });
      const id = String(market.id);
      expect(await orders.getOrderByOrderID({ orderId: id })).to.include({
        status: 'filled',
        filledQty: '2',
        filledAvgPrice: '150',
      });
      const limit = await orders.limit({
        ...share,
        qty: 1,
        limitPrice: 140,
        clientOrderId: 'mine',
      });
      expect(last(exchange.journal.orders)).to.include({
        operation: 'create',
        symbol: 'AAPL',
        side: 'buy',
        type: 'limit',
        clientOrderId: 'mine',
        outcome: 'ok',
      });
      const changed = await orders.patchOrderByOrderId({
        orderId: String(limit.id),
        patchOrderRequest: { limitPrice: '141', qty: '3' },
      });
      expect(changed).to.include({ replaces: limit.id, limitPrice: '141', qty: '3' });
      expect(await orders.getOrderByOrderID({ orderId: String(limit.id) })).to.include({
        status: 'replaced',
        replacedBy: changed.id,
      });
      expect(await orders.getAllOrders({ symbols: ['AAPL'] })).to.have.length(1);
      await orders.deleteOrderByOrderID({ orderId: String(changed.id) });
      expect(last(exchange.journal.orders)).to.include({ operation: 'cancel', httpStatus: 204 });
      expect(await orders.getAllOrders()).to.have.length(0);
      expect(await orders.deleteAllOrders()).to.deep.equal([]);
    });

    it('holds stops until their price is met', async () => {
      const { orders } = alpaca4(exchange, own()).trading;
      await orders.market({ ...share, qty: 9 });
      const sell = { symbol: 'AAPL', side: 'sell', qty: 3 } as const;
      const stop = await orders.stop({ ...sell, stopPrice: 145 });
      const limited = await orders.stopLimit({ ...sell, stopPrice: 144, limitPrice: 143 });
      const trailing = await orders.trailingStop({ ...sell, trailPrice: 10 });
      const statuses = async () =>
        Promise.all(
          [stop, limited, trailing].map(async ({ id }) => {
            const { status } = await orders.getOrderByOrderID({ orderId: String(id) });
            return status;
          }),
        );
      expect(await statuses()).to.deep.equal(['new', 'new', 'new']);
      exchange.prices.set('SOLUSDT', 152);
      exchange.prices.set('SOLUSDT', 144.5);
      expect(await statuses()).to.deep.equal(['filled', 'new', 'new']);
      exchange.prices.set('SOLUSDT', 142);
      expect(await statuses()).to.deep.equal(['filled', 'new', 'filled']);
      exchange.prices.set('SOLUSDT', 143.5);
      expect(await statuses()).to.deep.equal(['filled', 'filled', 'filled']);
    });

    it('brings the legs of a bracket to life with its fill, and one ends the other', async () => {
      const client = alpaca4(exchange, own());
      const { orders } = client.trading;
      const bracket = await orders.bracket({
        ...share,
        qty: 1,
        takeProfit: { limitPrice: 160 },
        stopLoss: { stopPrice: 140 },
      });
      expect(bracket.legs?.map(({ type }) => type)).to.deep.equal(['limit', 'stop']);
      exchange.prices.set('SOLUSDT', 161);
      const legs = await Promise.all(
        (bracket.legs ?? []).map(({ id }) => orders.getOrderByOrderID({ orderId: String(id) })),
      );
      expect(legs.map(({ status }) => status)).to.deep.equal(['filled', 'canceled']);
      expect(await client.trading.positions.getAllOpenPositions()).to.have.length(0);
      await orders.market({ ...share, qty: 1 });
      const oco = await orders.oco({
        symbol: 'AAPL',
        side: 'sell',
        qty: 1,
        takeProfit: { limitPrice: 170 },
        stopLoss: { stopPrice: 150 },
      });
      exchange.prices.set('SOLUSDT', 149);
      expect(await orders.getOrderByOrderID({ orderId: String(oco.id) })).to.include({
        status: 'canceled',
      });
      const oto = await orders.oto({ ...share, qty: 1, stopLoss: { stopPrice: 100 } });
      expect(oto.legs?.[0]?.status).to.equal('new');
    });

    it('has positions both ways, and closes them one by one or all at once', async () => {
      const client = alpaca4(exchange, own());
      const { orders, positions } = client.trading;
      await orders.market({ symbol: 'AAPL', side: 'sell', qty: 4 });
      await orders.market({ symbol: 'BTC/USD', side: 'buy', qty: 0.1, timeInForce: 'gtc' });
      exchange.prices.set('SOLUSDT', 145);
      const [shares, crypto] = await positions.getAllOpenPositions();
      expect(shares).to.include({ symbol: 'AAPL', qty: '-4', side: 'short', unrealizedPl: '20' });
      expect(crypto).to.include({ symbol: 'BTCUSD', qty: '0.1', side: 'long' });
      await positions.deleteOpenPosition({ symbolOrAssetId: 'AAPL', qty: 1 });
      await orders.limit({
        symbol: 'BTC/USD',
        side: 'sell',
        qty: 0.05,
        limitPrice: 70_000,
        timeInForce: 'gtc',
      });
      const closed = await client.trading.closeAllPositions();
      expect(closed.map(({ symbol, status }) => [symbol, status])).to.deep.equal([
        ['AAPL', 200],
        ['BTCUSD', 403],
      ]);
      expect(exchange.journal.orders.slice(-2).map(({ outcome }) => outcome)).to.deep.equal([
        'ok',
        'refused',
      ]);
      await client.trading.closeAllPositions({ cancelOrders: true });
      expect(await positions.getAllOpenPositions()).to.have.length(0);
      const fills = await client.trading.accountActivities.getAccountActivitiesByActivityType({
        activityType: 'FILL',
      });
      expect(fills).to.have.length(exchange.journal.fills.length - fillsBefore);
    });

    let fillsBefore = 0;
    beforeEach(() => {
      fillsBefore = exchange.journal.fills.length;
    });

    it('refuses in the codes of Alpaca', async () => {
      const { orders, positions } = alpaca4(exchange, own()).trading;
      const market = (order: object) => refused(orders.market({ ...share, qty: 1, ...order }));
      expect(await market({ qty: 9000 })).to.deep.equal(['PermissionError', 403, 40310000]);
      expect(await market({ symbol: 'NONE' })).to.deep.equal(['ValidationError', 422, 42210000]);
      expect(await market({ qty: 0.001 })).to.deep.equal(['ValidationError', 422, 42210000]);
      expect(await market({ side: 'both' })).to.deep.equal(['ValidationError', 422, 40010001]);
      const crypto = { symbol: 'BTC/USD', side: 'sell', timeInForce: 'gtc' };
      expect(await market(crypto)).to.deep.equal(['PermissionError', 403, 40310000]);
      const none = 'a1fa0000-0000-4000-8000-999999999999';
      expect(await refused(orders.deleteOrderByOrderID({ orderId: none }))).to.deep.equal([
        'NotFoundError',
        404,
        40410000,
      ]);
      expect(
        await refused(positions.deleteOpenPosition({ symbolOrAssetId: 'AAPL' })),
      ).to.deep.equal(['NotFoundError', 404, 40410000]);
      expect(last(exchange.journal.orders)).to.include({ outcome: 'refused', code: 40410000 });
      const filled = await orders.market({ ...share, qty: 1 });
      expect(
        await refused(orders.deleteOrderByOrderID({ orderId: String(filled.id) })),
      ).to.deep.equal(['ValidationError', 422, 42210000]);
    });

    const faults: Array<[Fault, string, unknown, unknown]> = [
      [{ kind: 'reject' }, 'PermissionError', 403, 40310000],
      [{ kind: 'reject', code: 40110000 }, 'AuthError', 401, 40110000],
      [{ kind: 'rate-limit', retryAfterS: 7 }, 'RateLimitError', 429, 42910000],
      [{ kind: 'ban' }, 'RateLimitError', 429, 42910000],
      [{ kind: 'error' }, 'ApiError', 500, 50010000],
      [{ kind: 'error', status: 503 }, 'ApiError', 503, 50310000],
      [{ kind: 'hang' }, 'FetchError', undefined, undefined],
      // Not an error of the client's own: a body that breaks off fails as fetch fails it.
      [{ kind: 'truncate' }, 'TypeError', undefined, undefined],
    ];
    for (const [fault, ...expected] of faults) {
      const code = 'code' in fault ? ` ${fault.code}` : '';
      it(`fails orders by the fault ${fault.kind}${code} as ${expected[0]}`, async () => {
        const { orders } = alpaca4(exchange, own(), 300).trading;
        exchange.faults.set(fault);
        expect(await refused(orders.market({ ...share, qty: 1 }))).to.deep.equal(expected);
      });
    }

    it('is slow where a fault says so, and knows no stranger', async () => {
      exchange.faults.set({ kind: 'slow', ms: 60 });
      await alpaca4(exchange, own()).trading.orders.market({ ...share, qty: 1 });
      expect(last(exchange.journal.orders).handlingMs).to.be.at.least(55);
      const stranger = await fetch(`${exchange.url}/alpaca/v2/account`);
      expect([stranger.status, await stranger.json()]).to.deep.equal([
        401,
        { code: 40110000, message: 'request is not authorized' },
      ]);
    });

    it('tells of the orders of an account over its stream', async () => {
      const key = own();
      const { orders } = alpaca4(exchange, key).trading;
      const stream = tradingStream4(exchange, key);
      const told: Array<[string, string | undefined, string | undefined]> = [];
      stream.onTradeUpdate(({ event, qty, positionQty }) => told.push([event, qty, positionQty]));
      stream.subscribeTradeUpdates();
      const listening = new Promise((resolve) => stream.on('subscription', resolve));
      stream.connect();
      await listening;
      await orders.market({ ...share, qty: 600 });
      const resting = await orders.limit({ ...share, qty: 1, limitPrice: 100 });
      await orders.deleteOrderByOrderID({ orderId: String(resting.id) });
      await until(() => told.length === 5, 'the updates');
      expect(told).to.deep.equal([
        ['new', undefined, undefined],
        ['partial_fill', '500', '500'],
        ['fill', '100', '600'],
        ['new', undefined, undefined],
        ['canceled', undefined, undefined],
      ]);
      const stop = { symbol: 'AAPL', side: 'buy', qty: 8000, stopPrice: 155 } as const;
      await orders.stop(stop);
      exchange.prices.set('SOLUSDT', 156);
      await until(() => told.length === 7, 'the rejection');
      expect(told.at(-1)?.[0]).to.equal('rejected');
      expect(last(exchange.journal.of('connection'))).to.include({ channel: 'private' });
      stream.disconnect();
    });

    it('sends prices as MessagePack with the time of the event', async () => {
      exchange.faults.set({ kind: 'clock-skew', ms: -2500 });
      const stream = cryptoStream4(exchange);
      const told: string[] = [];
      const ages: number[] = [];
      stream.onTrade(({ symbol, price, timestamp }) => {
        ages.push(Date.now() - timestamp.getTime());
        told.push(`trade ${symbol} ${price}`);
      });
      stream.onQuote(({ bidPrice }) => told.push(`quote ${bidPrice}`));
      stream.onBar(({ close }) => told.push(`bar ${close}`));
      stream.subscribeForTrades(['BTC/USD']);
      stream.subscribeForQuotes(['BTC/USD']);
      stream.subscribeForBars(['BTC/USD']);
      const listening = new Promise((resolve) => stream.on('subscription', resolve));
      stream.connect();
      await listening;
      exchange.prices.set('BTCUSDT', 61_000);
      await until(() => told.length === 3, 'the prices');
      expect(told).to.deep.equal(['trade BTC/USD 61000', 'quote 61000', 'bar 61000']);
      expect(ages[0]).to.be.within(2400, 4000);
      const lost = new Promise<void>((resolve) => stream.onDisconnect(resolve));
      exchange.dropSockets();
      await lost;
      stream.disconnect();
    });

    it('tells what is left of a limit that starts anew with its window', async () => {
      let time = 120_000_000;
      const alpacaLimit = { requests: 3, windowS: 60 };
      const limited = await quietExchange({ now: () => time, alpacaLimit });
      const { account: accounts } = alpaca4(limited, 'limited').trading;
      await accounts.getAccount();
      expect(last(limited.journal.of('request')).headers).to.deep.equal({
        'x-ratelimit-limit': '3',
        'x-ratelimit-remaining': '2',
        'x-ratelimit-reset': '120060',
      });
      await accounts.getAccount();
      await accounts.getAccount();
      const refusal = await accounts.getAccount().catch((error: unknown) => error as ApiError);
      expect(refusal).to.be.instanceOf(ApiError);
      expect(refusal).to.deep.include({ status: 429, code: 42910000 });
      expect((refusal as ApiError).rateLimit).to.include({ limit: 3, remaining: 0 });
      time += 60_000;
      await accounts.getAccount();
      await limited.close();
    });
  });

  describe('with the client of the 3.x line', () => {
    it('takes, changes and cancels orders, and closes positions', async () => {
      const client = alpaca3(exchange, own());
      const day = { ...share, time_in_force: 'day' };
      await client.createOrder({ ...day, qty: 2, type: 'market' });
      const limit = { ...day, qty: 1, type: 'limit', limit_price: 140 };
      const { id } = await client.createOrder(limit);
      const changed = await client.replaceOrder(String(id), { limit_price: 139 });
      expect(changed).to.include({ limit_price: '139', replaces: id });
      await client.cancelOrder(String(changed['id']));
      await client.createOrder(limit);
      expect(await client.cancelAllOrders()).to.have.length(1);
      expect(await client.getOrders({ status: 'all' })).to.have.length(4);
      expect((await client.getPositions())[0]).to.include({ symbol: 'AAPL', qty: '2' });
      await client.closePosition('AAPL');
      expect(await client.closeAllPositions()).to.deep.equal([]);
      expect(await client.getAccountActivities({ activityTypes: 'FILL' })).to.have.length(2);
    });

    it('refuses with a body in the error of its HTTP client', async () => {
      const client = alpaca3(exchange, own());
      const order = { ...share, qty: 9000, type: 'market', time_in_force: 'day' };
      const error = await client.createOrder(order).catch((thrown: unknown) => thrown);
      const { response } = error as { response: { status: number; data: object } };
      expect(response.status).to.equal(403);
      expect(response.data).to.deep.equal({
        code: 40310000,
        message: 'insufficient buying power',
      });
    });

    it('tells of orders and prices over its streams', async () => {
      const client = alpaca3(exchange, own());
      const { trade_ws: orders, crypto_stream_v1beta3: prices } = client;
      const told: unknown[] = [];
      orders.onOrderUpdate(({ event }) => told.push(event));
      orders.onConnect(() => orders.subscribe(['trade_updates']));
      orders.connect();
      prices.onConnect(() => prices.subscribeForTrades(['BTC/USD']));
      prices.onCryptoTrade((trade) => told.push(trade));
      prices.connect();
      await until(() => {
        if (told.length === 0) exchange.prices.set('BTCUSDT', 61_000);
        return told.length > 0;
      }, 'a price');
      expect(told[0]).to.include({ Symbol: 'BTC/USD', Price: 61_000 });
      expect((told[0] as { Timestamp: unknown }).Timestamp).to.be.a('date');
      // The client does not say when the exchange has taken its subscription.
      while (!told.includes('fill')) {
        await client.createOrder({ ...share, qty: 1, type: 'market', time_in_force: 'day' });
      }
      orders.disconnect();
      prices.disconnect();
    });
  });
});
