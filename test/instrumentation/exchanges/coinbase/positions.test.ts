import { expect } from 'chai';
import {
  expiringIn,
  perpetualsIn,
} from '../../../../instrumentation/exchanges/coinbase/positions.js';

const MONEY = (value: string) => ({ value, currency: 'USDC' });

describe("Coinbase's positions", () => {
  it('are read from answers, whose product is a name of the house', () => {
    const row = {
      product_id: '1r4njf84-0-0',
      symbol: 'ADA-PERP-INTX',
      net_size: '20',
      position_side: 'POSITION_SIDE_LONG',
      unrealized_pnl: MONEY('0.074'),
    };
    expect(perpetualsIn([row], 5)).to.deep.equal([
      {
        symbol: 'ADA-PERP-INTX',
        side: 'long',
        hedged: false,
        size: 20,
        unrealizedPnl: '0.074',
        asOf: 5,
      },
    ]);
  });

  it('are read from the user channel, whose sums are plain', () => {
    const row = { product_id: 'BTC-PERP-INTX', net_size: '-2', position_side: 'Short' };
    const [position] = perpetualsIn([{ ...row, unrealized_pnl: '-7' }], 5);
    expect(position).to.include({ side: 'short', size: 2, unrealizedPnl: '-7' });
    expect(perpetualsIn([{ ...row, position_side: 'UNKNOWN' }], 5)[0]).to.include({
      side: 'short',
    });
  });

  it('are read of futures that expire', () => {
    const row = { product_id: 'BIT-28JUN24-CDE', side: 'SHORT', number_of_contracts: '3' };
    expect(expiringIn([{ ...row, unrealized_pnl: '-21.2' }], 5)[0]).to.include({
      symbol: 'BIT-28JUN24-CDE',
      side: 'short',
      size: 3,
      unrealizedPnl: '-21.2',
    });
  });

  it('are closed where the size is nothing, or no number', () => {
    expect(
      perpetualsIn([{ net_size: '0' }, { net_size: 'x' }], 5).map(({ size }) => size),
    ).to.deep.equal([0, 0]);
    expect(perpetualsIn(undefined, 5)).to.be.empty;
    expect(expiringIn([{ number_of_contracts: 'x' }], 5)[0]?.size).to.equal(0);
  });
});
