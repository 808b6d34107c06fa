import type { Execution } from './matching.js';
import type { Money } from './money.js';
import type { Order } from './orders.js';

/** What a fill did to the account. */
export interface Settlement {
  readonly commission: Money;
  readonly commissionAsset: string;
  readonly realized: Money | undefined;
}

/** Taker and maker fee as fractions of what is traded. */
export interface Fees {
  readonly taker: string;
  readonly maker: string;
}

/** The books of one account on one venue. */
export interface Ledger {
  /** Refuses what the account cannot pay, else sets aside what the order needs while it rests. */
  reserve(order: Order, taking: readonly Execution[]): void;
  /** How much of a fill the order may still take; less than asked only for reduce-only orders. */
  allowed(order: Order, qty: Money): Money;
  /** Books one fill. The order does not yet include it. */
  settle(order: Order, execution: Execution, maker: boolean): Settlement;
  /** Gives back what is set aside for the rest of an order. */
  release(order: Order): void;
}
