import { expect } from 'chai';
import { noOrders, orderAt, orderListAt } from '../../../instrumentation/siebly/index.js';

const read = ({ symbol, side }: Readonly<Record<string, unknown>>) => ({ symbol, side });
const BTC = { symbol: 'BTCUSDT', side: 'BUY', quantity: 1 };
const ETH = { symbol: 'ETHUSDT', side: 'SELL' };

describe('the orders in the arguments of a client', () => {
  it('are one at a place', () => {
    expect(orderAt(1, read)(['key', BTC])).to.deep.equal([{ symbol: 'BTCUSDT', side: 'BUY' }]);
  });

  it('are a list at a place, or under a key of what is there', () => {
    expect(orderListAt(0, read)([[BTC, ETH]])).to.have.length(2);
    expect(orderListAt(0, read, 'request')([{ request: [ETH] }])).to.deep.equal([ETH]);
  });

  it('are of unknown labels where the bot gave something else, and none where it gave no list', () => {
    const unknown = { symbol: undefined, side: undefined };
    for (const given of [undefined, null, 'BTCUSDT', 7]) {
      expect(orderAt(0, read)([given])).to.deep.equal([unknown]);
      expect(orderListAt(0, read)([given])).to.deep.equal([]);
      expect(orderListAt(0, read, 'request')([given])).to.deep.equal([]);
    }
    expect(orderListAt(0, read)([[null]])).to.deep.equal([unknown]);
  });

  it('are none of a cancellation', () => {
    expect(noOrders()).to.deep.equal([]);
  });
});
