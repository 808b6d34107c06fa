import { expect } from 'chai';
import { bybitErrorType } from '../../../instrumentation/exchanges/bybit/error-codes.js';
import { fillsOfExecutions } from '../../../instrumentation/exchanges/bybit/fills.js';
import { positionsOfRows } from '../../../instrumentation/exchanges/bybit/positions.js';
import { withOrder } from '../../support/fill-order.js';

const EXECUTION = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Sell',
  orderId: 'o-1',
  orderLinkId: 'mine',
  execId: 'e-1',
  execType: 'Trade',
  execTime: '1700000000000',
  execPnl: '-12.5',
};
const POSITION = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Sell',
  size: '0.5',
  positionIdx: 0,
  unrealisedPnl: '7',
};

describe('what Bybit says', () => {
  it('is classed by its codes, then by the status', () => {
    expect(bybitErrorType({ code: 110007 })).to.equal('insufficient_funds');
    expect(bybitErrorType({ code: '170131' })).to.equal('insufficient_funds');
    expect(bybitErrorType({ code: 110043 })).to.equal('rejected');
    expect(bybitErrorType({ code: 170124 })).to.equal('invalid_order');
    expect(bybitErrorType({ code: 3_400_214, status: 200 })).to.equal('unknown');
    expect(bybitErrorType({ status: 403 })).to.equal('rate_limit');
    expect(bybitErrorType({ status: 502 })).to.equal('exchange_unavailable');
    expect(bybitErrorType({})).to.equal('unknown');
  });

  it('of a fill has its P&L where that is in dollars', () => {
    expect(fillsOfExecutions([EXECUTION]).map(withOrder)).to.deep.equal([
      {
        id: 'e-1',
        symbol: 'BTCUSDT',
        side: 'sell',
        time: 1_700_000_000_000,
        realizedPnl: '-12.5',
        order: { id: 'o-1', clientId: 'mine' },
      },
    ]);
    for (const category of ['inverse', 'spot', undefined]) {
      const [fill] = fillsOfExecutions([{ ...EXECUTION, category }]);
      expect(fill?.realizedPnl, category).to.equal(undefined);
    }
  });

  it('of funding and settlement is no fill', () => {
    const rows = ['Funding', 'Settle', 'Delivery'].map((execType) => ({ ...EXECUTION, execType }));
    expect(fillsOfExecutions(rows)).to.deep.equal([]);
    expect(fillsOfExecutions([{ ...EXECUTION, execType: undefined }])).to.have.length(1);
    expect(fillsOfExecutions('nothing')).to.deep.equal([]);
  });

  it('of a position tells its side by the mode of the account', () => {
    const of = (more: object) => positionsOfRows([{ ...POSITION, ...more }], 5)[0];
    expect(of({})).to.deep.equal({
      symbol: 'BTCUSDT',
      side: 'short',
      hedged: false,
      size: 0.5,
      unrealizedPnl: '7',
      asOf: 5,
    });
    expect(of({ positionIdx: 1, side: '', size: '0' })).to.include({
      side: 'long',
      hedged: true,
      size: 0,
    });
    expect(of({ positionIdx: 2, side: 'Sell' })).to.include({ side: 'short', hedged: true });
    expect(of({ side: '', size: '0' })).to.include({ side: undefined, size: 0 });
    expect(of({ category: 'inverse' })).to.have.property('unrealizedPnl', undefined);
    expect(of({ size: 'much' })).to.include({ size: 0 });
  });
});
