import type { ErrorType } from '../../lib/collector/order-event.js';
import { fieldsOf } from '../core/fields.js';
import type { OrderFailure, OrderRequest } from '../core/orders/order-call.js';
import { gateErrorType } from '../exchanges/gate/error-labels.js';
import type { LastWord, SieblyAnswers, SieblyFault } from '../siebly/index.js';
import { SOCKET_ENDED } from '../siebly/socket-end.js';

/** How REST calls end. */
export const REST_ANSWERS: SieblyAnswers = {
  errorType: restErrorType,
  failures: failuresOf,
};

/** How orders over WebSocket end. New ones are acknowledged first, which the client is content with. */
export const SOCKET_ANSWERS: SieblyAnswers = {
  errorType: socketErrorType,
  failures: (answer, request) => failuresOf(fieldsOf(fieldsOf(answer)['data'])['result'], request),
  acknowledged: (answer) => {
    const { ack, wsKey, request_id: id } = fieldsOf(answer);
    return ack === true ? `${String(wsKey)}/${String(id)}` : undefined;
  },
};

/** Whether an event answers a request of the order API. */
export const isApiAnswer = (event: unknown): boolean =>
  fieldsOf(fieldsOf(event)['header'])['event'] === 'api';

/** The last word on an order that was acknowledged. */
export function lastWord(event: unknown): LastWord | undefined {
  const { ack, header, request_id: id } = fieldsOf(event);
  const { channel, status } = fieldsOf(header);
  if (ack === true || !/_place$/.test(String(channel))) return undefined;
  return { id: String(id), failed: String(status) !== '200' };
}

function restErrorType({ error, status }: SieblyFault): ErrorType {
  const response = fieldsOf(fieldsOf(error)['response']);
  // With `parseExceptions: false` the error is axios' own, and holds the answer.
  const { body = response['data'] } = fieldsOf(error);
  const { label } = fieldsOf(body);
  const answered = status ?? response['status'];
  // An answer that broke off has a good status and nothing in it: nobody knows what became of it.
  if (label === undefined && Number(answered) >= 200 && Number(answered) < 300) return 'network';
  return gateErrorType({ code: label, status: answered, error });
}

function socketErrorType({ error }: SieblyFault): ErrorType {
  const { data, header, message } = fieldsOf(error);
  if (SOCKET_ENDED.has(message)) return 'network';
  const { label } = fieldsOf(fieldsOf(data)['errs']);
  const status = Number(fieldsOf(header)['status']);
  return gateErrorType({ code: label, status, error });
}

/** Batches answer item by item, and each item says whether it succeeded. */
function failuresOf(answer: unknown, { orders }: OrderRequest): readonly OrderFailure[] {
  if (!Array.isArray(answer)) return [undefined];
  const failures = answer.map((row): OrderFailure => {
    const { succeeded, label } = fieldsOf(row);
    return succeeded === false ? gateErrorType({ code: label }) : undefined;
  });
  // A cancellation of everything lists what it found.
  return orders.length === 0 && failures.length === 0 ? [undefined] : failures;
}
