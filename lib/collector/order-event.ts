/** What an order call tries to do; the values of the label `operation`. */
export const OPERATIONS = ['create', 'edit', 'cancel', 'close'] as const;
export type OrderOperation = (typeof OPERATIONS)[number];

/**
 * Why an order operation failed; the values of the label `error_type`. After `timeout` and
 * `network` the outcome is unknown: the exchange may have the order.
 */
export const ERROR_TYPES = [
  'insufficient_funds',
  'invalid_order',
  'invalid_symbol',
  'order_not_found',
  'auth',
  'clock_skew',
  'rate_limit',
  'timeout',
  'network',
  'exchange_unavailable',
  'rejected',
  'unknown',
] as const;
export type ErrorType = (typeof ERROR_TYPES)[number];

/** How an order ended; the values of the label `outcome`. */
export const OUTCOMES = ['success', 'failure', 'unknown'] as const;
export type OrderOutcome = (typeof OUTCOMES)[number];

/** The outcome that an error class stands for. */
export function outcomeOf(errorType: ErrorType): OrderOutcome {
  return errorType === 'timeout' || errorType === 'network' ? 'unknown' : 'failure';
}

/** An order in one shape for every exchange client. */
export interface OrderEvent {
  /** The exchange's identifier, as ccxt spells it: `binance`, `kraken` … */
  readonly exchange: string;
  /** The market: `BTC/USDT`, `BTC/USDT:USDT` … */
  readonly symbol: string;
  /** `buy` or `sell`. */
  readonly side: string;
  /** `market`, `limit`, `stop_limit` … */
  readonly type: string;
}

/** A failed order operation. */
export interface OrderErrorEvent {
  readonly exchange: string;
  readonly operation: OrderOperation;
  readonly errorType: ErrorType;
}

/** An order that ended, measured from its request to its end. */
export interface ExecutionTimeLabels {
  readonly exchange?: string;
  readonly type?: string;
  /** Default: `success`. */
  readonly outcome?: OrderOutcome;
}

/** One execution (fill). */
export interface TradeEvent {
  readonly exchange: string;
  readonly symbol: string;
  readonly side: string;
  /** The exchange's id of the fill. A trade with an id counts once, however often it is seen. */
  readonly id?: string;
}
