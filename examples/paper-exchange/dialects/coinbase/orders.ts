import type { Venue } from '../../markets.js';
import { plain, ZERO } from '../../money.js';
import { type Params, toParams } from '../../operation.js';
import { averagePrice } from '../../order-views.js';
import { type Order, remaining, type Trade } from '../../orders.js';
import type { Fields } from '../fields.js';
import { idOf, iso, named, orderUuid, productId, uuid } from './names.js';

const LIMITS: Readonly<Record<string, string>> = {
  limit_limit_gtc: 'GTC',
  sor_limit_ioc: 'IOC',
  limit_limit_fok: 'FOK',
};

/** `order_configuration` in the core's words; kinds that it has not become types it refuses. */
function configured(configuration: unknown): Fields {
  const [kind = '', words = {}] =
    Object.entries((configuration ?? {}) as Record<string, Fields>)[0] ?? [];
  const sizes = {
    quantity: words['base_size'],
    quoteOrderQty: words['quote_size'],
    reduceOnly: words['reduce_only'],
  };
  if (kind === 'market_market_ioc') return { type: 'MARKET', ...sizes };
  const timeInForce = LIMITS[kind];
  if (timeInForce === undefined) return { type: kind.toUpperCase(), ...sizes };
  const price = words['limit_price'];
  const postOnly = words['post_only'] === true;
  return { type: 'LIMIT', timeInForce: postOnly ? 'GTX' : timeInForce, price, ...sizes };
}

export interface Wanted {
  readonly venue: Venue;
  readonly params: Params;
}

/** A new order in the core's words. */
export function wanted(words: Fields): Wanted {
  const { venue, symbol } = named(words['product_id']);
  const { side, client_order_id: newClientOrderId } = words;
  const params = { symbol, side, newClientOrderId, ...configured(words['order_configuration']) };
  return { venue, params: toParams(params) };
}

/** The parameters that name an order by its UUID. */
export const refParams = (text: unknown): Params => ({ orderId: String(idOf(text).id) });

const STATUS: Readonly<Record<Order['status'], string>> = {
  PENDING_NEW: 'PENDING',
  NEW: 'OPEN',
  PARTIALLY_FILLED: 'OPEN',
  FILLED: 'FILLED',
  CANCELED: 'CANCELLED',
  EXPIRED: 'EXPIRED',
};

const IN_FORCE: Readonly<Record<Order['timeInForce'], string>> = {
  GTC: 'GOOD_UNTIL_CANCELLED',
  GTX: 'GOOD_UNTIL_CANCELLED',
  PO: 'GOOD_UNTIL_CANCELLED',
  IOC: 'IMMEDIATE_OR_CANCEL',
  FOK: 'FILL_OR_KILL',
};

function configurationOf(order: Order): object {
  const base_size = plain(order.qty);
  if (order.type === 'MARKET') return { market_market_ioc: { base_size } };
  const limit = { base_size, limit_price: plain(order.price) };
  if (order.timeInForce === 'IOC') return { sor_limit_ioc: limit };
  if (order.timeInForce === 'FOK') return { limit_limit_fok: limit };
  return { limit_limit_gtc: { ...limit, post_only: order.timeInForce === 'GTX' } };
}

const fees = (order: Order) =>
  order.trades.reduce((sum, { price, commission, side, commissionAsset, symbol }) => {
    const inBase = side === 'BUY' && !symbol.endsWith(commissionAsset);
    return sum.add(inBase ? commission.mul(price) : commission);
  }, ZERO);

const completion = (order: Order): string => plain(order.filled.div(order.qty).mul(100));

/** What is the same in an answer and on the user channel. */
const common = (venue: Venue, order: Order) => ({
  order_id: orderUuid(venue, order),
  client_order_id: order.clientOrderId,
  product_id: productId(venue, order.market),
  product_type: venue === 'spot' ? 'SPOT' : 'FUTURE',
  status: STATUS[order.status],
  completion_percentage: completion(order),
  number_of_fills: String(order.trades.length),
  filled_value: plain(order.quoteFilled),
  total_fees: plain(fees(order)),
  total_value_after_fees: plain(order.quoteFilled.add(fees(order))),
  time_in_force: order.type === 'MARKET' ? 'IMMEDIATE_OR_CANCEL' : IN_FORCE[order.timeInForce],
  trigger_status: 'INVALID_ORDER_TYPE',
  outstanding_hold_amount: '0',
});

/** An order as `orders/historical` has it. */
export const orderView = (venue: Venue, order: Order) => ({
  ...common(venue, order),
  user_id: '',
  order_configuration: configurationOf(order),
  side: order.side,
  order_type: order.type === 'MARKET' ? 'MARKET' : 'LIMIT',
  created_time: iso(order.time),
  filled_size: plain(order.filled),
  average_filled_price: plain(averagePrice(order)),
  fee: '',
  pending_cancel: false,
  size_in_quote: false,
  size_inclusive_of_fees: false,
  reject_reason: 'REJECT_REASON_UNSPECIFIED',
  reject_message: '',
  cancel_message: '',
  settled: order.status === 'FILLED',
  order_placement_source: 'RETAIL_ADVANCED',
  is_liquidation: false,
});

/** An order as the user channel has it: sums so far and no single fill. */
export const userOrder = (venue: Venue, order: Order) => ({
  ...common(venue, order),
  avg_price: plain(averagePrice(order)),
  cancel_reason: '',
  contract_expiry_type: venue === 'spot' ? 'UNKNOWN_CONTRACT_EXPIRY_TYPE' : 'PERPETUAL',
  cumulative_quantity: plain(order.filled),
  leaves_quantity: plain(remaining(order)),
  limit_price: order.type === 'MARKET' ? '0' : plain(order.price),
  order_side: order.side,
  order_type: order.type === 'MARKET' ? 'Market' : 'Limit',
  post_only: String(order.timeInForce === 'GTX'),
  reject_reason: '',
  retail_portfolio_id: '',
  risk_managed_by: venue === 'spot' ? 'UNKNOWN_RISK_MANAGEMENT_TYPE' : 'MANAGED_BY_VENUE',
  stop_price: '',
  creation_time: iso(order.time),
  end_time: '0001-01-01T00:00:00Z',
  start_time: '0001-01-01T00:00:00Z',
});

/** A fill as `orders/historical/fills` has it. */
export const fillView = (venue: Venue, order: Order, trade: Trade) => ({
  entry_id: uuid(venue, trade.id),
  trade_id: uuid(venue, trade.id),
  order_id: orderUuid(venue, order),
  trade_time: iso(trade.time),
  trade_type: 'FILL',
  price: plain(trade.price),
  size: plain(trade.qty),
  commission: plain(trade.commission),
  product_id: productId(venue, order.market),
  sequence_timestamp: iso(trade.time),
  liquidity_indicator: trade.maker ? 'MAKER' : 'TAKER',
  size_in_quote: false,
  user_id: '',
  side: trade.side,
  retail_portfolio_id: '',
});
