import { expect } from 'chai';
import {
  fillOf,
  fillOfActivity,
  positionAfter,
} from '../../../../instrumentation/exchanges/alpaca/order-update.js';
import { toPositions } from '../../../../instrumentation/exchanges/alpaca/positions.js';
import { withOrder } from '../../../support/fill-order.js';

const TIME = '2026-03-02T14:30:05.123456789Z';
const AT = Date.parse(TIME);
const order = {
  id: 'b0b6',
  symbol: 'BTC/USD',
  side: 'buy',
  filled_qty: '0.30',
  client_order_id: 'mine',
};

describe('what Alpaca tells of an account', () => {
  it('is the same fill, by the stream and by the history', () => {
    const told = fillOf({ event: 'partial_fill', timestamp: TIME, order });
    expect(withOrder(told)).to.deep.equal({
      id: 'b0b6/0.3',
      symbol: 'BTC/USD',
      side: 'buy',
      time: AT,
      order: { id: 'b0b6', clientId: 'mine' },
    });
    const line = { symbol: 'BTC/USD', side: 'buy' };
    for (const activity of [
      { activity_type: 'FILL', order_id: 'b0b6', cum_qty: '0.3', transaction_time: TIME, ...line },
      {
        activityType: 'FILL',
        orderId: 'b0b6',
        cumQty: '0.3',
        transactionTime: new Date(AT),
        ...line,
      },
    ]) {
      expect(withOrder(fillOfActivity(activity))).to.deep.equal({ ...told, order: { id: 'b0b6' } });
    }
  });

  it('is no fill where nothing was filled, or nobody says what', () => {
    for (const event of ['new', 'canceled', 'replaced', 'rejected', undefined]) {
      expect(fillOf({ event, timestamp: TIME, order })).to.equal(undefined);
    }
    expect(fillOf({ event: 'fill', timestamp: TIME })).to.equal(undefined);
    expect(fillOfActivity({ activity_type: 'DIV', order_id: 'b0b6', cum_qty: '1' })).to.equal(
      undefined,
    );
    expect(fillOfActivity({ activityType: 'FILL', symbol: 'AAPL' })).to.equal(undefined);
  });

  it('counts a short sale as a sale', () => {
    const sale = { activity_type: 'FILL', order_id: 'c1', cum_qty: '4', side: 'sell_short' };
    expect(fillOfActivity({ ...sale, symbol: 'AAPL', transaction_time: TIME })?.side).to.equal(
      'sell',
    );
  });

  it('is the position after a fill, of either sign', () => {
    const of = (position_qty?: unknown) =>
      positionAfter({ event: 'fill', timestamp: TIME, order, position_qty }, 0);
    expect(of('-4')).to.include({
      symbol: 'BTC/USD',
      side: 'short',
      size: 4,
      hedged: false,
      asOf: AT,
    });
    expect(of('0')).to.include({ size: 0 });
    expect(of()).to.equal(undefined);
    expect(of('much')).to.equal(undefined);
  });

  it('is the list of positions, in either spelling of their fields', () => {
    const rows = [
      { symbol: 'BTCUSD', side: 'long', qty: '0.1', unrealized_pl: '100.5' },
      { symbol: 'AAPL', side: 'short', qty: '-4', unrealizedPl: '-2' },
      { symbol: 'MSFT', qty: 'none' },
      null,
    ];
    expect(toPositions(rows, 7)).to.deep.equal([
      {
        symbol: 'BTCUSD',
        side: 'long',
        hedged: false,
        size: 0.1,
        asOf: 7,
        unrealizedPnl: '100.5',
      },
      { symbol: 'AAPL', side: 'short', hedged: false, size: 4, asOf: 7, unrealizedPnl: '-2' },
    ]);
  });
});
