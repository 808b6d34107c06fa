import type { ErrorType } from '../../../lib/collector/order-event.js';
import type { CodeTable, FaultFacts } from '../../core/errors/fault-facts.js';
import { errorTypeOf } from '../../core/errors/fault-facts.js';

/**
 * Codes of Bitget's APIs, classic (V2) and unified (V3), REST and WebSocket. A code has one meaning
 * in all of them. See https://www.bitget.com/api-doc/common/error-code/restapi
 */
const CODES: CodeTable = {
  // Balances and margin.
  '40711': 'insufficient_funds',
  '40712': 'insufficient_funds',
  '40754': 'insufficient_funds',
  '40762': 'insufficient_funds',
  '43012': 'insufficient_funds',
  '50020': 'insufficient_funds',
  '50060': 'insufficient_funds',
  // Orders and their parameters.
  '40017': 'invalid_order',
  '40019': 'invalid_order',
  '40020': 'invalid_order',
  '40108': 'invalid_order',
  '40201': 'invalid_order',
  '40303': 'invalid_order',
  '40305': 'invalid_order',
  '40500': 'invalid_order',
  '40706': 'invalid_order',
  '40774': 'invalid_order',
  '40786': 'invalid_order',
  '40808': 'invalid_order',
  '40815': 'invalid_order',
  '40917': 'invalid_order',
  '41103': 'invalid_order',
  '41117': 'invalid_order',
  '43011': 'invalid_order',
  '43025': 'invalid_order',
  '45110': 'invalid_order',
  '45111': 'invalid_order',
  '45112': 'invalid_order',
  '45113': 'invalid_order',
  '45122': 'invalid_order',
  '400172': 'invalid_order',
  // Markets.
  '30016': 'invalid_symbol',
  '40034': 'invalid_symbol',
  '40309': 'invalid_symbol',
  '50004': 'invalid_symbol',
  // Orders that are not there.
  '40109': 'order_not_found',
  '40768': 'order_not_found',
  '43001': 'order_not_found',
  // Keys, signatures, permissions.
  '30004': 'auth',
  '30005': 'auth',
  '30011': 'auth',
  '30012': 'auth',
  '30013': 'auth',
  '30015': 'auth',
  '40001': 'auth',
  '40002': 'auth',
  '40003': 'auth',
  '40006': 'auth',
  '40009': 'auth',
  '40011': 'auth',
  '40012': 'auth',
  '40014': 'auth',
  '40016': 'auth',
  '40018': 'auth',
  '40036': 'auth',
  '40037': 'auth',
  '40038': 'auth',
  '40506': 'auth',
  '40507': 'auth',
  // Clocks.
  '30008': 'clock_skew',
  '40004': 'clock_skew',
  '40005': 'clock_skew',
  '40008': 'clock_skew',
  // Limits.
  '429': 'rate_limit',
  '1001': 'rate_limit',
  '30001': 'rate_limit',
  '30007': 'rate_limit',
  '50009': 'rate_limit',
  // An answer that did not come in time inside the exchange: the order may have been placed.
  '40010': 'timeout',
  '50008': 'timeout',
  // The exchange itself.
  '500': 'exchange_unavailable',
  '30033': 'exchange_unavailable',
  '40015': 'exchange_unavailable',
  '40200': 'exchange_unavailable',
  '40308': 'exchange_unavailable',
  '40604': 'exchange_unavailable',
  '40725': 'exchange_unavailable',
  '41114': 'exchange_unavailable',
  '43115': 'exchange_unavailable',
  '45001': 'exchange_unavailable',
  // Sound orders that are not wanted.
  '22002': 'rejected',
  '40301': 'rejected',
  '40710': 'rejected',
  '45043': 'rejected',
};

/** The class of a failure that Bitget told, by its code or the HTTP status. */
export const bitgetErrorType = (facts: FaultFacts): ErrorType => errorTypeOf(facts, CODES);
