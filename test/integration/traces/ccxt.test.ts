import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { ORDER_ATTRIBUTES } from '../../../lib/traces/attributes.js';
import { ORDER_SPANS } from '../../../lib/traces/spans.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { secretsIn } from '../support/canaries.js';
import { DrivenBot, given } from '../support/driven-bot.js';
import type { Span } from './traced.js';
import { CLIENT, ERROR, INTERNAL, Traces } from './traced.js';

const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';
const MARKET = [SPOT, 'market', 'buy', 0.01] as const;
const ORDER = {
  'genesis.order.exchange': 'binance',
  'genesis.order.symbol': SPOT,
  'genesis.order.side': 'buy',
  'genesis.order.type': 'market',
};
const PLACED = { 'genesis.order.outcome': 'success', 'genesis.order.retries': 0 };

/** Without what takes as long as it takes. */
function timeless({ attributes }: Span): Record<string, unknown> {
  const { 'genesis.order.throttle_wait': wait, ...others } = attributes;
  expect(wait).to.be.within(0, 5);
  return others;
}

describe('the spans of ccxt orders', () => {
  let exchange: PaperExchange;
  let traces: Traces;
  let bot: DrivenBot;

  before(async () => {
    exchange = await quietExchange({ spotBalances: { USDT: '1000000', BTC: '10' } });
    exchange.prices.set('BTCUSDT', '50000');
    traces = await Traces.start();
    bot = await DrivenBot.start('traced/ccxt.cjs', { url: exchange.url, env: traces.env() });
    for (const on of ['spot', 'usdm', 'patient', 'slow']) given(await bot.call(on, 'loadMarkets'));
  });

  beforeEach(() => traces.forget());

  afterEach(() => exchange.faults.clear());

  after(async () => {
    const ending = await bot.end();
    await exchange.close();
    await traces.stop();
    expect(ending.code).to.equal(0);
  });

  it('are one for an order, with its HTTP call below it, in the trace of the bot’s own span', async () => {
    given(await bot.call('strategy', 'decide', 'spot', 'createOrder', ...MARKET));
    const [order] = (await traces.named('order create')) as [Span];
    const [own] = (await traces.named('decide')) as [Span];
    const [http] = (await traces.named('POST')) as [Span];
    expect(order).to.include({ kind: CLIENT, scope: 'genesis-otel/ccxt' });
    expect(order.parentSpanId).to.equal(own.spanId);
    expect(http.parentSpanId).to.equal(order.spanId);
    expect([order.traceId, http.traceId]).to.deep.equal([own.traceId, own.traceId]);
    expect(timeless(order)).to.deep.equal({ ...ORDER, ...PLACED });
    expect(order.status?.code).to.equal(0);
    expect(http.attributes['url.full']).to.equal(`${exchange.url}/api/v3/order`);
  });

  it('are one for calls that call each other, and for an edit that is two requests', async () => {
    given(await bot.call('spot', 'createMarketBuyOrder', SPOT, 0.01));
    const resting = given<{ id: string }>(
      await bot.call('usdm', 'createLimitBuyOrder', SWAP, 0.01, 40_000),
    );
    given(await bot.call('usdm', 'editOrder', resting.id, SWAP, 'limit', 'buy', 0.01, 41_000));
    await traces.named('order edit');
    const names = traces.spans().filter(({ name }) => name.startsWith('order '));
    expect(names.map(({ name }) => name)).to.have.members([
      'order create',
      'order create',
      'order edit',
      'order fill',
    ]);
  });

  it('tell a refusal by its class, and nothing in words', async () => {
    const refused = await bot.call('spot', 'createOrder', SPOT, 'market', 'buy', 900);
    expect(refused.ok).to.equal(false);
    const [order] = (await traces.named('order create')) as [Span];
    expect(timeless(order)).to.deep.equal({
      ...ORDER,
      'genesis.order.outcome': 'failure',
      'genesis.order.error_type': 'insufficient_funds',
      'genesis.order.retries': 0,
    });
    expect(order.status).to.deep.equal({ code: ERROR, message: '' });
    expect(order.events).to.deep.equal([]);
    expect(traces.text()).not.to.contain('insufficient balance');
  });

  it('tell of an order that never left', async () => {
    await bot.call('spot', 'createOrder', 'NOPE/USDT', 'market', 'buy', 1);
    const [order] = (await traces.named('order create')) as [Span];
    expect(order.attributes).to.include({
      'genesis.order.outcome': 'failure',
      'genesis.order.error_type': 'invalid_symbol',
    });
    expect(traces.spans().filter(({ name }) => name === 'POST')).to.be.empty;
  });

  it('tell the wait for the client’s own rate limiter', async () => {
    given(await bot.call('slow', 'createOrder', ...MARKET));
    await bot.calls([1, 2].map(() => ({ on: 'slow', method: 'createOrder', args: MARKET })));
    const spans = await traces.named('order create', 3);
    const waits = spans.map(({ attributes }) => Number(attributes['genesis.order.throttle_wait']));
    expect(Math.max(...waits)).to.be.within(0.1, 5);
  });

  it('tell how often the client tried again', async () => {
    exchange.faults.set({ kind: 'error', status: 503, count: 1 });
    given(await bot.call('patient', 'createOrder', ...MARKET));
    const [order] = (await traces.named('order create')) as [Span];
    expect(order.attributes).to.include({
      'genesis.order.outcome': 'success',
      'genesis.order.retries': 1,
    });
    expect(await traces.named('POST', 2)).to.have.length(2);
  });

  it('of a batch are one for the call and one for each of its orders', async () => {
    const batch = [
      { symbol: SWAP, type: 'market', side: 'buy', amount: 0.01 },
      { symbol: SWAP, type: 'limit', side: 'sell', amount: 900, price: 900_000 },
    ];
    given(await bot.call('usdm', 'createOrders', batch));
    const [call] = (await traces.named('order create_batch')) as [Span];
    const orders = await traces.named('order create', 2);
    const [http] = (await traces.named('POST')) as [Span];
    expect(http.parentSpanId).to.equal(call.spanId);
    expect(timeless(call)).to.deep.equal({
      'genesis.order.exchange': 'binanceusdm',
      'genesis.order.count': 2,
      'genesis.order.outcome': 'failure',
      'genesis.order.error_type': 'rejected',
      'genesis.order.retries': 0,
    });
    for (const order of orders) {
      expect(order).to.include({ parentSpanId: call.spanId, kind: CLIENT });
    }
    const told = orders.map(({ attributes }) => [
      attributes['genesis.order.side'],
      attributes['genesis.order.type'],
      attributes['genesis.order.outcome'],
    ]);
    expect(told).to.have.deep.members([
      ['buy', 'market', 'success'],
      ['sell', 'limit', 'failure'],
    ]);
  });

  it('hold no order id, but where the bot’s owner wants them to', async () => {
    const more = { GENESIS_TRACE_ORDER_IDS: 'true' };
    const showing = await DrivenBot.start('traced/ccxt.cjs', {
      url: exchange.url,
      env: traces.env(more),
    });
    const { id } = given<{ id: string }>(await showing.call('spot', 'createOrder', ...MARKET));
    const [order] = (await traces.named('order create')) as [Span];
    const [fill] = (await traces.named('order fill')) as [Span];
    expect([
      order.attributes['genesis.order.id'],
      fill.attributes['genesis.order.id'],
    ]).to.deep.equal([id, id]);
    await showing.end();
    traces.forget();
    given(await bot.call('spot', 'createOrder', ...MARKET));
    await traces.named('order fill');
    const said = JSON.stringify(traces.spans().map(({ name, attributes }) => [name, attributes]));
    for (const { orderId } of exchange.journal.orders) expect(said).not.to.contain(`"${orderId}"`);
  });

  it('are one for a cancellation', async () => {
    const order = given<{ id: string }>(
      await bot.call('spot', 'createLimitBuyOrder', SPOT, 0.01, 40_000),
    );
    given(await bot.call('spot', 'cancelOrder', order.id, SPOT));
    const [cancel] = (await traces.named('order cancel')) as [Span];
    expect(timeless(cancel)).to.deep.equal({ 'genesis.order.exchange': 'binance', ...PLACED });
  });

  it('end with the acknowledgement of an order over WebSocket', async () => {
    given(await bot.call('spot', 'createOrderWs', ...MARKET));
    const [order] = (await traces.named('order create')) as [Span];
    expect(timeless(order)).to.deep.equal({ ...ORDER, ...PLACED });
  });

  it('are linked to the fills that the answer tells', async () => {
    given(await bot.call('spot', 'createOrder', ...MARKET));
    const [order] = (await traces.named('order create')) as [Span];
    const [fill] = (await traces.named('order fill')) as [Span];
    expect(fill).to.include({ kind: INTERNAL, traceId: order.traceId, parentSpanId: order.spanId });
    expect(fill.links.map(({ spanId }) => spanId)).to.deep.equal([order.spanId]);
    expect(fill.attributes).to.deep.equal({
      'genesis.order.exchange': 'binance',
      'genesis.order.symbol': SPOT,
      'genesis.order.side': 'buy',
    });
  });

  it('are linked to the fills that come later, over the account’s stream', async () => {
    given(await bot.call('strategy', 'follow', 'usdm'));
    const resting = given<{ id: string }>(
      await bot.call('usdm', 'createLimitBuyOrder', SWAP, 0.02, 49_000),
    );
    expect(resting.id).not.to.equal('');
    const [order] = (await traces.named('order create')) as [Span];
    expect(traces.spans().filter(({ name }) => name === 'order fill')).to.be.empty;
    exchange.prices.set('BTCUSDT', '48900');
    const [fill] = (await traces.named('order fill')) as [Span];
    expect(fill.links.map(({ spanId }) => spanId)).to.deep.equal([order.spanId]);
  });

  it('hold what is declared of them, and nothing else', () => {
    const ours = traces.all().filter(({ scope }) => scope === 'genesis-otel/ccxt');
    expect(new Set(ours.map(({ name }) => name))).to.include.keys(
      'order create',
      'order create_batch',
      'order edit',
      'order cancel',
      'order fill',
    );
    for (const { name, attributes } of ours) {
      const definition = ORDER_SPANS.find(({ names }) => names.includes(name));
      const allowed = [...(definition?.attributes ?? []), ...(definition?.optional ?? [])];
      expect(allowed.map((key) => ORDER_ATTRIBUTES[key].name)).to.include.members(
        Object.keys(attributes),
      );
    }
  });

  it('hold no secret and no query', () => {
    const owner = exchange.accounts.all()[0];
    expect(secretsIn(traces.text(), { listenKey: owner?.listenKey ?? 'none' })).to.deep.equal([]);
    expect(secretsIn(bot.stderr)).to.deep.equal([]);
    for (const word of ['signature', 'timestamp=', 'apiKey']) {
      expect(traces.text()).not.to.contain(word);
    }
  });
});
