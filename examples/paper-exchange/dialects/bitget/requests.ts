import type { Account } from '../../accounts.js';
import type { Venue } from '../../markets.js';
import { plain } from '../../money.js';
import type { Params } from '../../operation.js';
import { namedOrder } from '../order-lookup.js';
import { type Asked, field, given } from '../route.js';
import { heldBy } from './account-views.js';

type Fields = Asked['fields'];
const IDS = { orderId: 'orderId', clientOrderId: 'clientOid' } as const;

/** `SPOT` of the unified account, or one of its futures categories. */
export const venueOf = ({ fields }: Asked): Venue =>
  (field(fields, 'category', 'instType') ?? '').toLowerCase().startsWith('usdt') ? 'usdm' : 'spot';

/** Where only an order id is sent, the order itself tells which market it is on. */
export const venueOfOrder = (asked: Asked): Venue =>
  field(asked.fields, 'category') === undefined
    ? (namedOrder(asked, IDS)?.venue ?? 'spot')
    : venueOf(asked);

/** A new order of either account. A market buy on spot states what it spends. */
export const newOrder =
  (venue: Venue) =>
  (fields: Fields): Params => {
    const isMarket = field(fields, 'orderType') === 'market';
    const force = field(fields, 'force', 'timeInForce') ?? 'gtc';
    const size = field(fields, 'size', 'qty');
    const spends = venue === 'spot' && isMarket && field(fields, 'side') === 'buy';
    return given({
      symbol: field(fields, 'symbol'),
      side: field(fields, 'side')?.toUpperCase(),
      ...kind(venue, isMarket, force),
      price: field(fields, 'price'),
      [spends ? 'quoteOrderQty' : 'quantity']: size,
      newClientOrderId: field(fields, 'clientOid'),
      reduceOnly: String(field(fields, 'reduceOnly')?.toLowerCase() === 'yes'),
    });
  };

function kind(venue: Venue, isMarket: boolean, force: string): Record<string, string> {
  if (isMarket) {
    return { type: 'MARKET' };
  }
  if (force !== 'post_only') {
    return { type: 'LIMIT', timeInForce: force.toUpperCase() };
  }
  return venue === 'spot' ? { type: 'LIMIT_MAKER' } : { type: 'LIMIT', timeInForce: 'GTX' };
}

export const orderItems = ({ fields, list }: Asked): Fields[] =>
  (list.length > 0
    ? list
    : ((fields['orderList'] ?? fields['orderIdList'] ?? []) as unknown[])
  ).map((item) => item as Fields);

/** A batch: what is said once for all of its items counts for each. */
export const batchOf =
  (params: (fields: Fields) => Params) =>
  (asked: Asked): Params => {
    const { symbol } = asked.fields;
    const items = orderItems(asked).map((item) =>
      params(symbol === undefined ? item : { symbol, ...item }),
    );
    return { batchOrders: JSON.stringify(items) };
  };

export const clientOids = (asked: Asked) =>
  orderItems(asked).map((item) => field(item, 'clientOid'));

/** The ids of an order, and its symbol where the request leaves it out. */
export const orderRefOf = (asked: Asked): Params =>
  given({
    symbol:
      field(asked.fields, 'symbol') ?? namedOrder(asked, IDS)?.order.market.symbol ?? 'BTCUSDT',
    orderId: field(asked.fields, 'orderId'),
    origClientOrderId: field(asked.fields, 'clientOid'),
  });

/** The same for the items of a batch of ids. */
export const batchOfRefs = (asked: Asked): Params => {
  const { symbol } = asked.fields;
  const items = orderItems(asked).map((item) =>
    orderRefOf({ ...asked, fields: symbol === undefined ? item : { symbol, ...item } }),
  );
  return { batchOrders: JSON.stringify(items) };
};

/** What an amendment leaves out stays as it is. */
export function amendment(asked: Asked): Params {
  const order = namedOrder(asked, IDS)?.order;
  const { fields } = asked;
  return given({
    ...orderRefOf(asked),
    price: field(fields, 'newPrice', 'price') ?? (order && plain(order.price)),
    quantity: field(fields, 'newSize', 'qty') ?? (order && plain(order.qty)),
  });
}

/** Spot has no amendment in the classic account: an order is cancelled and placed anew. */
export function replacement(asked: Asked): Params {
  const order = namedOrder(asked, IDS, ['spot'])?.order;
  const { fields } = asked;
  return given({
    ...orderRefOf(asked),
    side: order?.side,
    type: 'LIMIT',
    timeInForce: 'GTC',
    price: field(fields, 'price'),
    quantity: field(fields, 'size'),
    newClientOrderId: field(fields, 'newClientOid'),
  });
}

/** Closing positions is an order at market for each of them. */
export function closing({ account, fields }: Asked): Params {
  const held = account === undefined ? [] : heldBy(account as Account, field(fields, 'symbol'));
  const items = held.map(({ symbol, qty }) => ({
    symbol,
    side: qty.isNeg() ? 'BUY' : 'SELL',
    type: 'MARKET',
    quantity: plain(qty.abs()),
    reduceOnly: 'true',
  }));
  return { batchOrders: JSON.stringify(items) };
}

export const symbolOf = ({ fields }: Asked): Params => given({ symbol: field(fields, 'symbol') });

export const tradesOf = (asked: Asked): Params =>
  given({ ...symbolOf(asked), orderId: field(asked.fields, 'orderId') });
