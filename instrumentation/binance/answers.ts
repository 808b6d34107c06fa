import type { ErrorType } from '../../lib/collector/order-event.js';
import type { OrderFailure } from '../core/orders/order-call.js';
import { binanceErrorType } from '../exchanges/binance/error-codes.js';
import { fieldsOf, fillsOfOrder } from '../exchanges/binance/fills.js';
import type { SieblyAnswers, SieblyFault, Told } from '../siebly/index.js';

/** What a socket that ends does to the requests on it: an `Error` that has nothing but this text. */
const SOCKET_ENDED: ReadonlySet<unknown> = new Set([
  'connection lost, reconnecting',
  'disconnected',
]);

/** How REST calls end. */
export const REST_ANSWERS: SieblyAnswers = {
  errorType: ({ error, status }) => {
    // With `parseExceptions: false` the error is axios' own, and holds the answer.
    const { body = fieldsOf(fieldsOf(error)['response'])['data'], code } = fieldsOf(error);
    const answered = fieldsOf(body)['code'] === undefined ? { code } : body;
    return refusalType(answered, { error, status: status ?? statusIn(error) });
  },
  failures: failuresOf,
  answered: (told) => takeFills(told, told.value),
};

/** How orders over WebSocket end: the answer is one layer further in. */
export const SOCKET_ANSWERS: SieblyAnswers = {
  errorType: ({ error }) => {
    const { error: refusal, status, message } = fieldsOf(error);
    if (refusal === undefined && SOCKET_ENDED.has(message)) return 'network';
    return refusalType(refusal, { error, status: Number(status) });
  },
  failures: (answer) => failuresOf(fieldsOf(answer)['result']),
  answered: (told) => takeFills(told, fieldsOf(told.value)['result']),
};

function statusIn(error: unknown): number | undefined {
  const { status } = fieldsOf(fieldsOf(error)['response']);
  return typeof status === 'number' ? status : undefined;
}

/** The class of what Binance refused; for a replacement that of the half that failed. */
function refusalType(refusal: unknown, { error, status }: SieblyFault): ErrorType {
  const { code, msg, data } = fieldsOf(refusal);
  const { newOrderResponse, cancelResponse } = fieldsOf(data);
  for (const half of [newOrderResponse, cancelResponse]) {
    const { code: halfCode, msg: halfText } = fieldsOf(half);
    if (typeof halfCode === 'number') return binanceErrorType({ code: halfCode }, halfText);
  }
  return binanceErrorType({ code, status, error }, msg);
}

/** A batch answers item by item, and an item that was refused is a code and a text. */
function failuresOf(answer: unknown): readonly OrderFailure[] {
  const items: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  return items.map((item) => {
    const { code, msg } = fieldsOf(item);
    // A cancellation of everything answers with code 200.
    return typeof code === 'number' && code < 0 ? binanceErrorType({ code }, msg) : undefined;
  });
}

function takeFills({ watch, account }: Told, answer: unknown): void {
  const { newOrderResponse } = fieldsOf(answer);
  for (const fill of fillsOfOrder(newOrderResponse ?? answer)) {
    watch.accounts.filled(account(), fill);
  }
}
