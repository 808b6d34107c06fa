import type { Account } from '../../accounts.js';
import { type Money, ZERO } from '../../money.js';
import type { Order, OrderRequest, Side } from '../../orders.js';
import type { Asset } from './assets.js';

export type OrderType = 'market' | 'limit' | 'stop' | 'stop_limit' | 'trailing_stop';
export type OrderClass = 'simple' | 'bracket' | 'oco' | 'oto';
type Status =
  | 'new'
  | 'held'
  | 'partially_filled'
  | 'filled'
  | 'canceled'
  | 'expired'
  | 'replaced'
  | 'rejected';

/** What was asked for, in Alpaca's terms. */
export interface Terms {
  readonly asset: Asset;
  readonly side: Side;
  readonly type: OrderType;
  readonly timeInForce: string;
  readonly orderClass: OrderClass;
  readonly qty: Money;
  readonly notional: Money | undefined;
  readonly limitPrice: Money | undefined;
  readonly stopPrice: Money | undefined;
  readonly trail: { readonly price?: Money; readonly percent?: Money } | undefined;
  readonly clientOrderId: string;
  readonly extendedHours: boolean;
}

/**
 * One order as Alpaca has it. It is in the core only while it can trade: a stop waits outside until
 * its price is met, a leg until the order that opens the position is filled.
 */
export interface AlpacaOrder {
  readonly id: string;
  readonly account: Account;
  readonly terms: Terms;
  readonly createdAt: number;
  readonly legs: AlpacaOrder[];
  readonly replaces: AlpacaOrder | undefined;
  updatedAt: number;
  /** How it stands while the core does not have it, and how it ended where the core calls it else. */
  status: Status;
  core: Order | undefined;
  replacedBy: AlpacaOrder | undefined;
  /** The best price since a trailing stop waits. */
  hwm: Money | undefined;
  /** The order whose end is the end of this one: the other leg, or the order of a bracket. */
  linked: AlpacaOrder | undefined;
}

const ENDED: ReadonlySet<Status> = new Set([
  'filled',
  'canceled',
  'expired',
  'replaced',
  'rejected',
]);

export const isOpen = (order: AlpacaOrder): boolean => !ENDED.has(statusOf(order));

/** What the core knows comes first, but for an order that handed its place on to another. */
export function statusOf({ core, status, terms }: AlpacaOrder): Status {
  if (core === undefined || status === 'replaced') {
    return status;
  }
  switch (core.status) {
    case 'NEW':
      return 'new';
    case 'PARTIALLY_FILLED':
      return 'partially_filled';
    case 'FILLED':
      return 'filled';
    case 'CANCELED':
      return 'canceled';
    default:
      return ['ioc', 'fok'].includes(terms.timeInForce) ? 'canceled' : 'expired';
  }
}

/** The order as the core takes it, once it may trade. */
export function tradable({ terms }: AlpacaOrder): OrderRequest {
  const { asset, side, type, timeInForce, qty, limitPrice, clientOrderId } = terms;
  const price = type === 'limit' || type === 'stop_limit' ? limitPrice : undefined;
  const immediate: Readonly<Record<string, 'IOC' | 'FOK'>> = { ioc: 'IOC', fok: 'FOK' };
  return {
    market: asset.market,
    side,
    type: price === undefined ? 'MARKET' : 'LIMIT',
    timeInForce: immediate[timeInForce] ?? 'GTC',
    price: price ?? ZERO,
    qty,
    clientOrderId,
    reduceOnly: false,
  };
}
