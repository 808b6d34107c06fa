import type { ErrorType } from '../../../lib/collector/order-event.js';
import type { CodeTable, FaultFacts } from '../../core/errors/fault-facts.js';
import { errorTypeOf } from '../../core/errors/fault-facts.js';

/**
 * Codes of Binance's APIs. Spot and futures share the numbers up to -1999 and differ in some of the
 * -20xx, whose classes agree here. See https://developers.binance.com/docs/binance-spot-api-docs/errors
 * and https://developers.binance.com/docs/derivatives/usds-margined-futures/error-code
 */
const CODES: CodeTable = {
  // Server and network.
  [-1000]: 'exchange_unavailable',
  [-1001]: 'exchange_unavailable',
  [-1002]: 'auth',
  [-1003]: 'rate_limit',
  [-1004]: 'exchange_unavailable',
  [-1005]: 'auth',
  // An answer from inside that nobody expected, or none in time: the order may have been placed.
  [-1006]: 'timeout',
  [-1007]: 'timeout',
  [-1008]: 'exchange_unavailable',
  [-1010]: 'rejected',
  [-1011]: 'auth',
  [-1013]: 'invalid_order',
  [-1014]: 'invalid_order',
  [-1015]: 'rate_limit',
  [-1016]: 'exchange_unavailable',
  [-1020]: 'invalid_order',
  [-1021]: 'clock_skew',
  [-1022]: 'auth',
  [-1034]: 'rate_limit',
  [-1099]: 'auth',
  // Of the requests with a wrong parameter (-11xx) these are about something else.
  [-1112]: 'rejected',
  [-1121]: 'invalid_symbol',
  [-1122]: 'rejected',
  // Orders and accounts.
  [-2008]: 'auth',
  [-2010]: 'rejected',
  [-2011]: 'order_not_found',
  [-2013]: 'order_not_found',
  [-2014]: 'auth',
  [-2015]: 'auth',
  [-2016]: 'rejected',
  [-2017]: 'auth',
  [-2018]: 'insufficient_funds',
  [-2019]: 'insufficient_funds',
  [-2020]: 'rejected',
  [-2021]: 'rejected',
  [-2022]: 'rejected',
  [-2023]: 'rejected',
  [-2024]: 'insufficient_funds',
  [-2025]: 'rejected',
  [-2026]: 'order_not_found',
  [-2027]: 'rejected',
  [-2028]: 'insufficient_funds',
  [-2038]: 'rejected',
  [-2039]: 'order_not_found',
  // Margin accounts.
  [-3041]: 'insufficient_funds',
  [-3067]: 'rejected',
  // Futures.
  [-4050]: 'insufficient_funds',
  [-4051]: 'insufficient_funds',
  [-4087]: 'rejected',
  [-4088]: 'rejected',
  [-4108]: 'rejected',
  [-4112]: 'rejected',
  [-4117]: 'rejected',
  [-4118]: 'rejected',
  [-4131]: 'rejected',
  [-4140]: 'rejected',
  [-4141]: 'rejected',
  [-4142]: 'rejected',
  [-4144]: 'invalid_symbol',
  [-4192]: 'rejected',
  [-4400]: 'rejected',
  [-4401]: 'rejected',
  [-4402]: 'rejected',
  [-4403]: 'rejected',
  [-5021]: 'rejected',
  [-5022]: 'rejected',
  [-5026]: 'rejected',
  [-5027]: 'rejected',
  // It came to the matching engine later than it allowed.
  [-5028]: 'clock_skew',
  [-5041]: 'rejected',
  // Algorithms: TWAP and VP.
  [-20121]: 'invalid_symbol',
  [-20124]: 'order_not_found',
  [-20198]: 'rejected',
};

/** Ranges of codes that mean one thing; a code of its own in the table comes first. */
const RANGES: readonly [from: number, to: number, type: ErrorType][] = [
  [-1199, -1100, 'invalid_order'],
  // Filters and parameters of futures.
  [-4199, -4000, 'invalid_order'],
  [-5042, -5023, 'invalid_order'],
  [-20204, -20130, 'invalid_order'],
];

/** Statuses that Binance uses in a way of its own: an order that is not there is answered with 400. */
const STATUSES: CodeTable = { 403: 'rate_limit', 404: 'unknown' };

/** The class of a failure that Binance told, by its code or the HTTP status. */
export function binanceErrorType(facts: FaultFacts, text?: unknown): ErrorType {
  const { code } = facts;
  if (code === -2010 && isAboutBalance(text)) return 'insufficient_funds';
  const range = RANGES.find(([from, to]) => Number(code) >= from && Number(code) <= to);
  const known = range !== undefined && !Object.hasOwn(CODES, String(code)) ? range[2] : undefined;
  return known ?? errorTypeOf(facts, CODES, STATUSES);
}

/**
 * An order that spot rejects has the code -2010 whatever the reason; the reason is in the text alone,
 * and the documentation lists the texts. This is the only one that is a class of its own.
 */
function isAboutBalance(text: unknown): boolean {
  return typeof text === 'string' && text.startsWith('Account has insufficient balance');
}
