import type { ErrorType } from '../../lib/collector/order-event.js';
import { transportErrorType } from '../core/errors/transport-error.js';

/**
 * ccxt's error classes. A class that is not listed counts as its nearest listed ancestor, so a
 * class added by a later ccxt still lands in the right place.
 * See https://github.com/ccxt/ccxt/wiki/Manual#error-handling
 */
const CLASSES: Readonly<Record<string, ErrorType>> = {
  InsufficientFunds: 'insufficient_funds',
  InvalidOrder: 'invalid_order',
  ArgumentsRequired: 'invalid_order',
  BadRequest: 'invalid_order',
  NotSupported: 'invalid_order',
  BadSymbol: 'invalid_symbol',
  OrderNotFound: 'order_not_found',
  AuthenticationError: 'auth',
  InvalidNonce: 'clock_skew',
  // Descends from InvalidNonce, and means damaged data.
  ChecksumError: 'exchange_unavailable',
  RateLimitExceeded: 'rate_limit',
  DDoSProtection: 'rate_limit',
  RequestTimeout: 'timeout',
  NetworkError: 'network',
  ExchangeNotAvailable: 'exchange_unavailable',
  OperationFailed: 'exchange_unavailable',
  BadResponse: 'exchange_unavailable',
  OperationRejected: 'rejected',
};

/** Binance's code for a key, an address or a permission that it refuses. */
const KEY_REFUSED = /"code":\s*-2015\b/;

/**
 * Classifies by the names of the error's classes, never by `instanceof` (the CommonJS and the ES
 * module build of ccxt have different ones), and by the message in one case: ccxt's classes of
 * Binance, Bitrue and Tokocrypto say `DDoSProtection` of a key that is refused after it has worked,
 * and only the exchange's answer in the message tells a revoked key from too many requests.
 */
export function ccxtErrorType(error: unknown): ErrorType {
  try {
    if (isRefusedKey(error)) return 'auth';
    return byClassName(error) ?? transportErrorType(error) ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

function isRefusedKey(error: unknown): boolean {
  const { name, message } = (error ?? {}) as { name?: unknown; message?: unknown };
  return name === 'DDoSProtection' && typeof message === 'string' && KEY_REFUSED.test(message);
}

function byClassName(error: unknown): ErrorType | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  // `name` survives minification; the constructors' names lead to the ancestors.
  const own = lookUp((error as { name?: unknown }).name);
  if (own !== undefined) return own;
  for (let link: unknown = Object.getPrototypeOf(error); link; link = Object.getPrototypeOf(link)) {
    const found = lookUp((link as { constructor?: { name?: unknown } }).constructor?.name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function lookUp(name: unknown): ErrorType | undefined {
  return typeof name === 'string' && Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
}
