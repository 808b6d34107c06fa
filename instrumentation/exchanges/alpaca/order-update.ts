import type { FillEvent } from '../../core/account/fill-book.js';
import type { PositionEvent } from '../../core/account/position-book.js';
import type { OrderIds } from '../../core/orders/order-ids.js';
import { idOf } from '../../core/orders/order-ids.js';
import { sideLabel } from '../../core/orders/order-labels.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';
import { timeOf } from './times.js';

/** What is read of a message of the stream `trade_updates`, in Alpaca's own names. */
export interface OrderUpdate {
  readonly event?: unknown;
  readonly timestamp?: unknown;
  /** The signed position after a fill. */
  readonly position_qty?: unknown;
  readonly order?: {
    readonly id?: unknown;
    readonly client_order_id?: unknown;
    readonly symbol?: unknown;
    readonly side?: unknown;
    readonly filled_qty?: unknown;
  };
}

/** What is read of a fill in the history of an account, in either spelling of its fields. */
export interface Activity {
  readonly activity_type?: unknown;
  readonly activityType?: unknown;
  readonly order_id?: unknown;
  readonly orderId?: unknown;
  readonly cum_qty?: unknown;
  readonly cumQty?: unknown;
  readonly transaction_time?: unknown;
  readonly transactionTime?: unknown;
  readonly symbol?: unknown;
  readonly side?: unknown;
}

/** The fill that an update tells of; undefined for every other event. Alpaca tells no realized P&L. */
export function fillOf({ event, timestamp, order }: OrderUpdate): FillEvent | undefined {
  if ((event !== 'fill' && event !== 'partial_fill') || order === undefined) return undefined;
  const ids = (): OrderIds => ({ id: idOf(order.id), clientId: idOf(order.client_order_id) });
  return { ...fill(order, fillId(order.id, order.filled_qty), timestamp), order: ids };
}

/** The fill in a line of the account's history. */
export function fillOfActivity(activity: Activity): FillEvent | undefined {
  const { activity_type, activityType = activity_type } = activity;
  if (activityType !== 'FILL') return undefined;
  const { order_id, orderId = order_id, cum_qty, cumQty = cum_qty } = activity;
  const { transaction_time, transactionTime = transaction_time } = activity;
  const id = fillId(orderId, cumQty);
  // Without an id nobody can tell it from what the stream has told already.
  if (id === undefined) return undefined;
  const ids = (): OrderIds => ({ id: idOf(orderId) });
  return { ...fill(activity, id, transactionTime), order: ids };
}

/** The position that a fill leaves behind, without its P&L. */
export function positionAfter(update: OrderUpdate, now: number): PositionEvent | undefined {
  const { position_qty, order, timestamp } = update;
  const size = position_qty === undefined ? Number.NaN : Number(position_qty);
  if (!Number.isFinite(size)) return undefined;
  return {
    symbol: nativeSymbolLabel(order?.symbol),
    side: size < 0 ? 'short' : 'long',
    hedged: false,
    size: Math.abs(size),
    asOf: timeOf(timestamp) ?? now,
  };
}

/** The stream and the history call a fill by different ids; what the order has filled is the same. */
function fillId(orderId: unknown, filledQty: unknown): string | undefined {
  const total = Number(filledQty);
  return typeof orderId === 'string' && total > 0 ? `${orderId}/${total}` : undefined;
}

function fill(
  { symbol, side }: { readonly symbol?: unknown; readonly side?: unknown },
  id: string | undefined,
  time: unknown,
): FillEvent {
  return {
    id,
    symbol: nativeSymbolLabel(symbol),
    // The history also knows `sell_short`.
    side: sideLabel(side === 'sell_short' ? 'sell' : side),
    time: timeOf(time) ?? Date.now(),
  };
}
