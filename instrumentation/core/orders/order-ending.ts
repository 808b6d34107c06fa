import { neverThrow } from '../../../lib/diagnostics/never-throw.js';
import type { Settlement } from '../observe-result.js';
import type { OrderCall } from './order-call.js';
import type { OrderDialect } from './order-dialect.js';
import { toldIds } from './order-ids.js';

/** An order call that has come back, and all that it takes to tell how it ended. */
export interface Ending<Client extends object> {
  readonly order: OrderCall;
  readonly client: Client;
  readonly args: readonly unknown[];
  readonly dialect: OrderDialect<Client>;
}

/** The call has ended, and with it the order, unless the exchange has yet to say what became of it. */
export function endOrder<Client extends object>(ending: Ending<Client>, end: Settlement): void {
  const { client, dialect } = ending;
  if (!end.failed && dialect.isAcknowledged !== undefined) {
    const later = (last: Settlement): void => {
      neverThrow(`ending an order of ${dialect.name}`, () => finish(ending, last));
    };
    if (dialect.isAcknowledged(end.value, client, later)) {
      ending.order.trace?.acknowledged();
      return;
    }
  }
  finish(ending, end);
}

function finish<Client extends object>(ending: Ending<Client>, end: Settlement): void {
  if (end.failed) fail(ending, end.error);
  else read(ending, end.value);
}

function fail<Client extends object>(ending: Ending<Client>, error: unknown) {
  const { order, client, dialect } = ending;
  const { request } = order;
  identify(ending, undefined);
  const told = dialect.refusals?.(error, request);
  if (told !== undefined) {
    order.end(told);
    return;
  }
  const failure = dialect.errorType(error, client, request);
  // A batch that fails as a whole fails each of its orders; a cancellation fails once.
  const { length } = request.orders;
  order.end(length < 2 ? [failure] : request.orders.map(() => failure));
}

function read<Client extends object>(ending: Ending<Client>, value: unknown): void {
  const { dialect } = ending;
  const body = dialect.body === undefined ? value : dialect.body(value);
  if (!(body instanceof Promise)) {
    succeed(ending, body);
    return;
  }
  const readSafely = (answer: unknown): void => {
    neverThrow(`ending an order of ${dialect.name}`, () => succeed(ending, answer));
  };
  // What was answered and cannot be read has succeeded nevertheless.
  body.then(readSafely, () => readSafely(undefined));
}

function succeed<Client extends object>(ending: Ending<Client>, answer: unknown): void {
  const { order, client, args, dialect } = ending;
  const { request } = order;
  const found = dialect.found?.(answer, request);
  if (found !== undefined) order.found(found);
  identify(ending, answer);
  order.end(dialect.failures(answer, request, args));
  dialect.answered?.(client, answer, request, args);
}

/** Tells a span that is exported what its orders are known by. A cancellation gets no fills. */
function identify<Client extends object>(
  { order, args, dialect }: Ending<Client>,
  answer: unknown,
): void {
  const { request, trace } = order;
  if (trace === undefined || request.operation === 'cancel' || !trace.isRecording()) return;
  neverThrow(`reading the ids of an order of ${dialect.name}`, () => {
    const ids = dialect.ids?.(answer, request, args);
    trace.identified(ids ?? toldIds(answer, args, order.orders.length));
  });
}
