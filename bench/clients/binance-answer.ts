/** What Binance answers to a limit order on spot that rests. */
export const ORDER_ANSWER = {
  ...{ symbol: 'BTCUSDT', orderId: 28, orderListId: -1, clientOrderId: 'bench' },
  ...{ transactTime: 1_700_000_000_000, price: '50000.00', origQty: '0.01000000' },
  ...{ executedQty: '0.00000000', cummulativeQuoteQty: '0.00000000', status: 'NEW' },
  ...{ timeInForce: 'GTC', type: 'LIMIT', side: 'BUY', fills: [] },
};

export const LIMIT_HEADERS = {
  'content-type': 'application/json;charset=UTF-8',
  'x-mbx-used-weight-1m': '12',
  'x-mbx-order-count-10s': '3',
  'x-mbx-order-count-1d': '300',
};

/** A public trade as Binance's streams tell it. */
export function tradeMessage(now: number, id: number): string {
  return `{"e":"trade","E":${now},"s":"BTCUSDT","t":${id},"p":"50000.00","q":"0.01","T":${now},"m":true,"M":true}`;
}
