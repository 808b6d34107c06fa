import { expect } from 'chai';
import {
  positionsOfAnswer,
  positionsOfStream,
} from '../../../../instrumentation/exchanges/bitmart/positions.js';

describe("BitMart's positions", () => {
  it('are read from the private stream, which tells no P&L', () => {
    const row = {
      symbol: 'BTCUSDT',
      hold_volume: '2000',
      position_type: 2,
      update_time: 1662692862255,
      position_mode: 'hedge_mode',
    };
    expect(positionsOfStream([row], 5)).to.deep.equal([
      { symbol: 'BTCUSDT', side: 'short', hedged: true, size: 2000, asOf: 1662692862255 },
    ]);
  });

  it('are read from all three answers, which spell them differently', () => {
    const rows = [
      {
        current_amount: '20',
        position_type: 2,
        unrealized_value: '-4',
        position_mode: 'one_way_mode',
      },
      { current_amount: '20', position_amount: '-20', unrealized_pnl: '-4', position_side: 'both' },
      { position_amt: '-20', unrealized_profit: '-4', position_side: 'Short' },
    ];
    const read = positionsOfAnswer(
      rows.map((row) => ({ symbol: 'BTCUSDT', ...row })),
      5,
    );
    for (const position of read) {
      expect(position).to.include({ side: 'short', size: 20, unrealizedPnl: '-4', asOf: 5 });
    }
    expect(read.map(({ hedged }) => hedged)).to.deep.equal([false, false, undefined]);
  });

  it('are closed where the amount is nothing, or no number', () => {
    const rows = [{ current_amount: '0' }, { current_amount: 'x' }, {}];
    expect(positionsOfAnswer(rows, 5).map(({ size }) => size)).to.deep.equal([0, 0, 0]);
  });
});
