import type { Market } from './markets.js';
import type { Money } from './money.js';
import type { Trigger } from './stop-kinds.js';

export type Side = 'BUY' | 'SELL';
export type OrderType = 'MARKET' | 'LIMIT' | 'LIMIT_MAKER';
/** `PO` is post-only as well: where `GTX` is refused when it would take, `PO` is taken and expires. */
export type TimeInForce = 'GTC' | 'IOC' | 'FOK' | 'GTX' | 'PO';
export type OrderStatus =
  | 'PENDING_NEW'
  | 'NEW'
  | 'PARTIALLY_FILLED'
  | 'FILLED'
  | 'CANCELED'
  | 'EXPIRED';

/** One fill of an order, with what it cost. */
export interface Trade {
  readonly id: number;
  readonly orderId: number;
  readonly symbol: string;
  readonly side: Side;
  readonly price: Money;
  readonly qty: Money;
  readonly commission: Money;
  readonly commissionAsset: string;
  readonly maker: boolean;
  readonly time: number;
  /** USD-M only: what this fill realized, before its commission. */
  readonly realized: Money | undefined;
}

/** What a request asks for, checked and in decimals. */
export interface OrderRequest {
  readonly market: Market;
  readonly side: Side;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly price: Money;
  readonly qty: Money;
  readonly clientOrderId: string;
  readonly reduceOnly: boolean;
  /** What the exchange calls a stop order; `type` is what becomes of it. */
  readonly stopType?: string;
  readonly trigger?: Trigger;
  /** Another order of its list holds the money for both, since only one of them can trade. */
  readonly isUnfunded?: boolean;
}

export interface Order extends Omit<OrderRequest, 'price' | 'qty' | 'isUnfunded'> {
  readonly id: number;
  readonly time: number;
  price: Money;
  qty: Money;
  filled: Money;
  quoteFilled: Money;
  status: OrderStatus;
  updateTime: number;
  /** The price has not yet been where a stop order waits for it. */
  isWaiting: boolean;
  /** The order list it belongs to, or -1. */
  listId: number;
  isUnfunded: boolean;
  readonly trades: Trade[];
}

/** The type as the exchange names it. */
export const typeName = (order: OrderRequest | Order): string => order.stopType ?? order.type;

export const isOpen = (order: Order): boolean =>
  order.status === 'NEW' || order.status === 'PARTIALLY_FILLED';

export const remaining = (order: Order): Money => order.qty.sub(order.filled);

export const signed = (side: Side, qty: Money): Money => (side === 'BUY' ? qty : qty.neg());
