import { expect } from 'chai';
import {
  labelsOf,
  OrderMemory,
} from '../../../../instrumentation/exchanges/alpaca/order-memory.js';

const UNKNOWN = { symbol: 'unknown', side: 'unknown', type: 'unknown' };

describe('the memory of orders', () => {
  it('knows what an order was about by its id', () => {
    const memory = new OrderMemory();
    memory.remember({ id: 'b0b6', symbol: 'AAPL', side: 'sell', type: 'stop_limit' });
    expect(memory.labels('b0b6')).to.deep.equal({
      symbol: 'AAPL',
      side: 'sell',
      type: 'stop_limit',
    });
    expect(memory.labels('another')).to.deep.equal(UNKNOWN);
    expect(memory.labels(7)).to.deep.equal(UNKNOWN);
  });

  it('forgets the oldest of ten thousand', () => {
    const memory = new OrderMemory();
    for (let id = 0; id <= 10_000; id += 1) {
      memory.remember({ id: String(id), client_order_id: `mine-${id}`, symbol: 'AAPL' });
    }
    expect(memory.labels('0')).to.deep.equal(UNKNOWN);
    expect(memory.labels('1').symbol).to.equal('AAPL');
    expect([memory.isTold('mine-0'), memory.isTold('mine-1')]).to.deep.equal([false, true]);
  });

  it('spells a symbol as the orders did', () => {
    const memory = new OrderMemory();
    memory.remember({ symbol: 'BTC/USD' });
    expect(memory.spelled('BTCUSD')).to.equal('BTC/USD');
    expect(memory.spelled('AAPL')).to.equal('AAPL');
    expect(memory.spelled('ETHUSD')).to.equal('ETHUSD');
    expect(memory.spelled(undefined)).to.equal('unknown');
  });

  it('takes nothing that is no order', () => {
    const memory = new OrderMemory();
    for (const rubbish of [undefined, null, 7, 'text', []]) memory.remember(rubbish);
    expect(labelsOf(null)).to.deep.equal(UNKNOWN);
  });

  it('labels both halves of an OCO as one order', () => {
    const order = { symbol: 'AAPL', side: 'sell', type: 'limit' };
    expect(labelsOf({ ...order, order_class: 'oco' }).type).to.equal('oco');
    expect(labelsOf({ ...order, orderClass: 'oco' }).type).to.equal('oco');
    expect(labelsOf({ ...order, orderClass: 'bracket' }).type).to.equal('limit');
  });
});
