import type { ErrorType } from '../../../lib/collector/order-event.js';
import type { CodeTable, FaultFacts } from '../../core/errors/fault-facts.js';
import { errorTypeOf } from '../../core/errors/fault-facts.js';

/**
 * Codes of BitMart. Spot and futures share those of keys and limits (30xxx); spot has 5xxxx, futures
 * have 40xxx. See https://developer-pro.bitmart.com/en/spot/#error-code and
 * https://developer-pro.bitmart.com/en/futuresv2/#error-code
 */
const CODES: CodeTable = {
  // Keys, clocks, limits, the house itself.
  30000: 'unknown',
  30001: 'auth',
  30002: 'auth',
  30003: 'auth',
  30004: 'auth',
  30005: 'auth',
  30006: 'auth',
  30007: 'clock_skew',
  30008: 'auth',
  30010: 'auth',
  30011: 'auth',
  30012: 'auth',
  30013: 'rate_limit',
  30014: 'exchange_unavailable',
  30016: 'exchange_unavailable',
  30017: 'rate_limit',
  30018: 'invalid_order',
  30019: 'auth',
  // Spot and margin.
  50001: 'invalid_symbol',
  50005: 'order_not_found',
  50020: 'insufficient_funds',
  50022: 'exchange_unavailable',
  50023: 'rejected',
  50026: 'rejected',
  50027: 'rejected',
  50030: 'order_not_found',
  50031: 'order_not_found',
  50032: 'order_not_found',
  50034: 'rejected',
  50035: 'rejected',
  50036: 'rejected',
  50040: 'invalid_symbol',
  51000: 'invalid_symbol',
  51001: 'rejected',
  51002: 'rejected',
  51003: 'rejected',
  51004: 'insufficient_funds',
  51008: 'rejected',
  53001: 'rejected',
  53008: 'rejected',
  59010: 'insufficient_funds',
  // Accounts and wallets.
  60002: 'invalid_symbol',
  60008: 'insufficient_funds',
  61001: 'insufficient_funds',
  70002: 'invalid_symbol',
  70003: 'exchange_unavailable',
  // Futures.
  40006: 'auth',
  40008: 'clock_skew',
  40012: 'exchange_unavailable',
  40013: 'clock_skew',
  40014: 'rejected',
  40015: 'rejected',
  40016: 'rejected',
  40017: 'rejected',
  40018: 'rejected',
  40019: 'rejected',
  40020: 'rejected',
  40021: 'rejected',
  40026: 'rejected',
  40027: 'insufficient_funds',
  40028: 'rejected',
  40034: 'invalid_symbol',
  40035: 'order_not_found',
  40037: 'order_not_found',
  40046: 'auth',
  40047: 'rejected',
};

/** Ranges of codes that mean one thing; a code of its own in the table comes first. */
const RANGES: readonly [from: number, to: number, type: ErrorType][] = [
  [40_007, 40_050, 'invalid_order'],
  [50_000, 50_042, 'invalid_order'],
  [51_005, 51_015, 'invalid_order'],
  [52_000, 52_999, 'invalid_order'],
  [53_000, 53_010, 'auth'],
  [59_001, 59_011, 'exchange_unavailable'],
];

/** The class of a failure that BitMart told, by its code or the HTTP status. */
export function bitmartErrorType({ code, status, error }: FaultFacts): ErrorType {
  if (!Object.hasOwn(CODES, String(code))) {
    const range = RANGES.find(([from, to]) => Number(code) >= from && Number(code) <= to);
    if (range !== undefined) return range[2];
  }
  return errorTypeOf({ code, status, error }, CODES);
}
