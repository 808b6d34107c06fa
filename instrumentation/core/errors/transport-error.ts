import type { ErrorType } from '../../../lib/collector/order-event.js';

const TIMEOUT_CODES = new Set([
  'ETIMEDOUT',
  'ECONNABORTED',
  'ESOCKETTIMEDOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
const NETWORK_CODE =
  /^(?:E(?:CONN|NOTFOUND|PIPE|HOSTUNREACH|NETUNREACH|AI_AGAIN)|UND_ERR_|ERR_NETWORK$)/;

/**
 * What a signal ends a `fetch` with: that of `AbortSignal.timeout()`, and that of whoever gave up
 * waiting in another way. Either way nobody knows whether the exchange has the order.
 */
const TIMEOUT_NAMES: ReadonlySet<unknown> = new Set(['TimeoutError', 'AbortError']);

/** `fetch` wraps what went wrong, and some clients wrap that again. */
const DEEPEST_CAUSE = 3;

/**
 * The class of a fault that is not the exchange's: a socket's or the HTTP client's, told by its
 * `code`, or that of its cause. Undefined where there is no such code.
 */
export function transportErrorType(error: unknown): ErrorType | undefined {
  let fault = error as { code?: unknown; name?: unknown; cause?: unknown } | null | undefined;
  for (let depth = 0; depth <= DEEPEST_CAUSE && isObject(fault); depth += 1) {
    const found = typeOf(fault);
    if (found !== undefined) return found;
    fault = fault.cause as typeof fault;
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function typeOf({ code, name }: { code?: unknown; name?: unknown }): ErrorType | undefined {
  if (TIMEOUT_NAMES.has(name)) return 'timeout';
  if (typeof code !== 'string') return undefined;
  if (TIMEOUT_CODES.has(code)) return 'timeout';
  return NETWORK_CODE.test(code) ? 'network' : undefined;
}
