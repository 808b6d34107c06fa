import type { ErrorType } from '../../lib/collector/order-event.js';
import { fieldsOf, itemsOf } from '../core/fields.js';
import type { OrderFailure, OrderRequest } from '../core/orders/order-call.js';
import { bitgetErrorType } from '../exchanges/bitget/error-codes.js';
import type { SieblyAnswers, SieblyFault } from '../siebly/index.js';
import { SOCKET_ENDED } from '../siebly/socket-end.js';

/** How REST calls end. */
export const REST_ANSWERS: SieblyAnswers = {
  errorType: restErrorType,
  failures: (answer, request, args) => failuresIn(fieldsOf(answer)['data'], request, args),
};

/** How orders over WebSocket end: the rows of the answer are its `args`. */
export const SOCKET_ANSWERS: SieblyAnswers = {
  errorType: ({ error }) => {
    const { code, message } = fieldsOf(error);
    if (code === undefined && SOCKET_ENDED.has(message)) return 'network';
    return bitgetErrorType({ code, error });
  },
  failures: (answer) => itemsOf(fieldsOf(answer)['args']).map(rowFailure),
};

function restErrorType({ error, status }: SieblyFault): ErrorType {
  const response = fieldsOf(fieldsOf(error)['response']);
  // With `parseExceptions: false` the error is axios' own, and holds the answer.
  const { body = response['data'] } = fieldsOf(error);
  const { code } = fieldsOf(body);
  const answered = status ?? response['status'];
  // An answer that broke off has a good status and nothing in it: nobody knows what became of it.
  if (code === undefined && answered === 200) return 'network';
  return bitgetErrorType({ code, status: answered, error });
}

function failuresIn(
  data: unknown,
  request: OrderRequest,
  args: readonly unknown[],
): readonly OrderFailure[] {
  const { failureList, list, success } = fieldsOf(data);
  if (Array.isArray(failureList)) return listFailures(failureList, request, args);
  const rows: unknown = Array.isArray(data) ? data : list;
  if (Array.isArray(rows)) return rowsFailures(rows.map(rowFailure), request);
  // A replacement that did not happen tells why in words only.
  return [success === 'failure' ? 'rejected' : undefined];
}

/** Each row of the unified account has a code; in a replacement of the classic one a word. */
function rowFailure(row: unknown): OrderFailure {
  const { code, success } = fieldsOf(row);
  if (success === 'failure') return 'rejected';
  const isFine = code === undefined || code === null || code === '' || /^0+$/.test(String(code));
  return isFine ? undefined : bitgetErrorType({ code });
}

/** One order may close several positions, and has failed where one of them stayed open. */
function rowsFailures(
  failures: readonly OrderFailure[],
  { operation, orders }: OrderRequest,
): readonly OrderFailure[] {
  const isOneOfMany = operation === 'close' && orders.length === 1 && failures.length > 1;
  return isOneOfMany ? [failures.find((failure) => failure !== undefined)] : failures;
}

/**
 * The classic accounts list the items that failed, apart from their places in the batch: they are
 * found by their client ids, and what has none takes the places that are left.
 */
function listFailures(
  failureList: readonly unknown[],
  request: OrderRequest,
  args: readonly unknown[],
): readonly OrderFailure[] {
  const failed = failureList.map((item) => {
    const { clientOid, errorCode } = fieldsOf(item);
    return { clientOid, failure: bitgetErrorType({ code: errorCode }) };
  });
  const { orders, operation } = request;
  if (orders.length === 0 || operation === 'close') return failed.map(({ failure }) => failure);
  const ids = clientIdsIn(args);
  const places = orders.map((_, index) => {
    const id = ids[index];
    const found = failed.findIndex(({ clientOid }) => id !== undefined && clientOid === id);
    return found < 0 ? undefined : failed.splice(found, 1)[0]?.failure;
  });
  return places.map((failure, index) =>
    failure === undefined && ids[index] === undefined ? failed.shift()?.failure : failure,
  );
}

function clientIdsIn(args: readonly unknown[]): readonly unknown[] {
  const holder = args.find((arg) => Array.isArray(fieldsOf(arg)['orderList']));
  return itemsOf(fieldsOf(holder)['orderList']).map((item) => fieldsOf(item)['clientOid']);
}
