import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction } from '../core/method-patches.js';
import type { Settlement } from '../core/observe-result.js';
import { observerOf } from '../core/observe-result.js';
import type { Requester } from '../core/orders/call-context.js';
import { callContext } from '../core/orders/call-context.js';
import { nativeSymbolLabel } from '../core/orders/symbol-label.js';
import type { ClientWatch } from './client-watch.js';
import { isReachable } from './errors.js';
import { toFill, toPosition } from './events.js';
import type { AnsweredCall, AnswerMethodOptions } from './options.js';

/** The options of a method whose client nobody knows any more. */
export type AnyAnswerMethod = AnswerMethodOptions<unknown[], unknown>;

/** One call that was answered. */
interface Answered {
  readonly client: object;
  readonly call: AnsweredCall<unknown[]>;
  readonly value: unknown;
  readonly askedAt: number;
  readonly requester: Requester;
}

/** Wraps a method that places no order: what its answers tell is read, and handed on as it is. */
export function wrapCustomAnswer(options: AnyAnswerMethod, watch: ClientWatch) {
  return (original: AnyFunction): AnyFunction => {
    const observe = observerOf(original);
    return function (this: object, ...args: unknown[]): unknown {
      const proceed = (): unknown => Reflect.apply(original, this, args);
      if (!watch.isEnabled()) return proceed();
      // One of its own, so that requests side by side do not move its times.
      const requester = neverThrow('asking an exchange', () => ownRequester(this, watch));
      if (requester === undefined) return proceed();
      const askedAt = Date.now();
      const onEnd = (end: Settlement): void => {
        neverThrow('reading an answer', () => noteOutcome(this, end, options, watch));
        if (end.failed) return;
        const call = { args, orders: [] };
        const answered = { client: this, call, value: end.value, askedAt, requester };
        for (const read of READERS)
          neverThrow('reading an answer', () => read(options, answered, watch));
      };
      return callContext.runRequest(requester, proceed, onEnd, observe);
    };
  };
}

function ownRequester(client: object, watch: ClientWatch): Requester {
  const { sentAt: _sentAt, receivedAt: _receivedAt, ...own } = watch.requesterOf(client);
  return own;
}

function noteOutcome(
  client: object,
  end: Settlement,
  { closes = false }: AnyAnswerMethod,
  watch: ClientWatch,
): void {
  if (closes) watch.watch.connections.clientClosed(watch.exchange, client);
  else watch.reached(client, end.failed ? isReachable(watch.errors.ofError(end.error)) : true);
}

/** One for each thing that an answer may tell; a fault of one leaves the others alone. */
const READERS = [readFills, readPositions, readTime];

function readFills({ fills }: AnyAnswerMethod, answered: Answered, watch: ClientWatch): void {
  const { client, value, call } = answered;
  for (const fill of fills?.(value, call) ?? []) {
    watch.watch.accounts.filled(watch.accountOf(client), toFill(fill));
  }
}

function readPositions(
  { positions }: AnyAnswerMethod,
  answered: Answered,
  watch: ClientWatch,
): void {
  const { client, value, call, askedAt } = answered;
  const told = positions?.(value, call);
  if (told === undefined) return;
  const events = told.positions
    .map((position) => toPosition(position, askedAt))
    .filter(({ size }) => Number.isFinite(size));
  const book = watch.watch.accounts.positions;
  const account = watch.accountOf(client);
  const { speaksOf } = told;
  if (speaksOf === 'news') book.update(account, events);
  else if (speaksOf === 'account') book.replace(account, events);
  else book.replace(account, events, { symbols: speaksOf.map(nativeSymbolLabel) });
}

function readTime({ serverTime }: AnyAnswerMethod, answered: Answered, watch: ClientWatch): void {
  const { value, call, askedAt, requester } = answered;
  const time = serverTime?.(value, call);
  if (time === undefined) return;
  // Where nobody sees requests leave and answers come, the call itself stands for them.
  const { sentAt = askedAt, receivedAt = Date.now() } = watch.sendsHttp ? requester : {};
  watch.watch.clocks.add(watch.exchange, { sentAt, receivedAt, serverTime: time });
}
