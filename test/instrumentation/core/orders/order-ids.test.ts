import { expect } from 'chai';
import { idOf, orderIdsIn, toldIds } from '../../../../instrumentation/core/orders/order-ids.js';

const ids = (id: string | undefined, clientId?: string) => ({ id, clientId });

describe('the ids of orders', () => {
  for (const [exchange, answer, told] of [
    ['binance', { symbol: 'X', orderId: 28, clientOrderId: 'mine', fills: [] }, ids('28', 'mine')],
    ['binance over WebSocket', { id: 'req', result: { orderId: 28 } }, ids('28')],
    ['okx', [{ ordId: '31', clOrdId: 'mine', sCode: '0' }], ids('31', 'mine')],
    ['okx over WebSocket', { id: 'req', op: 'order', data: [{ ordId: '31' }] }, ids('31')],
    ['bybit', { retCode: 0, result: { orderId: 'o', orderLinkId: 'm' } }, ids('o', 'm')],
    ['bitget', { code: '00000', data: { orderId: '12', clientOid: 'm' } }, ids('12', 'm')],
    ['gate', { id: '189', text: 't-mine', currency_pair: 'BTC_USDT' }, ids('189', 't-mine')],
    ['gate without one of the bot’s', { id: '189', text: 'api' }, ids('189')],
    ['gate over WebSocket', { header: {}, data: { result: { id: '189' } } }, ids('189')],
    ['bitmart', { code: 1000, data: { order_id: '118' } }, ids('118')],
    ['coinbase', { success: true, success_response: { order_id: 'c' } }, ids('c')],
    ['alpaca', { id: 'a', client_order_id: 'm', legs: null }, ids('a', 'm')],
    ['ccxt', { info: {}, id: '9', clientOrderId: undefined, trades: [] }, ids('9')],
  ] as const) {
    it(`are found in an answer of ${exchange}`, () => {
      expect(toldIds(answer, [], 1)).to.deep.equal([[told]]);
    });
  }

  it('are those of each order of a batch, where the answer has one entry an order', () => {
    const list = { code: '0', result: { list: [{ orderId: '1' }, { orderId: '2' }] } };
    expect(toldIds(list, [], 2)).to.deep.equal([[ids('1')], [ids('2')]]);
    const wrapped = [{ success_response: { order_id: '1' } }, { order: { order_id: '2' } }];
    expect(toldIds(wrapped, [], 2)).to.deep.equal([[ids('1')], [ids('2')]]);
  });

  it('are those that the bot gave, where an answer to a batch tells of fewer orders, or none came', () => {
    const batch = [{ clientOid: 'a' }, { clientOid: 'b' }];
    const own = [[{ clientId: 'a' }], [{ clientId: 'b' }]];
    expect(toldIds({ data: { successList: [{ orderId: '2' }] } }, [batch], 2)).to.deep.equal(own);
    expect(toldIds(undefined, [batch], 2)).to.deep.equal(own);
    expect(toldIds(undefined, [{ newClientOrderId: 'm' }], 1)).to.deep.include.members([
      [{ id: undefined, clientId: undefined }, { clientId: 'm' }],
    ]);
  });

  it('are several where one order of the bot is several for the exchange', () => {
    const oco = { orderListId: 1, orders: [{ orderId: 5 }, { orderId: 6 }] };
    expect(toldIds(oco, [], 1)).to.deep.equal([[ids('5'), ids('6')]]);
  });

  it('are never the id of the payload itself, where that is no order', () => {
    expect(orderIdsIn({ id: 'fill', order_id: 'o' })).to.deep.equal(ids('o'));
    expect(orderIdsIn({ id: 'fill' })).to.deep.equal(ids(undefined));
  });

  it('are numbers and texts, and what writes itself as digits', () => {
    expect(idOf(12n)).to.equal('12');
    expect(idOf({ toString: () => '900719925474099312' })).to.equal('900719925474099312');
    for (const none of ['', '0', 0, -1, Number.NaN, null, undefined, {}, [], true]) {
      expect(idOf(none)).to.equal(undefined);
    }
  });
});
