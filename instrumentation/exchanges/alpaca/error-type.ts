import type { ErrorType } from '../../../lib/collector/order-event.js';
import type { CodeTable, FaultFacts } from '../../core/errors/fault-facts.js';
import { errorTypeOf } from '../../core/errors/fault-facts.js';

/** See https://docs.alpaca.markets (error responses of the Trading API). */
const CODES: CodeTable = {
  40010000: 'invalid_order',
  40010001: 'invalid_order',
  40110000: 'auth',
  40410000: 'order_not_found',
  42210000: 'invalid_order',
  42910000: 'rate_limit',
  // Protection against pattern day trading.
  40310100: 'rejected',
};

/** What an account may not do: too little money or shares, and every other restriction. */
const FORBIDDEN = 40310000;
const LACKS_FUNDS = /^insufficient /;

/** What is wrong with an order, an unknown asset among it. */
const UNPROCESSABLE: ReadonlySet<unknown> = new Set([42210000, 40010001]);
const UNKNOWN_ASSET =
  /^(?:asset|contract) .*not found|^could not find (?:asset|us_equity|crypto)|^invalid symbol/i;

/**
 * The class of a failure by Alpaca's code. The codes say no more than the HTTP status: without a
 * look at the message, nothing tells missing funds from other restrictions, or an unknown symbol
 * from a wrong price.
 */
export function alpacaErrorType(facts: FaultFacts, message: unknown): ErrorType {
  const code = Number(facts.code);
  const text = typeof message === 'string' ? message : '';
  if (code === FORBIDDEN) return LACKS_FUNDS.test(text) ? 'insufficient_funds' : 'rejected';
  if (UNPROCESSABLE.has(code) && UNKNOWN_ASSET.test(text)) return 'invalid_symbol';
  return errorTypeOf(facts, CODES);
}
