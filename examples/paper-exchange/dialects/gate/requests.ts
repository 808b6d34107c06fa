import type { Account } from '../../accounts.js';
import { MARKETS, type Venue } from '../../markets.js';
import { dec, plain } from '../../money.js';
import type { Params } from '../../operation.js';
import type { Order } from '../../orders.js';
import { type Fields, field, given } from '../fields.js';
import { orderKind } from '../order-kind.js';
import { findOrder } from '../orders.js';
import type { Asked } from '../route.js';
import { symbolOfPair } from './symbols.js';

const pair = (fields: Fields) => symbolOfPair(field(fields, 'currency_pair', 'contract'));

export const symbolParam = ({ fields }: Asked): Params => given({ symbol: pair(fields) });

/** An order is named by its id or by the text that the client gave it. */
function ids(fields: Fields) {
  const id = field(fields, 'order_id', 'id');
  return id?.startsWith('t-') === true
    ? { orderId: undefined, clientOrderId: id }
    : { orderId: id, clientOrderId: undefined };
}

const orderNamed = ({ core, account, fields }: Asked, venue: Venue): Order | undefined =>
  account && findOrder(core, account, ids(fields), [venue])?.order;

/** Futures requests name no contract with the id; one that is not found is refused as such. */
export const orderRefOf =
  (venue: Venue) =>
  (asked: Asked): Params => {
    const { orderId, clientOrderId } = ids(asked.fields);
    return given({
      symbol: pair(asked.fields) ?? orderNamed(asked, venue)?.market.symbol,
      orderId,
      origClientOrderId: clientOrderId,
    });
  };

/** Pending or cancelled. */
const POST_ONLY = 'poc';

/** A market buy states what it spends. */
export function spotOrder(fields: Fields): Params {
  const isMarket = field(fields, 'type') === 'market';
  const spends = isMarket && field(fields, 'side') === 'buy';
  return given({
    symbol: pair(fields),
    side: field(fields, 'side')?.toUpperCase(),
    ...orderKind('spot', isMarket, field(fields, 'time_in_force') ?? 'gtc', POST_ONLY),
    price: field(fields, 'price'),
    [spends ? 'quoteOrderQty' : 'quantity']: field(fields, 'amount'),
    newClientOrderId: field(fields, 'text'),
  });
}

/** The sign of the size is the side, and a price of zero is a market order. */
export const futuresOrder =
  (account: Account | undefined) =>
  (fields: Fields): Params => {
    const symbol = pair(fields) ?? '';
    const step = MARKETS.get(symbol)?.step ?? dec(1);
    const closes = field(fields, 'close') === 'true';
    const held = account?.usdm.position(symbol).qty ?? dec(0);
    const qty = closes ? held.neg() : dec(field(fields, 'size') ?? 0).mul(step);
    const isMarket = dec(field(fields, 'price') ?? 0).isZero();
    return given({
      symbol,
      side: qty.isNeg() ? 'SELL' : 'BUY',
      ...orderKind('usdm', isMarket, field(fields, 'tif') ?? 'gtc', POST_ONLY),
      price: isMarket ? undefined : field(fields, 'price'),
      quantity: plain(qty.abs()),
      newClientOrderId: field(fields, 'text'),
      reduceOnly: String(closes || field(fields, 'reduce_only') === 'true'),
    });
  };

export const batchOf =
  (params: (asked: Asked) => (fields: Fields) => Params) =>
  (asked: Asked): Params[] =>
    asked.list.map((item) => params(asked)(item as Fields));

/** Ids alone, as futures list them, or with their pair, as spot does. */
export const refFields = (item: unknown): Fields =>
  typeof item === 'object' ? (item as Fields) : { id: item };

export const batchOfRefs = (venue: Venue) => (asked: Asked) =>
  asked.list.map((item) => orderRefOf(venue)({ ...asked, fields: refFields(item) }));

/** Futures state a size in contracts, whose worth the order's market tells. */
export const amendment =
  (venue: Venue) =>
  (asked: Asked): Params => {
    const order = orderNamed(asked, venue);
    const size = field(asked.fields, 'size');
    return given({
      ...orderRefOf(venue)(asked),
      price: field(asked.fields, 'price'),
      quantity:
        size === undefined || order === undefined
          ? field(asked.fields, 'amount')
          : plain(dec(size).abs().mul(order.market.step)),
    });
  };

export const tradesOf = (asked: Asked): Params => {
  const orderId = field(asked.fields, 'order_id', 'order');
  return given({ ...symbolParam(asked), orderId });
};
