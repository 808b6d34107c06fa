import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { apiNode, binanceSpot, nodeBinanceApi, siebly } from './binance-clients.js';
import { last, quietExchange } from './support.js';

/** The code of what the exchange refused last. */
const lastCode = (exchange: PaperExchange) => last(exchange.journal.orders).code;

async function isRefused(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => false,
    () => true,
  );
}

describe('paper exchange, stop orders on spot', () => {
  let exchange: PaperExchange;

  beforeEach(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', '50000');
  });

  afterEach(() => exchange.close());

  it('has a stop wait, holding its money, until the price is there', async () => {
    const { main } = siebly(exchange);
    const order = await main.submitNewOrder({
      symbol: 'BTCUSDT',
      side: 'SELL',
      type: 'STOP_LOSS_LIMIT',
      timeInForce: 'GTC',
      quantity: 0.1,
      price: 48900,
      stopPrice: 49000,
      newOrderRespType: 'RESULT',
    });
    expect(order).to.include({
      status: 'NEW',
      type: 'STOP_LOSS_LIMIT',
      stopPrice: '49000.00000000',
    });
    exchange.prices.set('BTCUSDT', '49000.01');
    expect(exchange.journal.fills).to.be.empty;

    exchange.prices.set('BTCUSDT', '48950');
    expect(last(exchange.journal.fills)).to.include({ price: '48950', qty: '0.1', maker: false });
    const queried = await main.getOrder({ symbol: 'BTCUSDT', orderId: order.orderId });
    expect(queried).to.include({ status: 'FILLED', type: 'STOP_LOSS_LIMIT' });
  });

  it('triggers each kind from the side it waits for', async () => {
    const client = nodeBinanceApi(exchange);
    const place = (type: string, side: string, stopPrice: number) =>
      client.order(type, side, 'BTCUSDT', 0.01, 0, { stopPrice });
    await place('STOP_LOSS', 'BUY', 51000);
    await place('TAKE_PROFIT', 'BUY', 49000);
    await place('TAKE_PROFIT', 'SELL', 52000);
    exchange.prices.set('BTCUSDT', '51000');
    exchange.prices.set('BTCUSDT', '52000');
    exchange.prices.set('BTCUSDT', '49000');
    expect(exchange.journal.fills.map(({ side, price }) => [side, price])).to.deep.equal([
      ['BUY', '51000'],
      ['SELL', '52000'],
      ['BUY', '49000'],
    ]);
  });

  it('refuses a stop that the price has already passed, and expires one that cannot be paid', async () => {
    const client = apiNode(exchange);
    const stop = (quantity: string, stopPrice: string) =>
      client.order({
        symbol: 'BTCUSDT',
        side: 'BUY',
        type: 'STOP_LOSS',
        quantity,
        stopPrice,
      }) as Promise<{ orderId: number }>;
    expect(await isRefused(stop('0.1', '49999'))).to.equal(true);
    expect(lastCode(exchange)).to.equal(-2010);

    const { orderId } = await stop('3', '51000');
    exchange.prices.set('BTCUSDT', '51000');
    const order = await client.getOrder({ symbol: 'BTCUSDT', orderId });
    expect(order).to.include({ status: 'EXPIRED', executedQty: '0.00000000' });
  });

  it('amends an order to fewer and keeps its number', async () => {
    const { main } = siebly(exchange);
    const placed = await main.submitNewOrder({
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: 0.2,
      price: 40000,
    });
    const amend = (newQty: number) =>
      binanceSpot(exchange).orderAmendKeepPriority({
        symbol: 'BTCUSDT',
        orderId: placed.orderId,
        newQty,
      });
    const { amendedOrder } = await (await amend(0.1)).data();
    expect(amendedOrder).to.include({ orderId: placed.orderId, qty: '0.10000000' });
    expect(last(exchange.journal.orders)).to.include({
      operation: 'edit',
      orderId: placed.orderId,
    });
    expect(await isRefused(amend(0.3))).to.equal(true);
    expect(lastCode(exchange)).to.equal(-2038);
  });
});

describe('paper exchange, conditional orders on USD-M', () => {
  let exchange: PaperExchange;

  beforeEach(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', '50000');
  });

  afterEach(() => exchange.close());

  it('keeps a conditional order apart from the order it places', async () => {
    const client = nodeBinanceApi(exchange);
    await client.futuresMarketBuy('BTCUSDT', 0.2);
    const algo = await client.futuresOrder('STOP_MARKET', 'SELL', 'BTCUSDT', 0.1, undefined, {
      stopPrice: 49000,
      reduceOnly: true,
    });
    expect(algo).to.include({ algoStatus: 'NEW', orderType: 'STOP_MARKET', triggerPrice: '49000' });
    exchange.prices.set('BTCUSDT', '49000');
    const fill = last(exchange.journal.fills);
    expect(fill).to.include({ price: '49000', qty: '0.1', realized: '-100' });
    const done = await client.futuresAlgoOrderStatus('BTCUSDT', { algoId: algo.algoId });
    expect(done).to.include({ algoStatus: 'TRIGGERED', actualOrderId: String(fill.orderId) });
  });

  it('closes the whole position where asked to, and cancels what waits', async () => {
    const client = apiNode(exchange);
    await client.futuresOrder({
      symbol: 'BTCUSDT',
      side: 'SELL',
      type: 'MARKET',
      quantity: '0.3',
    });
    const exit = (type: string, stopPrice: string) =>
      client.futuresOrder({
        symbol: 'BTCUSDT',
        side: 'BUY',
        type,
        stopPrice,
        closePosition: 'true',
      });
    const stop = await exit('STOP_MARKET', '52000');
    await exit('TAKE_PROFIT_MARKET', '48000');
    await client.futuresCancelOrder({
      symbol: 'BTCUSDT',
      algoId: stop.algoId,
      conditional: true,
    });
    exchange.prices.set('BTCUSDT', '48000');
    expect(last(exchange.journal.fills)).to.include({ qty: '0.3', realized: '600' });
    expect(await client.futuresOpenOrders({ conditional: true })).to.be.empty;
  });

  it('sends stop kinds to the service that has them', async () => {
    const { usdm } = siebly(exchange);
    const order = { symbol: 'BTCUSDT', side: 'SELL', type: 'STOP_MARKET', quantity: 0.1 };
    expect(await isRefused(usdm.submitNewOrder(order))).to.equal(true);
    expect(lastCode(exchange)).to.equal(-4120);
    const algo = { ...order, algoType: 'CONDITIONAL', triggerPrice: 49000 };
    expect(await usdm.submitNewAlgoOrder(algo)).to.include({ algoStatus: 'NEW' });
    const passed = { ...algo, triggerPrice: 51000 };
    expect(await isRefused(usdm.submitNewAlgoOrder(passed))).to.equal(true);
    expect(lastCode(exchange)).to.equal(-2021);
  });

  it('serves a Portfolio Margin account on the same wallet', async () => {
    const { portfolio, usdm } = siebly(exchange);
    const order = await portfolio.submitNewUMOrder({
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'MARKET',
      quantity: 0.1,
      newOrderRespType: 'RESULT',
    });
    expect(order).to.include({ status: 'FILLED', avgPrice: '50000' });
    const conditional = await portfolio.submitNewUMConditionalOrder({
      symbol: 'BTCUSDT',
      side: 'SELL',
      strategyType: 'STOP_MARKET',
      quantity: 0.1,
      stopPrice: 49500,
    });
    expect(conditional).to.include({ strategyStatus: 'NEW', strategyType: 'STOP_MARKET' });
    const [held] = (await usdm.getPositionsV3()) as Array<{ positionAmt: string }>;
    expect(held?.positionAmt).to.equal('0.1');
    exchange.prices.set('BTCUSDT', '49500');
    expect(last(exchange.journal.fills)).to.include({ realized: '-50' });
    expect(await usdm.getPositionsV3()).to.be.empty;
    const spot = await portfolio.submitNewMarginOrder({
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'MARKET',
      quantity: 0.1,
    });
    expect(spot).to.include({ status: 'FILLED', isIsolated: false });
    expect(last(exchange.journal.fills)).to.include({ venue: 'spot' });
  });

  it('modifies and cancels in batches, and cancels all when a countdown ends', async () => {
    const { usdm } = siebly(exchange);
    const limit = (price: string) => ({
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: '0.1',
      price,
    });
    const placed = await usdm.submitMultipleOrders([limit('40000'), limit('40001')]);
    const [first, second] = placed.map(({ orderId }: { orderId: number }) => orderId);
    const change = (orderId: number) => ({ ...limit('41000'), orderId });
    const modified = await usdm.modifyMultipleOrders([change(first), change(77)]);
    expect(modified[0]).to.include({ orderId: first, price: '41000' });
    expect(modified[1]).to.include({ code: -2011 });
    const outcomes = (count: number) =>
      exchange.journal.orders.slice(-count).map(({ operation, outcome }) => [operation, outcome]);
    expect(outcomes(2)).to.deep.equal([
      ['edit', 'ok'],
      ['edit', 'refused'],
    ]);
    await usdm.cancelMultipleOrders({ symbol: 'BTCUSDT', orderIdList: [second, 78] });
    expect(outcomes(2)).to.deep.equal([
      ['cancel', 'ok'],
      ['cancel', 'refused'],
    ]);

    await usdm.setCancelOrdersOnTimeout({ symbol: 'BTCUSDT', countdownTime: 5 });
    const open = () => usdm.getAllOpenOrders({ symbol: 'BTCUSDT' }) as Promise<unknown[]>;
    while ((await open()).length > 0);
    const order = await usdm.getOrder({ symbol: 'BTCUSDT', orderId: first });
    expect(order).to.include({ status: 'CANCELED' });
  });
});
