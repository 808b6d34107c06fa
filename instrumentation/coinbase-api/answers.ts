import type { ErrorType } from '../../lib/collector/order-event.js';
import { fieldsOf, rowsOf } from '../core/fields.js';
import type { OrderFailure } from '../core/orders/order-call.js';
import {
  exchangeErrorType,
  reasonType,
  tradeErrorType,
} from '../exchanges/coinbase/error-codes.js';
import type { SieblyAnswers, SieblyFault } from '../siebly/index.js';

/** How REST calls end, of Advanced Trade and of its sisters. */
export const ANSWERS: SieblyAnswers = { errorType, failures };

/** The class of what a call threw: the client puts the status into `code` and the answer into `body`. */
function errorType({ error, status }: SieblyFault): ErrorType {
  const thrown = fieldsOf(error);
  // With `parseExceptions: false` the error is axios' own, and holds the answer.
  const response = fieldsOf(thrown['response']);
  const { error: code, errors, message } = fieldsOf(thrown['body'] ?? response['data']);
  const known = status ?? numberIn(thrown['code']) ?? numberIn(response['status']);
  const facts = { status: known, error };
  const reason = code ?? rowsOf(errors)[0]?.['id'];
  if (reason !== undefined) return tradeErrorType({ ...facts, code: reason });
  return exchangeErrorType(message, facts);
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/**
 * How each order of a call that resolved ended: Advanced Trade answers 200 to what it refuses, and
 * to cancellations line by line.
 */
function failures(answer: unknown): readonly OrderFailure[] {
  const told = fieldsOf(answer);
  if (Array.isArray(told['results'])) return rowsOf(told['results']).map(lineFailure);
  return [told['success'] === false ? refusal(told) : undefined];
}

function lineFailure({ success, failure_reason }: Readonly<Record<string, unknown>>): OrderFailure {
  return success === false ? (reasonType(failure_reason) ?? 'unknown') : undefined;
}

/** Places where the reason may stand; most of them say only that the reason is unknown. */
const REASONS = [
  'new_order_failure_reason',
  'edit_order_failure_reason',
  'error',
  'preview_failure_reason',
] as const;

function refusal(answer: Readonly<Record<string, unknown>>): ErrorType {
  const refused = fieldsOf(answer['error_response']);
  const [first = {}] = rowsOf(answer['errors'] ?? refused['errors']);
  const reasons = [
    ...REASONS.map((place) => refused[place]),
    first['edit_failure_reason'],
    first['preview_failure_reason'],
    answer['failure_reason'],
  ];
  for (const reason of reasons) {
    const type = reasonType(reason);
    if (type !== undefined) return type;
  }
  return 'unknown';
}
