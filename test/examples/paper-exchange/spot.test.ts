import { expect } from 'chai';
import { accountIdOf, type PaperExchange } from '../../../examples/paper-exchange/index.js';
import { failure, idOf, last, quietExchange, type Spot, spotClient } from './support.js';

describe('paper exchange, spot over REST', () => {
  let exchange: PaperExchange;
  let client: Spot;

  before(async () => {
    exchange = await quietExchange();
    client = spotClient(exchange);
    await client.loadMarkets();
  });

  after(async () => {
    await client.close();
    await exchange.close();
  });

  it('lists its symbols with the filters ccxt reads', () => {
    expect(Object.keys(client.markets ?? {})).to.have.members(['BTC/USDT', 'ETH/USDT', 'SOL/USDT']);
    const market = client.market('BTC/USDT');
    expect(market?.precision).to.include({ amount: 0.001, price: 0.01 });
    expect(market?.limits.cost?.min).to.equal(5);
  });

  it('fills a market order at the current price and books it with its commission', async () => {
    exchange.prices.set('BTCUSDT', '50000');
    const own = spotClient(exchange, { apiKey: 'market-order' });
    own.setMarkets(client.markets);
    const order = await own.createOrder('BTC/USDT', 'market', 'buy', 0.1);
    expect(order).to.include({ status: 'closed', filled: 0.1, average: 50000, cost: 5000 });
    expect(order.trades).to.have.length(1);

    const balance = await own.fetchBalance();
    expect(balance['USDT']).to.deep.include({ free: 95000, used: 0, total: 95000 });
    expect(balance['BTC']).to.deep.include({ total: 1.0999 });
  });

  it('rests a limit order, locks its money, and fills it when the price crosses', async () => {
    exchange.prices.set('ETHUSDT', '2000');
    const order = await client.createOrder('ETH/USDT', 'limit', 'buy', 2, 1990);
    expect(order.status).to.equal('open');
    expect((await client.fetchBalance())['USDT']?.used).to.equal(3980);
    expect(await client.fetchOpenOrders('ETH/USDT')).to.have.length(1);

    exchange.prices.set('ETHUSDT', '1990');
    const filled = await client.fetchOrder(idOf(order), 'ETH/USDT');
    expect(filled).to.include({ status: 'closed', filled: 2, average: 1990 });
    const trade = last(await client.fetchMyTrades('ETH/USDT'));
    expect(trade).to.include({ price: 1990, amount: 2, side: 'buy', takerOrMaker: 'maker' });
    expect((await client.fetchBalance())['USDT']?.used).to.equal(0);
  });

  it('fills a marketable limit order at the better price at once', async () => {
    exchange.prices.set('SOLUSDT', '150');
    const order = await client.createOrder('SOL/USDT', 'limit', 'buy', 1, 151);
    expect(order).to.include({ status: 'closed', average: 150 });
    expect((await client.fetchBalance())['USDT']?.used).to.equal(0);
  });

  it('walks the book, so that an order larger than a level fills in several trades', async () => {
    exchange.prices.set('SOLUSDT', '10');
    const order = await client.createOrder('SOL/USDT', 'market', 'buy', 1200);
    expect(order.trades.map(({ price, amount }) => [price, amount])).to.deep.equal([
      [10, 500],
      [10.01, 500],
      [10.02, 200],
    ]);
  });

  it('cancels one order, all orders, and replaces one', async () => {
    exchange.prices.set('BTCUSDT', '50000');
    const place = () => client.createOrder('BTC/USDT', 'limit', 'buy', 0.01, 40000);
    const first = await place();
    expect((await client.cancelOrder(idOf(first), 'BTC/USDT')).status).to.equal('canceled');

    const second = await place();
    const replaced = await client.editOrder(idOf(second), 'BTC/USDT', 'limit', 'buy', 0.02, 41000);
    expect(replaced).to.include({ status: 'open', amount: 0.02, price: 41000 });
    expect(replaced.id).not.to.equal(second.id);

    await place();
    expect(await client.cancelAllOrders('BTC/USDT')).to.have.length(2);
    expect((await client.fetchBalance())['USDT']?.used).to.equal(0);
  });

  it('checks a test order and leaves nothing behind', async () => {
    const before = await client.fetchBalance();
    await client.createOrder('BTC/USDT', 'limit', 'buy', 0.01, 40000, { test: true });
    expect(await client.fetchOpenOrders('BTC/USDT')).to.be.empty;
    expect((await client.fetchBalance())['USDT']).to.deep.equal(before['USDT']);
    expect(last(exchange.journal.orders)).to.include({ operation: 'test', outcome: 'ok' });
  });

  it('refuses as Binance does, with the ccxt error class that follows', async () => {
    const order = (amount: number, price: number) =>
      failure(client.createOrder('BTC/USDT', 'limit', 'buy', amount, price));
    expect(await order(5, 49000)).to.equal('InsufficientFunds');
    expect(last(exchange.journal.orders)).to.include({ code: -2010, httpStatus: 400 });
    expect(await order(0.001, 10)).to.equal('BadRequest');
    expect(last(exchange.journal.orders)).to.include({ code: -1013 });
    expect(await failure(client.cancelOrder('1', 'BTC/USDT'))).to.equal('OrderNotFound');
    expect(last(exchange.journal.orders)).to.include({ code: -2011, operation: 'cancel' });
    expect(await failure(client.fetchOrder('1', 'BTC/USDT'))).to.equal('OrderNotFound');

    const unknown = client.request('order', 'private', 'POST', {
      symbol: 'NOPEUSDT',
      side: 'BUY',
      type: 'MARKET',
      quantity: '1',
    });
    expect(await failure(unknown)).to.equal('BadSymbol');
    const url = `${exchange.url}/api/v3/account?timestamp=${Date.now()}&signature=x`;
    const anonymous = await fetch(url);
    expect(anonymous.status).to.equal(401);
    expect(await anonymous.json()).to.include({ code: -2014 });
  });

  it('keeps an account per key', async () => {
    const other = spotClient(exchange, { apiKey: 'key-2' });
    const order = await client.createOrder('BTC/USDT', 'limit', 'buy', 0.01, 40000);
    other.setMarkets(client.markets);
    expect(await other.fetchOpenOrders('BTC/USDT')).to.be.empty;
    expect(await failure(other.cancelOrder(idOf(order), 'BTC/USDT'))).to.equal('OrderNotFound');
    expect(last(exchange.journal.orders).account).to.equal(accountIdOf('key-2'));
    await client.cancelOrder(idOf(order), 'BTC/USDT');
  });

  it('serves market data', async () => {
    exchange.prices.set('BTCUSDT', '50010');
    expect(await client.fetchTicker('BTC/USDT')).to.include({ last: 50010, bid: 50010 });
    const book = await client.fetchOrderBook('BTC/USDT', 5);
    expect(book.bids).to.have.length(5);
    expect(book.asks[0]?.[0]).to.equal(50010);
    expect(last(await client.fetchTrades('BTC/USDT')).price).to.equal(50010);
    expect(last(await client.fetchOHLCV('BTC/USDT'))[4]).to.equal(50010);
    expect(await client.fetchTime()).to.be.closeTo(Date.now(), 1000);
  });
});
