import { expect } from 'chai';
import { okxErrorType } from '../../../instrumentation/exchanges/okx/error-codes.js';
import { fillsOfOrders, fillsOfRows } from '../../../instrumentation/exchanges/okx/fills.js';
import { positionsOfRows } from '../../../instrumentation/exchanges/okx/positions.js';
import { withOrder } from '../../support/fill-order.js';

const ORDER = {
  instId: 'BTC-USDT-SWAP',
  side: 'sell',
  isDerivative: true,
  ordId: '312269865356374016',
  clOrdId: 'b16',
  tradeId: '77',
  fillTime: '1700000000000',
  fillPnl: '-12.5',
};
const POSITION = { instId: 'BTC-USDT-SWAP', posSide: 'net', pos: '-5', upl: '7' };

describe('what OKX says', () => {
  it('is classed by its codes, then by the status', () => {
    expect(okxErrorType({ code: '51008' })).to.equal('insufficient_funds');
    expect(okxErrorType({ code: '51006' })).to.equal('invalid_order');
    expect(okxErrorType({ code: '51120' })).to.equal('invalid_order');
    expect(okxErrorType({ code: '50011', status: 429 })).to.equal('rate_limit');
    expect(okxErrorType({ code: '50013', status: 429 })).to.equal('exchange_unavailable');
    expect(okxErrorType({ status: 403 })).to.equal('rate_limit');
    expect(okxErrorType({ code: '1' })).to.equal('unknown');
  });

  it('of an order is a fill only where it was sent for one', () => {
    expect(fillsOfOrders([ORDER]).map(withOrder)).to.deep.equal([
      {
        order: { id: '312269865356374016', clientId: 'b16' },
        id: '77',
        symbol: 'BTC-USDT-SWAP',
        side: 'sell',
        isDerivative: true,
        time: 1_700_000_000_000,
        realizedPnl: '-12.5',
      },
    ]);
    expect(fillsOfOrders([{ ...ORDER, tradeId: '' }])).to.deep.equal([]);
    expect(fillsOfOrders(undefined)).to.deep.equal([]);
  });

  it('of a fill has its P&L where that is in dollars', () => {
    const pnl = (instId: string) => fillsOfRows([{ ...ORDER, instId }])[0]?.realizedPnl;
    expect(pnl('ETH-USDC-SWAP')).to.equal('-12.5');
    expect(pnl('BTC-USDT-260327')).to.equal('-12.5');
    expect(pnl('BTC-USD-SWAP')).to.equal(undefined);
    expect(pnl('BTC-USDT')).to.equal(undefined);
  });

  it('of a position tells its side by the mode of the account', () => {
    const of = (more: object) => positionsOfRows([{ ...POSITION, ...more }], 5)[0];
    expect(of({})).to.deep.equal({
      symbol: 'BTC-USDT-SWAP',
      side: 'short',
      hedged: false,
      size: 5,
      unrealizedPnl: '7',
      asOf: 5,
    });
    expect(of({ posSide: 'short', pos: '5', pTime: '9' })).to.include({
      side: 'short',
      hedged: true,
      size: 5,
      asOf: 9,
    });
    expect(of({ pos: '' })).to.include({ size: 0 });
    expect(of({ instId: 'BTC-USD-SWAP' })).to.have.property('unrealizedPnl', undefined);
  });
});
