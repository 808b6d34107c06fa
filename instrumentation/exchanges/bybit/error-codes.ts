import type { ErrorType } from '../../../lib/collector/order-event.js';
import type { CodeTable, FaultFacts } from '../../core/errors/fault-facts.js';
import { errorTypeOf } from '../../core/errors/fault-facts.js';

/**
 * The `retCode` of Bybit's V5 APIs, REST and WebSocket.
 * See https://bybit-exchange.github.io/docs/v5/error
 */
const CODES: CodeTable = {
  // Common to all.
  429: 'exchange_unavailable',
  10000: 'timeout',
  10001: 'invalid_order',
  10002: 'clock_skew',
  10003: 'auth',
  10004: 'auth',
  10005: 'auth',
  10006: 'rate_limit',
  10007: 'auth',
  10008: 'auth',
  10009: 'auth',
  10010: 'auth',
  10014: 'invalid_order',
  10016: 'exchange_unavailable',
  10017: 'invalid_order',
  10018: 'rate_limit',
  10019: 'exchange_unavailable',
  10024: 'rejected',
  10027: 'rejected',
  10028: 'auth',
  10029: 'rejected',
  10429: 'rate_limit',
  33004: 'auth',
  // The order API over WebSocket.
  10403: 'rate_limit',
  10404: 'invalid_order',
  20003: 'rate_limit',
  20006: 'invalid_order',
  // Contracts.
  110001: 'order_not_found',
  110003: 'invalid_order',
  110004: 'insufficient_funds',
  110005: 'rejected',
  110006: 'insufficient_funds',
  110007: 'insufficient_funds',
  110008: 'order_not_found',
  110009: 'rejected',
  110010: 'order_not_found',
  110011: 'rejected',
  110012: 'insufficient_funds',
  110013: 'rejected',
  110014: 'insufficient_funds',
  110015: 'insufficient_funds',
  110016: 'rejected',
  110017: 'rejected',
  110018: 'auth',
  110019: 'order_not_found',
  110020: 'rejected',
  110021: 'rejected',
  110022: 'rejected',
  110023: 'rejected',
  110044: 'insufficient_funds',
  110045: 'insufficient_funds',
  110051: 'insufficient_funds',
  110052: 'insufficient_funds',
  110053: 'insufficient_funds',
  110054: 'rejected',
  110055: 'rejected',
  110056: 'rejected',
  110057: 'invalid_order',
  110058: 'invalid_order',
  110064: 'invalid_order',
  110072: 'invalid_order',
  110079: 'rejected',
  110090: 'rejected',
  110092: 'invalid_order',
  110093: 'invalid_order',
  110094: 'invalid_order',
  // Spot.
  170001: 'exchange_unavailable',
  170005: 'rate_limit',
  170007: 'timeout',
  170031: 'rejected',
  170032: 'network',
  170033: 'insufficient_funds',
  170034: 'insufficient_funds',
  170116: 'invalid_order',
  170117: 'invalid_order',
  170121: 'invalid_symbol',
  170131: 'insufficient_funds',
  170132: 'invalid_order',
  170133: 'invalid_order',
  170134: 'invalid_order',
  170135: 'invalid_order',
  170136: 'invalid_order',
  170137: 'invalid_order',
  170139: 'order_not_found',
  170140: 'invalid_order',
  170141: 'invalid_order',
  170142: 'order_not_found',
  170143: 'order_not_found',
  170144: 'rejected',
  170146: 'timeout',
  170147: 'timeout',
  170190: 'rejected',
  170191: 'rejected',
  170192: 'rejected',
  170193: 'invalid_order',
  170194: 'invalid_order',
  170201: 'rejected',
  170209: 'rejected',
  170210: 'rejected',
  170213: 'order_not_found',
  170217: 'invalid_order',
  170218: 'rejected',
  170221: 'invalid_symbol',
  170222: 'rate_limit',
  170224: 'rejected',
  170226: 'rejected',
  170229: 'rejected',
  170234: 'exchange_unavailable',
  170241: 'rejected',
};

/** Ranges of codes that mean one thing; a code of its own in the table comes first. */
const RANGES: readonly [from: number, to: number, type: ErrorType][] = [
  // Contracts: wrong parameters and modes of the position; spot: wrong parameters.
  [110024, 110100, 'rejected'],
  [170101, 170130, 'invalid_order'],
];

/** An address that asks too often gets this without any code. */
const STATUSES: CodeTable = { 403: 'rate_limit' };

/** The class of a failure that Bybit told, by its `retCode` or the HTTP status. */
export function bybitErrorType(facts: FaultFacts): ErrorType {
  const code = Number(facts.code);
  const range = RANGES.find(([from, to]) => code >= from && code <= to);
  if (range !== undefined && !Object.hasOwn(CODES, code)) return range[2];
  return errorTypeOf(facts, CODES, STATUSES);
}
