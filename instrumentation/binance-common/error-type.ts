import type { ErrorType } from '../../lib/collector/order-event.js';
import { fieldsOf } from '../core/fields.js';
import { refusalType } from '../exchanges/binance/answers.js';
import { binanceErrorType } from '../exchanges/binance/error-codes.js';

/** The package's own error classes, for failures without a code of Binance. */
const BY_NAME: Readonly<Record<string, ErrorType>> = {
  RequiredError: 'invalid_order',
  BadRequestError: 'invalid_order',
  UnauthorizedError: 'auth',
  ForbiddenError: 'rate_limit',
  TooManyRequestsError: 'rate_limit',
  RateLimitBanError: 'rate_limit',
  ServerError: 'exchange_unavailable',
  // Without a code: the status was good, and the connection broke off within the answer.
  ConnectorClientError: 'network',
  // A refused connection and an answer that did not come in time look the same from outside.
  NetworkError: 'network',
};

/**
 * What requests over WebSocket fail with is either Binance's refusal itself or a bare `Error`; then
 * only the beginning of its text tells what happened.
 */
const BY_TEXT: readonly (readonly [RegExp, ErrorType])[] = [
  [/^Request timeout for id/, 'timeout'],
  [
    /^(?:Request failed after|Not connected|Unable to send message|No available Websocket)/,
    'network',
  ],
];

/**
 * Before 2.3 the errors have neither code nor status: the sentence that Binance has for a code is all
 * there is, and they are documented. Those of other codes leave it at the name of the error's class.
 */
const BY_SENTENCE: readonly (readonly [RegExp, ErrorType])[] = [
  [
    /^(?:Account has insufficient balance|(?:Margin|Balance) is insufficient)/,
    'insufficient_funds',
  ],
  [/^Invalid symbol/, 'invalid_symbol'],
  [/^Timestamp for this request/, 'clock_skew'],
  [/^(?:Invalid API-key|API-key format invalid|Signature for this request)/, 'auth'],
  [/^(?:Unknown order sent|Order does not exist)/, 'order_not_found'],
  [/^(?:Market is closed|Order would immediately|Stop price would trigger)/, 'rejected'],
  [/^(?:ReduceOnly Order is rejected|Order cancel-replace)/, 'rejected'],
];

export function commonErrorType(error: unknown): ErrorType {
  const { code, name, message, statusCode, msg } = fieldsOf(error);
  if (typeof code === 'number') return refusalType({ code, msg: msg ?? message });
  const texts = [...BY_TEXT, ...BY_SENTENCE];
  const byText = texts.find(([pattern]) => pattern.test(String(message)))?.[1];
  const byName = Object.hasOwn(BY_NAME, String(name)) ? BY_NAME[String(name)] : undefined;
  if (typeof statusCode === 'number') return binanceErrorType({ status: statusCode });
  return byText ?? byName ?? binanceErrorType({ error });
}
