import type { ErrorType } from '../../lib/collector/order-event.js';
import { transportErrorType } from '../core/errors/transport-error.js';
import { isRefusal, refusalType } from '../exchanges/binance/answers.js';
import { binanceErrorType } from '../exchanges/binance/error-codes.js';
import type { NodeBinanceApi } from './internal-types.js';

/**
 * What the client itself throws has neither code nor class of its own, so that only the beginning
 * of the text tells one from the other.
 */
const OWN_ERRORS: readonly (readonly [RegExp, ErrorType])[] = [
  [/^Request timeout: /, 'timeout'],
  [/^\w+: Invalid API /, 'auth'],
  [/^(?:stopPrice|trailingDelta): /, 'invalid_order'],
];

/** A refusal is an `Error` whose message is the body of Binance's answer, and nothing else. */
export function nodeBinanceApiErrorType(error: unknown, client: NodeBinanceApi): ErrorType {
  const { message } = (error ?? {}) as { message?: unknown };
  const text = typeof message === 'string' ? message : '';
  const body = parsed(text);
  if (isRefusal(body)) return refusalType(body);
  const own = OWN_ERRORS.find(([pattern]) => pattern.test(text))?.[1];
  const status = client.info?.statusCode;
  return own ?? transportErrorType(error) ?? binanceErrorType({ status });
}

function parsed(text: string): unknown {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
