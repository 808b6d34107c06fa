import type { Venue } from '../../markets.js';
import type { Params } from '../../operation.js';
import { type Fields, field, given } from '../fields.js';
import { orderKind } from '../order-kind.js';
import { closing, findOrder } from '../orders.js';
import type { Asked } from '../route.js';
import { heldBy } from './account-views.js';

/** The order that a request names by one of its ids and maybe by nothing else. */
const orderNamed = ({ core, account, fields }: Asked, venues?: readonly Venue[]) => {
  const [orderId, clientOrderId] = [field(fields, 'orderId'), field(fields, 'clientOid')];
  return account && findOrder(core, account, { orderId, clientOrderId }, venues);
};

/** `SPOT` of the unified account, or one of its futures categories. */
export const venueOf = ({ fields }: Asked): Venue =>
  (field(fields, 'category', 'instType') ?? '').toLowerCase().startsWith('usdt') ? 'usdm' : 'spot';

/** Where only an order id is sent, the order itself tells which market it is on. */
export const venueOfOrder = (asked: Asked): Venue =>
  field(asked.fields, 'category') === undefined
    ? (orderNamed(asked)?.venue ?? 'spot')
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
      ...orderKind(venue, isMarket, force, 'post_only'),
      price: field(fields, 'price'),
      [spends ? 'quoteOrderQty' : 'quantity']: size,
      newClientOrderId: field(fields, 'clientOid'),
      reduceOnly: String(field(fields, 'reduceOnly')?.toLowerCase() === 'yes'),
    });
  };

export const orderItems = ({ fields, list }: Asked): Fields[] =>
  (list.length > 0
    ? list
    : ((fields['orderList'] ?? fields['orderIdList'] ?? []) as unknown[])
  ).map((item) => item as Fields);

/** A batch: what is said once for all of its items counts for each. */
export const batchOf =
  (params: (fields: Fields) => Params) =>
  (asked: Asked): Params[] => {
    const { symbol } = asked.fields;
    return orderItems(asked).map((item) =>
      params(symbol === undefined ? item : { symbol, ...item }),
    );
  };

export const clientOids = (asked: Asked) =>
  orderItems(asked).map((item) => field(item, 'clientOid'));

/** The ids of an order, and its symbol where the request leaves it out. */
export const orderRefOf = (asked: Asked): Params =>
  given({
    symbol: field(asked.fields, 'symbol') ?? orderNamed(asked)?.order.market.symbol,
    orderId: field(asked.fields, 'orderId'),
    origClientOrderId: field(asked.fields, 'clientOid'),
  });

/** The same for the items of a batch of ids. */
export const batchOfRefs = (asked: Asked): Params[] =>
  batchOf((fields) => orderRefOf({ ...asked, fields }))(asked);

export const amendment = (asked: Asked): Params =>
  given({
    ...orderRefOf(asked),
    price: field(asked.fields, 'newPrice', 'price'),
    quantity: field(asked.fields, 'newSize', 'qty'),
  });

/** Spot has no amendment in the classic account: an order is cancelled and placed anew. */
export function replacement(asked: Asked): Params {
  const order = orderNamed(asked, ['spot'])?.order;
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
export function closings({ core, account, fields }: Asked): Params[] {
  if (account === undefined) return [];
  const desk = { core, venue: 'usdm', account } as const;
  return heldBy(account, field(fields, 'symbol')).map(({ symbol }) => closing(desk, symbol));
}

export const symbolOf = ({ fields }: Asked): Params => given({ symbol: field(fields, 'symbol') });

export const tradesOf = (asked: Asked): Params =>
  given({ ...symbolOf(asked), orderId: field(asked.fields, 'orderId') });
