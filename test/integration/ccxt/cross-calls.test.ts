import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { pick } from '../../support/series.js';
import type { Bench } from './support.js';
import { added, setUp } from './support.js';
import type { WordsServer } from './words-server.js';
import { startWordsServer, urlsAt } from './words-server.js';

const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';
const ONE = { orders: 1, failed: 0, measured: 1 };
const NONE = { orders: 0, failed: 0, measured: 0 };

/** What the tests call; ccxt's classes differ in their types. */
interface Client {
  urls: Record<string, unknown>;
  setMarkets(markets: readonly object[]): unknown;
  loadMarkets(): Promise<unknown>;
  createOrder(...args: readonly unknown[]): Promise<{ readonly id?: string }>;
  createOrders(orders: readonly object[]): Promise<unknown>;
  editOrder(...args: readonly unknown[]): Promise<unknown>;
  cancelOrder(...args: readonly unknown[]): Promise<unknown>;
  cancelOrders(...args: readonly unknown[]): Promise<unknown>;
  closePosition(...args: readonly unknown[]): Promise<unknown>;
}
type ClientClass = new (options?: object) => Client;

/** Counts the calls of a method that the outer one makes of the same object. */
function spy(client: Client, name: keyof Client): { calls: number } {
  const seen = { calls: 0 };
  const original = client[name] as (...args: unknown[]) => unknown;
  Object.defineProperty(client, name, {
    value(this: unknown, ...args: unknown[]) {
      seen.calls += 1;
      return Reflect.apply(original, this, args);
    },
  });
  return seen;
}

describe('ccxt classes that place one order by another order method', () => {
  let bench: Bench;
  let server: WordsServer | undefined;

  before(async () => {
    bench = await setUp();
    bench.exchange.prices.set('BTCUSDT', '60000');
  });
  after(() => bench.close());
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  function clientAt(url: string, name: string, options: object = {}): Client {
    const Class = (bench.ccxt as unknown as Record<string, ClientClass>)[name] as ClientClass;
    return made(Class, url, options);
  }

  function made(Class: ClientClass, url: string, options: object): Client {
    const api = urlsAt(url, new Class().urls['api']);
    return new Class({
      ...{ apiKey: 'key', secret: 'secret', password: 'word', rateLimit: 1 },
      ...{ urls: { api }, has: { fetchCurrencies: false } },
      ...options,
    });
  }

  const errors = async (operation: string): Promise<number> =>
    Object.entries(pick(await bench.read(), 'genesis_order_errors_total'))
      .filter(([key]) => key.includes(`operation="${operation}"`))
      .reduce((sum, [, value]) => sum + value, 0);

  const placed = (): number =>
    bench.exchange.journal.orders.filter(
      ({ operation, outcome }) => operation === 'create' && outcome === 'ok',
    ).length;

  it('gate closes a position by an order: one, of operation close', async () => {
    const gate = clientAt(bench.exchange.url, 'gate', {
      options: {
        fetchMarkets: { types: ['swap'] },
        swap: { fetchMarkets: { settlementCurrencies: ['usdt'] } },
      },
    });
    await gate.loadMarkets();
    await gate.createOrder(SWAP, 'market', 'buy', 100);
    const before = placed();
    const inner = spy(gate, 'createOrder');
    expect(await added(bench, () => gate.closePosition(SWAP, 'long'))).to.deep.equal(ONE);
    expect(inner.calls).to.equal(1);
    expect(placed() - before).to.equal(1);
    const orders = Object.keys(pick(await bench.read(), 'genesis_orders_total'));
    expect(orders.join()).to.contain(`exchange="gate",symbol="${SWAP}",side="sell",type="market"`);
  });

  it('coinbase turns a reduce-only order into the closing of a position', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const secret = privateKey.export({ type: 'sec1', format: 'pem' });
    const coinbase = clientAt(bench.exchange.url, 'coinbase', { secret });
    await coinbase.loadMarkets();
    const inner = spy(coinbase, 'closePosition');
    const params = { reduceOnly: true, clientOrderId: 'closing' };
    const place = (): Promise<unknown> =>
      coinbase.createOrder('BTC/USDC:USDC', 'market', 'sell', 1, undefined, params).catch(() => {});
    const before = await errors('create');
    expect(await added(bench, place)).to.deep.equal({ orders: 1, failed: 1, measured: 1 });
    expect(inner.calls).to.equal(1);
    expect(bench.exchange.journal.orders.at(-1)).to.include({ outcome: 'refused' });
    // There is no position to close: one failure, of the operation that the bot called.
    expect((await errors('create')) - before).to.equal(1);
    expect(await errors('close')).to.equal(0);
  });

  it('okx cancels a trigger order as a batch of one', async () => {
    const okx = clientAt(bench.exchange.url, 'okx', {
      options: { fetchMarkets: { types: ['spot'] } },
    });
    await okx.loadMarkets();
    const inner = spy(okx, 'cancelOrders');
    const before = await errors('cancel');
    const cancel = (): Promise<unknown> =>
      okx.cancelOrder('1', SPOT, { trigger: true }).catch(() => {});
    expect(await added(bench, cancel)).to.deep.equal(NONE);
    expect(inner.calls).to.equal(1);
    // The paper exchange has no trigger orders: it failed, once.
    expect((await errors('cancel')) - before).to.equal(1);
  });

  it('hyperliquid places, edits and cancels one order as a batch of one', async () => {
    const resting = {
      status: 'ok',
      response: { type: 'order', data: { statuses: [{ resting: { oid: 7 } }] } },
    };
    const cancelled = {
      status: 'ok',
      response: { type: 'cancel', data: { statuses: ['success'] } },
    };
    server = await startWordsServer({
      'POST /exchange': ({ action }: { action: { type: string } }) =>
        action.type === 'cancel' ? cancelled : resting,
      'POST /info': {},
    });
    const hyperliquid = clientAt(server.url, 'hyperliquid', {
      ...{ walletAddress: `0x${'1'.repeat(40)}`, privateKey: `0x${'2'.repeat(64)}` },
      options: { builderFee: false },
    });
    hyperliquid.setMarkets([hyperliquidMarket()]);
    const [creates, edits, cancels] = [
      spy(hyperliquid, 'createOrders'),
      spy(hyperliquid, 'editOrders' as keyof Client),
      spy(hyperliquid, 'cancelOrders'),
    ];
    const symbol = 'BTC/USDC:USDC';
    const place = () => hyperliquid.createOrder(symbol, 'limit', 'buy', 0.01, 50_000);
    expect(await added(bench, place)).to.deep.equal(ONE);
    const edit = () => hyperliquid.editOrder('7', symbol, 'limit', 'buy', 0.01, 51_000);
    expect(await added(bench, edit)).to.deep.equal(ONE);
    expect(await added(bench, () => hyperliquid.cancelOrder('7', symbol))).to.deep.equal(NONE);
    expect([creates.calls, edits.calls, cancels.calls]).to.deep.equal([1, 1, 1]);
    expect(server.asked.filter((line) => line === 'POST /exchange')).to.have.lengthOf.at.least(3);
  });

  it('a prediction market’s order counts once, under its outcome, and so does its edit', async () => {
    server = await startWordsServer({
      'GET /trade-api/v2/markets/FED': {
        market: { ticker: 'FED', event_ticker: 'RATES', status: 'active' },
      },
      'POST /trade-api/v2/portfolio/events/orders': {
        order_id: 'o-1',
        fill_count: '0',
        remaining_count: '5',
      },
      'DELETE /trade-api/v2/portfolio': { order_id: 'o-1', reduced_by: '5' },
    });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { kalshi } = bench.ccxt.prediction as unknown as Record<'kalshi', ClientClass>;
    const client = made(kalshi, server.url, {
      privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }),
    });
    const place = () => client.createOrder('FED', 'limit', 'buy', 5, 0.4);
    expect(await added(bench, place)).to.deep.equal(ONE);
    const cancels = spy(client, 'cancelOrder');
    const edit = () => client.editOrder('o-1', 'FED', 'limit', 'buy', 5, 0.5);
    expect(await added(bench, edit)).to.deep.equal(ONE);
    expect(cancels.calls).to.equal(1);
    const keys = Object.keys(pick(await bench.read(), 'genesis_orders_total')).join('\n');
    expect(keys).to.match(/exchange="kalshi",symbol="[A-Z_]+:YES",side="buy",type="limit"/);
    const bad = () => client.createOrder('FED', 'market', 'buy', 5).catch(() => {});
    expect(await added(bench, bad)).to.deep.equal({ orders: 1, failed: 1, measured: 0 });
  });
});

function hyperliquidMarket(): object {
  return {
    ...{ id: '0', symbol: 'BTC/USDC:USDC', base: 'BTC', quote: 'USDC', settle: 'USDC' },
    ...{ baseId: '0', quoteId: 'USDC', settleId: 'USDC', type: 'swap', active: true },
    ...{ spot: false, swap: true, future: false, option: false, contract: true, linear: true },
    ...{ precision: { amount: 1e-5, price: 1 }, limits: {}, info: { maxLeverage: '40' } },
  };
}
