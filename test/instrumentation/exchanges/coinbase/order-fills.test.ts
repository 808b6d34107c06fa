import { expect } from 'chai';
import { OrderFills } from '../../../../instrumentation/exchanges/coinbase/order-fills.js';
import { withOrder } from '../../../support/fill-order.js';

const NOW = Date.parse('2026-01-01T00:00:10Z');
const CREATED = '2026-01-01T00:00:00Z';

const update = (number_of_fills: string, order_id = 'a') => ({
  order_id,
  number_of_fills,
  product_id: 'BTC-USDT',
  order_side: 'BUY',
  creation_time: CREATED,
});

const trade = (trade_id: string, order_id = 'a') => ({
  order_id,
  trade_id,
  product_id: 'BTC-USDT',
  side: 'BUY',
  trade_time: CREATED,
});

describe("fills of Coinbase's orders", () => {
  it('are as many as an order has had, each once', () => {
    const fills = new OrderFills();
    expect(fills.ofUpdate(update('0'), NOW)).to.be.empty;
    const [first] = fills.ofUpdate(update('1'), NOW);
    expect(withOrder(first)).to.deep.equal({
      id: 'a/1',
      symbol: 'BTC-USDT',
      side: 'buy',
      time: NOW,
      order: { id: 'a', clientId: undefined },
    });
    expect(fills.ofUpdate(update('1'), NOW)).to.be.empty;
    expect(fills.ofUpdate(update('3'), NOW).map(({ id }) => id)).to.deep.equal(['a/2', 'a/3']);
  });

  it('count once whether the list or the channel tells them first', () => {
    const fills = new OrderFills();
    expect(fills.ofTrade(trade('t1'))).to.have.length(1);
    expect(fills.ofTrade(trade('t1'))).to.be.empty;
    expect(fills.ofUpdate(update('2'), NOW).map(({ id }) => id)).to.deep.equal(['a/2']);
    expect(fills.ofTrade(trade('t2'))).to.be.empty;
    expect(fills.ofTrade(trade('t3'))).to.have.length(1);
  });

  it('are as old as their order where nobody has heard of it', () => {
    const fills = new OrderFills();
    const [old] = fills.ofSnapshot(update('2'), NOW);
    expect(old?.time).to.equal(Date.parse(CREATED));
    const [missed] = fills.ofSnapshot(update('3'), NOW);
    expect(missed).to.include({ id: 'a/3', time: NOW });
  });

  it('are none where a message does not make sense', () => {
    const fills = new OrderFills();
    for (const odd of ['', 'many', '-1', '1e9', 'Infinity']) {
      expect(fills.ofUpdate(update(odd), NOW), odd).to.be.empty;
    }
    expect(fills.ofUpdate({}, NOW)).to.be.empty;
    expect(fills.ofUpdate(update('1'), NOW)).to.have.length(1);
  });
});
