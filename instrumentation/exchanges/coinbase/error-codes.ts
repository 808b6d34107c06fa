import type { ErrorType } from '../../../lib/collector/order-event.js';
import type { CodeTable, FaultFacts } from '../../core/errors/fault-facts.js';
import { errorTypeOf } from '../../core/errors/fault-facts.js';

/**
 * Reasons for which Advanced Trade fails an order, a preview, a change or a cancellation, and codes
 * of answers that did not get as far. See the enumerations of failure reasons at
 * https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/orders/create-order
 */
const REASONS: CodeTable = {
  // Money.
  INSUFFICIENT_FUND: 'insufficient_funds',
  INSUFFICIENT_FUNDS: 'insufficient_funds',
  INSUFFICIENT_FUNDS_FOR_FUTURES: 'insufficient_funds',
  INVALID_LEDGER_BALANCE: 'insufficient_funds',
  // Markets.
  INVALID_PRODUCT_ID: 'invalid_symbol',
  INELIGIBLE_PAIR: 'invalid_symbol',
  // Orders that are not there, or not any more.
  ORDER_NOT_FOUND: 'order_not_found',
  UNKNOWN_CANCEL_ORDER: 'order_not_found',
  NOT_FOUND: 'order_not_found',
  not_found: 'order_not_found',
  // Words of the request.
  UNSUPPORTED_ORDER_CONFIGURATION: 'invalid_order',
  CANNOT_EDIT_TO_BELOW_FILLED_SIZE: 'invalid_order',
  ONLY_LIMIT_ORDER_EDITS_SUPPORTED: 'invalid_order',
  QUOTE_SIZE_NOT_ALLOWED_FOR_BRACKET: 'invalid_order',
  invalid_request: 'invalid_order',
  param_required: 'invalid_order',
  validation_error: 'invalid_order',
  // Refused although the words are right.
  COMMANDER_REJECTED_NEW_ORDER: 'rejected',
  COMMANDER_REJECTED_CANCEL_ORDER: 'rejected',
  COMMANDER_REJECTED_EDIT_ORDER: 'rejected',
  DUPLICATE_CANCEL_REQUEST: 'rejected',
  GEOFENCING_RESTRICTION: 'rejected',
  IN_LIQUIDATION: 'rejected',
  INVALID_FCM_TRADING_SESSION: 'rejected',
  INVALID_LIMIT_PRICE_POST_ONLY: 'rejected',
  INVALID_NO_LIQUIDITY: 'rejected',
  MISSING_MARKET_TRADE_DATA: 'rejected',
  ORDER_ENTRY_DISABLED: 'rejected',
  UNTRADABLE_PRODUCT: 'rejected',
  // Keys.
  CALLER_IS_NOT_OWNER: 'auth',
  NOT_AUTHORIZED: 'auth',
  PERMISSION_DENIED: 'auth',
  UNAUTHENTICATED: 'auth',
  authentication_error: 'auth',
  expired_token: 'auth',
  invalid_scope: 'auth',
  invalid_token: 'auth',
  revoked_token: 'auth',
  unauthorized: 'auth',
  // Limits.
  RESOURCE_EXHAUSTED: 'rate_limit',
  resource_exhausted: 'rate_limit',
  rate_limit_exceeded: 'rate_limit',
  // The house.
  UNAVAILABLE: 'exchange_unavailable',
  internal_server_error: 'exchange_unavailable',
  DEADLINE_EXCEEDED: 'timeout',
};

/** Reasons of previews are those of orders under a prefix. */
const PREVIEW = /^PREVIEW_/;
/** `INVALID_SIZE_PRECISION`, `INVALID_EDITED_PRICE`, `BRACKET_LIMIT_PRICE_OUT_OF_BOUNDS` … */
const WRONG_WORDS = /^INVALID_|_OUT_OF_BOUNDS$|_NOT_SUPPORTED$|^STOP_PRICE_/;

/** The class of a reason, or undefined for those that say that the reason is unknown. */
export function reasonType(reason: unknown): ErrorType | undefined {
  if (typeof reason !== 'string') return undefined;
  const name = reason.replace(PREVIEW, '');
  if (Object.hasOwn(REASONS, name)) return REASONS[name];
  return WRONG_WORDS.test(name) ? 'invalid_order' : undefined;
}

/** The class of a call that Advanced Trade did not answer with 200. */
export function tradeErrorType({ code, status, error }: FaultFacts): ErrorType {
  return reasonType(code) ?? errorTypeOf({ status, error }, {});
}

/**
 * Sentences of the Exchange API. It has no codes, a message and a status are all that it tells: where
 * one status stands for several classes, its documented sentences are compared whole.
 */
const SENTENCES: CodeTable = {
  'Insufficient funds': 'insufficient_funds',
  'Product not found': 'invalid_symbol',
  'product_id is not a valid product': 'invalid_symbol',
  'request timestamp expired': 'clock_skew',
  'order not found': 'order_not_found',
  NotFound: 'order_not_found',
  'Order already done': 'order_not_found',
  'Cancel only mode': 'rejected',
  'Post only mode': 'rejected',
  'Trading is disabled': 'rejected',
};

/** The class of a call that the Exchange API, or one of its sisters, refused. */
export function exchangeErrorType(message: unknown, { status, error }: FaultFacts): ErrorType {
  return errorTypeOf({ code: message, status, error }, SENTENCES);
}
