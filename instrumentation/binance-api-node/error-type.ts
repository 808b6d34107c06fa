import type { ErrorType } from '../../lib/collector/order-event.js';
import { transportErrorType } from '../core/errors/transport-error.js';
import { fieldsOf } from '../core/fields.js';
import { refusalType } from '../exchanges/binance/answers.js';
import { binanceErrorType } from '../exchanges/binance/error-codes.js';

/**
 * What the client refuses by itself is an `Error` that has nothing but a text, and so only the
 * beginning of the text tells one from the other.
 */
const OWN_ERRORS: readonly (readonly [RegExp, ErrorType])[] = [
  [/^Method \w+ requires |^You need to pass a payload object/, 'invalid_order'],
  [/^You need to pass an API key/, 'auth'],
];

/** A refusal has Binance's code; an answer that is no JSON comes with its response. */
export function apiNodeErrorType(error: unknown): ErrorType {
  const { code, message, response } = fieldsOf(error);
  if (typeof code === 'number') return refusalType({ code, msg: message });
  const own = OWN_ERRORS.find(([pattern]) => pattern.test(String(message)))?.[1];
  const { status } = fieldsOf(response);
  return own ?? transportErrorType(error) ?? binanceErrorType({ status });
}
