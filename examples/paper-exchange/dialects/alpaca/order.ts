import type { Account } from '../../accounts.js';
import { type Money, ZERO } from '../../money.js';
import type { Order, OrderRequest, Side } from '../../orders.js';
import type { ExecutionType } from '../../venue.js';
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

/** How a new order stands, and what it takes the place of. */
export interface Stand {
  readonly status?: Status;
  readonly replaces?: AlpacaOrder;
}

export function newOrder(
  id: number,
  time: number,
  account: Account,
  terms: Terms,
  { status = 'new', replaces }: Stand,
): AlpacaOrder {
  const number = String(id).padStart(12, '0');
  const clientOrderId = terms.clientOrderId || `c11e0000-0000-4000-8000-${number}`;
  return {
    id: `a1fa0000-0000-4000-8000-${number}`,
    account,
    terms: { ...terms, clientOrderId },
    createdAt: time,
    updatedAt: time,
    legs: [],
    replaces,
    status,
    core: undefined,
    replacedBy: undefined,
    hwm: undefined,
    linked: undefined,
  };
}

/** One leg of a bracket ends the other; the two halves of an OCO end one another. */
export function link(order: AlpacaOrder): void {
  const [first, second] = order.terms.orderClass === 'oco' ? [order, order.legs[0]] : order.legs;
  if (first !== undefined && second !== undefined) {
    first.linked = second;
    second.linked = first;
  }
}

/** What the stream calls something that happened to an order. */
export function eventOf(order: AlpacaOrder, type: ExecutionType): string {
  switch (type) {
    case 'TRADE':
      return statusOf(order) === 'filled' ? 'fill' : 'partial_fill';
    case 'NEW':
      return 'new';
    default:
      return statusOf(order);
  }
}
