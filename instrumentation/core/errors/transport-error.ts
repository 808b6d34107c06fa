import type { ErrorType } from '../../../lib/collector/order-event.js';

const TIMEOUT_CODES = new Set([
  'ETIMEDOUT',
  'ECONNABORTED',
  'ESOCKETTIMEDOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
const NETWORK_CODE = /^(?:E(?:CONN|NOTFOUND|PIPE|HOSTUNREACH|NETUNREACH|AI_AGAIN)|UND_ERR_)/;

/**
 * The class of a fault that is not the exchange's: a socket's or the HTTP client's, told by its
 * `code`. Undefined where there is no such code.
 */
export function transportErrorType(error: unknown): ErrorType | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  if (typeof code !== 'string') return undefined;
  if (TIMEOUT_CODES.has(code)) return 'timeout';
  return NETWORK_CODE.test(code) ? 'network' : undefined;
}
