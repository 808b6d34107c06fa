import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { failure, idOf, last, quietExchange, type Usdm, usdmClient } from './support.js';

describe('paper exchange, USD-M over REST', () => {
  let exchange: PaperExchange;
  let client: Usdm;

  before(async () => {
    exchange = await quietExchange({ futuresFees: { taker: '0.001', maker: '0' } });
    client = usdmClient(exchange);
    await client.loadMarkets();
  });

  after(async () => {
    await client.close();
    await exchange.close();
  });

  const market = (side: 'buy' | 'sell', amount: number) =>
    client.createOrder('BTC/USDT:USDT', 'market', side, amount);
  const position = async () => (await client.fetchPositions(['BTC/USDT:USDT']))[0];
  const wallet = async () => Number((await client.fetchBalance())['info'].totalWalletBalance);

  it('keeps a position through adding, reducing and flipping, with the P&L of each step', async () => {
    exchange.prices.set('BTCUSDT', '50000');
    await market('buy', 0.1);
    exchange.prices.set('BTCUSDT', '52000');
    await market('buy', 0.1);
    expect(await position()).to.include({ contracts: 0.2, side: 'long', entryPrice: 51000 });
    expect((await position())?.unrealizedPnl).to.equal(200);

    exchange.prices.set('BTCUSDT', '53000');
    await market('sell', 0.05);
    expect(await position()).to.include({ contracts: 0.15, entryPrice: 51000, unrealizedPnl: 300 });
    // 100 realized; fees 5 + 5.2 + 2.65.
    expect(await wallet()).to.equal(100000 + 100 - 12.85);

    exchange.prices.set('BTCUSDT', '50000');
    await market('sell', 0.25);
    expect(await position()).to.include({ contracts: 0.1, side: 'short', entryPrice: 50000 });
    // The 0.15 that closed lost 1000 a piece; the fee of the flip is 12.5.
    expect(await wallet()).to.equal(100000 + 100 - 12.85 - 150 - 12.5);

    exchange.prices.set('BTCUSDT', '49000');
    expect((await position())?.unrealizedPnl).to.equal(100);
    await market('buy', 0.1);
    expect(await client.fetchPositions()).to.be.empty;

    const trades = await client.fetchMyTrades('BTC/USDT:USDT');
    const realized = trades.map((trade) => Number(trade.info.realizedPnl));
    expect(realized).to.deep.equal([0, 0, 100, -150, 100]);
    expect(exchange.journal.fills.map((fill) => Number(fill.realized))).to.deep.equal(realized);
  });

  it('rests, modifies and fills a limit order', async () => {
    exchange.prices.set('ETHUSDT', '3000');
    const order = await client.createOrder('ETH/USDT:USDT', 'limit', 'sell', 1, 3100);
    const edited = await client.editOrder(idOf(order), 'ETH/USDT:USDT', 'limit', 'sell', 2, 3050);
    expect(edited).to.include({ id: idOf(order), amount: 2, price: 3050, status: 'open' });
    expect(await client.fetchOpenOrders('ETH/USDT:USDT')).to.have.length(1);

    exchange.prices.set('ETHUSDT', '3060');
    expect(await client.fetchOrder(idOf(order), 'ETH/USDT:USDT')).to.include({
      status: 'closed',
      average: 3050,
    });
    exchange.prices.set('ETHUSDT', '3050');
    await client.createOrder('ETH/USDT:USDT', 'market', 'buy', 2, undefined, { reduceOnly: true });
    expect(await client.fetchPositions()).to.be.empty;
    const again = client.createOrder('ETH/USDT:USDT', 'market', 'buy', 2, undefined, {
      reduceOnly: true,
    });
    expect(await failure(again)).to.equal('InvalidOrder');
    expect(last(exchange.journal.orders)).to.include({ code: -2022 });
  });

  it('cancels one order and all orders', async () => {
    const place = () => client.createOrder('SOL/USDT:USDT', 'limit', 'buy', 1, 100);
    const order = await place();
    expect((await client.cancelOrder(idOf(order), 'SOL/USDT:USDT')).status).to.equal('canceled');
    await place();
    await client.cancelAllOrders('SOL/USDT:USDT');
    expect(await client.fetchOpenOrders('SOL/USDT:USDT')).to.be.empty;
  });

  it('answers a batch with 200 and refuses items one by one', async () => {
    const item = (amount: number) => ({
      symbol: 'SOL/USDT:USDT',
      type: 'limit',
      side: 'buy',
      amount,
      price: 100,
    });
    const [good, bad] = await client.createOrders([item(1), item(8000 * 1000), item(1)] as never);
    expect(good?.status).to.equal('open');
    expect(bad).to.include({ status: 'rejected' });
    expect(
      exchange.journal.orders.slice(-3).map(({ outcome, code }) => [outcome, code]),
    ).to.deep.equal([
      ['ok', 0],
      ['refused', -1111],
      ['ok', 0],
    ]);
    await client.cancelAllOrders('SOL/USDT:USDT');
  });

  it('refuses more than the margin allows, at the leverage that is set', async () => {
    exchange.prices.set('BTCUSDT', '50000');
    await client.setLeverage(1, 'BTC/USDT:USDT');
    expect(await failure(market('buy', 3))).to.equal('InsufficientFunds');
    expect(last(exchange.journal.orders)).to.include({ code: -2019 });
    await client.setLeverage(10, 'BTC/USDT:USDT');
    expect((await market('buy', 3)).status).to.equal('closed');
    const balance = await client.fetchBalance();
    expect(balance['USDT']?.used).to.equal(15000);
    await market('sell', 3);
    expect(await client.fetchPositionMode()).to.include({ hedged: false });
    expect(await failure(client.setMarginMode('cross', 'BTC/USDT:USDT'))).to.equal(
      'MarginModeAlreadySet',
    );
  });
});
