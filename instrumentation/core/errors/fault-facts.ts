import type { ErrorType } from '../../../lib/collector/order-event.js';
import { transportErrorType } from './transport-error.js';

/** What a client tells of a failure. Never a message: vendors change their wording. */
export interface FaultFacts {
  /** The exchange's own code, as it spells it. */
  readonly code?: unknown;
  /** HTTP status of the answer; undefined where there was none. */
  readonly status?: unknown;
  /** What was thrown, where its `code` may be that of a socket or of the HTTP client. */
  readonly error?: unknown;
}

/** The classes of one exchange's codes. Each line can be checked against its API documentation. */
export type CodeTable = Readonly<Record<string, ErrorType>>;

/** Classes by HTTP status, for what no code of the exchange tells. */
const STATUS_TABLE: CodeTable = {
  400: 'invalid_order',
  401: 'auth',
  403: 'auth',
  404: 'order_not_found',
  408: 'timeout',
  409: 'rejected',
  418: 'rate_limit',
  422: 'invalid_order',
  429: 'rate_limit',
  504: 'timeout',
};

/**
 * The class of a failure: by the exchange's code, else by what the transport says, else by the HTTP
 * status.
 * @param statuses where an exchange means something else by a status
 */
export function errorTypeOf(
  { code, status, error }: FaultFacts,
  codes: CodeTable,
  statuses: CodeTable = {},
): ErrorType {
  return (
    lookUp(codes, code) ??
    transportErrorType(error) ??
    lookUp(statuses, status) ??
    lookUp(STATUS_TABLE, status) ??
    (isServerError(status) ? 'exchange_unavailable' : 'unknown')
  );
}

function isServerError(status: unknown): boolean {
  return typeof status === 'number' && status >= 500 && status < 600;
}

function lookUp(table: CodeTable, key: unknown): ErrorType | undefined {
  if (typeof key !== 'string' && typeof key !== 'number') return undefined;
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
