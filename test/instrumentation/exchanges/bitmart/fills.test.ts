import { expect } from 'chai';
import {
  fillsOfFuturesOrders,
  fillsOfFuturesTrades,
  fillsOfSpotOrders,
} from '../../../../instrumentation/exchanges/bitmart/fills.js';
import { withOrder } from '../../../support/fill-order.js';

describe("BitMart's fills", () => {
  it('are read from messages about orders that were filled', () => {
    const order = {
      symbol: 'BTC_USDT',
      side: 'buy',
      order_id: '118100034543076010',
      client_order_id: 'mine',
      detail_id: '256348632',
      last_fill_time: '1609926039226',
      last_fill_count: '1.00000',
    };
    expect(fillsOfSpotOrders([order]).map(withOrder)).to.deep.equal([
      {
        id: '256348632',
        symbol: 'BTC_USDT',
        side: 'buy',
        time: 1609926039226,
        order: { id: '118100034543076010', clientId: 'mine' },
      },
    ]);
    const placed = { ...order, last_fill_count: '0.000000', detail_id: '' };
    expect(fillsOfSpotOrders([placed])).to.be.empty;
  });

  it('are read from messages about futures orders, whose side is a number', () => {
    const order = {
      symbol: 'BTCUSDT',
      side: 3,
      order_id: '220906179895578',
      update_time: 1662368173000,
      last_trade: { lastTradeID: 1247592391, fillQty: '1' },
    };
    const [fill] = fillsOfFuturesOrders([{ action: 1, order }]);
    expect(withOrder(fill)).to.deep.equal({
      order: { id: '220906179895578', clientId: undefined },
      id: '1247592391',
      symbol: 'BTCUSDT',
      side: 'sell',
      time: 1662368173000,
      isDerivative: true,
    });
    expect(fillsOfFuturesOrders([{ action: 2, order: { ...order, last_trade: null } }])).to.be
      .empty;
  });

  it('have what they realized where that is dollars', () => {
    const trade = { trade_id: '6212604014', side: 2, create_time: 5, realised_profit: '-0.5' };
    const [dollars] = fillsOfFuturesTrades([{ ...trade, symbol: 'BTCUSDT' }]);
    expect(dollars).to.include({ side: 'buy', realizedPnl: '-0.5' });
    const [coins] = fillsOfFuturesTrades([{ ...trade, symbol: 'BTCUSD' }]);
    expect(coins?.realizedPnl).to.equal(undefined);
  });

  it('are none in what is no list', () => {
    for (const odd of [undefined, null, {}, 'text']) {
      expect(fillsOfSpotOrders(odd)).to.be.empty;
      expect(fillsOfFuturesOrders(odd)).to.be.empty;
      expect(fillsOfFuturesTrades(odd)).to.be.empty;
    }
  });
});
