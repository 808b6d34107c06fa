import { expect } from 'chai';
import type { Settlement } from '../../../instrumentation/core/observe-result.js';
import { AcknowledgedOrders } from '../../../instrumentation/siebly/acknowledged-orders.js';

const DONE: Settlement = { failed: false, value: 'placed' };

describe('orders that were acknowledged', () => {
  const client = {};
  const collect = (orders: AcknowledgedOrders, id: string) => {
    const ends: Settlement[] = [];
    orders.wait(client, id, (end) => ends.push(end));
    return ends;
  };

  it('end once, with the last word on them', () => {
    const orders = new AcknowledgedOrders();
    const ends = collect(orders, 'spotV4/1');
    const others = collect(orders, 'spotV4/2');
    orders.ended(client, 'spotV4/1', DONE);
    orders.ended(client, 'spotV4/1', DONE);
    orders.ended({}, 'spotV4/2', DONE);
    expect([ends, others]).to.deep.equal([[DONE], []]);
  });

  it('end with a last word that came before anybody waited', () => {
    const orders = new AcknowledgedOrders();
    orders.ended(client, 'spotV4/1', DONE);
    expect(collect(orders, 'spotV4/1')).to.deep.equal([DONE]);
    expect(collect(orders, 'spotV4/1')).to.deep.equal([]);
  });

  it('end when their connection is lost, and no others', () => {
    const orders = new AcknowledgedOrders();
    const lost = collect(orders, 'spotV4/1');
    const kept = collect(orders, 'perpFuturesUSDTV4/1');
    orders.lost(client, 'spotV4');
    expect(lost).to.deep.equal([{ failed: true, error: { code: 'ECONNRESET' } }]);
    expect(kept).to.deep.equal([]);
  });

  it('are forgotten, the oldest first, when an exchange never answers', () => {
    const orders = new AcknowledgedOrders();
    const first = collect(orders, 'spotV4/0');
    for (let id = 1; id <= 1_000; id += 1) orders.wait(client, `spotV4/${id}`, () => undefined);
    orders.lost(client, 'spotV4');
    expect(first).to.deep.equal([]);
  });
});
