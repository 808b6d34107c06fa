import type { Fields } from '../core/fields.js';
import { fieldsOf, rowsOf } from '../core/fields.js';
import type { OrderFailure } from '../core/orders/order-call.js';
import { okxErrorType } from '../exchanges/okx/error-codes.js';
import type { SieblyAnswers, SieblyFault } from '../siebly/index.js';
import { SOCKET_ENDED } from '../siebly/socket-end.js';

/**
 * How orders end, over REST as over WebSocket. Whatever was refused rejects with the answer, and so
 * does a batch of which a part was taken: its items tell apart.
 */
export const ANSWERS: SieblyAnswers = {
  errorType,
  failures: (answer) => items(rowsOf(fieldsOf(answer)['data'] ?? answer)) ?? [undefined],
  refusals: (error) => items(rowsOf(bodyOf(error)['data'])),
};

function errorType(fault: SieblyFault) {
  const { error, status } = fault;
  const body = bodyOf(error);
  // `1` and `2` say that the orders in it have codes of their own.
  const [first] = items(rowsOf(body['data']))?.filter((failure) => failure !== undefined) ?? [];
  if (first !== undefined) return first;
  const { message, response } = fieldsOf(error);
  if (body['code'] === undefined && SOCKET_ENDED.has(message)) return 'network';
  const { status: httpStatus } = fieldsOf(response);
  return okxErrorType({ code: body['code'], status: status ?? httpStatus, error });
}

/** With `parse_exceptions: false` the error is axios' own, and holds the answer. */
function bodyOf(error: unknown): Fields {
  const { response } = fieldsOf(error);
  return fieldsOf(fieldsOf(response)['data'] ?? error);
}

/** How each order of an answer ended; undefined where the answer tells of none. */
function items(rows: readonly Fields[]): readonly OrderFailure[] | undefined {
  if (rows.length === 0) return undefined;
  return rows.map(({ sCode }) =>
    sCode === undefined || sCode === '0' ? undefined : okxErrorType({ code: sCode }),
  );
}
