import type { ErrorType } from '../../lib/collector/order-event.js';
import { fieldsOf, rowsOf } from '../core/fields.js';
import type { OrderFailure } from '../core/orders/order-call.js';
import { bitmartErrorType } from '../exchanges/bitmart/error-codes.js';
import type { SieblyAnswers, SieblyFault } from '../siebly/index.js';

/** How REST calls end: what the exchange refuses is thrown, also where it answered 200. */
export const ANSWERS: SieblyAnswers = { errorType, failures };

/** The class of what a call threw: the client puts the status into `code` and the answer into `body`. */
function errorType({ error, status }: SieblyFault): ErrorType {
  const thrown = fieldsOf(error);
  // With `parseExceptions: false` the error is axios' own, and holds the answer.
  const response = fieldsOf(thrown['response']);
  const { code } = fieldsOf(thrown['body'] ?? response['data']);
  return bitmartErrorType({ code, status: status ?? thrown['code'] ?? response['status'], error });
}

/** How each order of a call that resolved ended: batches tell line by line. */
function failures(answer: unknown): readonly OrderFailure[] {
  const { data } = fieldsOf(answer);
  const { responses, failIds, result } = fieldsOf(data);
  if (Array.isArray(responses)) return rowsOf(responses).map(({ code }) => itemFailure(code));
  // Which orders were not cancelled is told, and why is not.
  if (Array.isArray(failIds)) return failIds.map(() => 'unknown');
  return [result === false ? 'unknown' : undefined];
}

function itemFailure(code: unknown): OrderFailure {
  return code === 0 || code === 1000 ? undefined : bitmartErrorType({ code });
}
