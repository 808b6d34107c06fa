import { fieldsOf, rowsOf } from '../core/fields.js';
import type { OrderFailure, OrderRequest } from '../core/orders/order-call.js';
import { bybitErrorType } from '../exchanges/bybit/error-codes.js';
import type { SieblyAnswers, SieblyFault } from '../siebly/index.js';
import { SOCKET_ENDED } from '../siebly/socket-end.js';

/** How orders end, over REST as over WebSocket: a refusal over REST resolves. */
export const ANSWERS: SieblyAnswers = { errorType, failures };

function errorType({ error, status }: SieblyFault) {
  const { body, response, retCode, message } = fieldsOf(error);
  // With `parse_exceptions: false` the error is axios' own, and holds the answer.
  const answer = fieldsOf(body ?? fieldsOf(response)['data']);
  const code = answer['retCode'] ?? retCode;
  if (code === undefined && SOCKET_ENDED.has(message)) return 'network';
  return bybitErrorType({ code, status: status ?? fieldsOf(response)['status'], error });
}

/** Zero is success; a batch that was taken has a code for each of its items. */
function failures(answer: unknown, { orders }: OrderRequest): readonly OrderFailure[] {
  const { retCode, retExtInfo } = fieldsOf(answer);
  const whole = failureOf(retCode);
  if (whole !== undefined) return Array.from({ length: Math.max(1, orders.length) }, () => whole);
  const items = rowsOf(fieldsOf(retExtInfo)['list']).map(({ code }) => failureOf(code));
  return items.length > 0 ? items : orders.map(() => undefined);
}

function failureOf(code: unknown): OrderFailure {
  return code === undefined || code === 0 ? undefined : bybitErrorType({ code });
}
