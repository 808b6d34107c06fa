import { fieldsOf } from '../core/fields.js';
import { failuresOfAnswer, fillsOfAnswer, refusalType } from '../exchanges/binance/answers.js';
import type { SieblyAnswers, Told } from '../siebly/index.js';
import { SOCKET_ENDED } from '../siebly/socket-end.js';

/** How REST calls end. */
export const REST_ANSWERS: SieblyAnswers = {
  errorType: ({ error, status }) => {
    // With `parseExceptions: false` the error is axios' own, and holds the answer.
    const response = fieldsOf(fieldsOf(error)['response']);
    const { body = response['data'] } = fieldsOf(error);
    return refusalType(body, { error, status: status ?? response['status'] });
  },
  failures: failuresOfAnswer,
  answered: (told) => takeFills(told, told.value),
};

/** How orders over WebSocket end: the answer is one layer further in. */
export const SOCKET_ANSWERS: SieblyAnswers = {
  errorType: ({ error }) => {
    const { error: refusal, status, message } = fieldsOf(error);
    if (refusal === undefined && SOCKET_ENDED.has(message)) return 'network';
    return refusalType(refusal, { error, status });
  },
  failures: (answer, request) => failuresOfAnswer(resultOf(answer), request),
  answered: (told) => takeFills(told, resultOf(told.value)),
};

function resultOf(answer: unknown): unknown {
  return fieldsOf(answer)['result'];
}

function takeFills({ watch, account }: Told, answer: unknown): void {
  for (const fill of fillsOfAnswer(answer)) watch.accounts.filled(account(), fill);
}
