import { expect } from 'chai';
import { accountIdOf, type PaperExchange } from '../../../examples/paper-exchange/index.js';
import { apiNode, binanceSpot, connector, type Loose, nodeBinanceApi } from './binance-clients.js';
import { last, quietExchange } from './support.js';

const working = {
  symbol: 'BTCUSDT',
  workingType: 'LIMIT',
  workingSide: 'BUY',
  workingPrice: 49000,
  workingQuantity: 0.1,
  workingTimeInForce: 'GTC',
};

describe('paper exchange, order lists', () => {
  let exchange: PaperExchange;

  beforeEach(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', '50000');
  });

  afterEach(() => exchange.close());

  const statuses = async () => {
    const orders = await apiNode(exchange).allOrders({ symbol: 'BTCUSDT' });
    return orders.map(({ type, status }: Loose) => [type, status]);
  };
  const locked = (asset: string) =>
    exchange.accounts
      .all()
      .find(({ id }) => id === accountIdOf('key-1'))
      ?.spot.balance(asset)
      .locked.toFixed();

  it('holds the money of an OCO once, and ends one order when the other trades', async () => {
    const response = await binanceSpot(exchange).orderListOco({
      symbol: 'BTCUSDT',
      side: 'SELL',
      quantity: 1,
      aboveType: 'LIMIT_MAKER',
      abovePrice: 52000,
      belowType: 'STOP_LOSS',
      belowStopPrice: 48000,
    });
    const list = await response.data();
    expect(list).to.include({ contingencyType: 'OCO', listOrderStatus: 'EXECUTING' });
    expect(list.orderReports).to.have.length(2);
    expect(locked('BTC')).to.equal('1');
    exchange.prices.set('BTCUSDT', '52000');
    expect(await statuses()).to.deep.equal([
      ['LIMIT_MAKER', 'FILLED'],
      ['STOP_LOSS', 'EXPIRED'],
    ]);
    expect(locked('BTC')).to.equal('0');
    expect(exchange.journal.fills).to.have.length(1);
  });

  it('ends the limit of an OCO when its stop is triggered', async () => {
    const client = nodeBinanceApi(exchange);
    await client.ocoOrder('SELL', 'BTCUSDT', 1, {
      aboveType: 'LIMIT_MAKER',
      abovePrice: 52000,
      belowType: 'STOP_LOSS_LIMIT',
      belowStopPrice: 48000,
      belowPrice: 47900,
      belowTimeInForce: 'GTC',
    });
    exchange.prices.set('BTCUSDT', '48000');
    expect(await statuses()).to.deep.equal([
      ['LIMIT_MAKER', 'EXPIRED'],
      ['STOP_LOSS_LIMIT', 'FILLED'],
    ]);
    expect(last(exchange.journal.fills)).to.include({ price: '48000' });
    expect(locked('BTC')).to.equal('0');
  });

  it('takes the old OCO, cancels it as a whole, and enters each of its orders', async () => {
    const client = apiNode(exchange);
    const list = await client.orderOco({
      symbol: 'BTCUSDT',
      side: 'SELL',
      quantity: '0.1',
      price: '52000',
      stopPrice: '48000',
      stopLimitPrice: '47900',
      stopLimitTimeInForce: 'GTC',
    });
    const { orderListId } = list;
    expect(
      exchange.journal.orders.map(({ type, operation, orderId }) => [type, operation, orderId]),
    ).to.deep.equal([
      ['LIMIT_MAKER', 'create', list.orderReports[0].orderId],
      ['STOP_LOSS_LIMIT', 'create', list.orderReports[1].orderId],
    ]);
    await connector(exchange).cancelOCOOrder('BTCUSDT', { orderListId });
    expect(await statuses()).to.deep.equal([
      ['LIMIT_MAKER', 'CANCELED'],
      ['STOP_LOSS_LIMIT', 'CANCELED'],
    ]);
    expect(locked('BTC')).to.equal('0');
    expect(await client.openOrders({})).to.be.empty;
  });

  it('places nothing of a list of which an order is refused', async () => {
    const client = connector(exchange);
    const refused = client.newOCOOrder('BTCUSDT', 'SELL', 0.1, 'LIMIT_MAKER', 'STOP_LOSS', {
      abovePrice: 52000,
      belowStopPrice: 51000,
    });
    const code = await refused.catch(({ response }: Loose) => response.data.code);
    expect(code).to.equal(-2010);
    expect(await statuses()).to.be.empty;
    expect(locked('BTC')).to.equal('0');
  });

  it('places what an OTO pends once its working order is filled', async () => {
    const client = binanceSpot(exchange);
    await client.orderListOto({
      ...working,
      pendingType: 'LIMIT',
      pendingSide: 'SELL',
      pendingPrice: 51000,
      pendingQuantity: 0.05,
      pendingTimeInForce: 'GTC',
    });
    expect(await statuses()).to.deep.equal([
      ['LIMIT', 'NEW'],
      ['LIMIT', 'PENDING_NEW'],
    ]);
    expect(locked('BTC')).to.equal('0');
    exchange.prices.set('BTCUSDT', '49000');
    expect(locked('BTC')).to.equal('0.05');
    exchange.prices.set('BTCUSDT', '51000');
    expect(exchange.journal.fills.map(({ side, qty }) => [side, qty])).to.deep.equal([
      ['BUY', '0.1'],
      ['SELL', '0.05'],
    ]);
  });

  it('follows a filled order with an OCO, and forgets it with a canceled one', async () => {
    const client = binanceSpot(exchange);
    const otoco = {
      ...working,
      pendingSide: 'SELL',
      pendingQuantity: 0.05,
      pendingAboveType: 'LIMIT_MAKER',
      pendingAbovePrice: 51000,
      pendingBelowType: 'STOP_LOSS',
      pendingBelowStopPrice: 48000,
    };
    await client.orderListOtoco(otoco);
    exchange.prices.set('BTCUSDT', '49000');
    exchange.prices.set('BTCUSDT', '48000');
    const triggered = [
      ['LIMIT', 'FILLED'],
      ['LIMIT_MAKER', 'EXPIRED'],
      ['STOP_LOSS', 'FILLED'],
    ];
    expect(await statuses()).to.deep.equal(triggered);

    exchange.prices.set('BTCUSDT', '50000');
    const response = await client.orderListOtoco(otoco);
    const [first] = (await response.data()).orders;
    await client.deleteOrder({ symbol: 'BTCUSDT', orderId: Number(first.orderId) });
    expect(await statuses()).to.deep.equal([
      ...triggered,
      ['LIMIT', 'CANCELED'],
      ['LIMIT_MAKER', 'CANCELED'],
      ['STOP_LOSS', 'CANCELED'],
    ]);
  });

  it('sells what an OPO bought, less its commission', async () => {
    await binanceSpot(exchange).orderListOpo({
      ...working,
      pendingType: 'LIMIT',
      pendingSide: 'SELL',
      pendingPrice: 51000,
      pendingTimeInForce: 'GTC',
    });
    exchange.prices.set('BTCUSDT', '49000');
    exchange.prices.set('BTCUSDT', '51000');
    expect(last(exchange.journal.fills)).to.include({ side: 'SELL', qty: '0.099' });
  });
});
