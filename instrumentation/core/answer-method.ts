import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction } from './method-patches.js';
import { observeResult } from './observe-result.js';
import type { Observer } from './observer.js';
import type { Requester } from './orders/call-context.js';
import { callContext } from './orders/call-context.js';

/** One call of a method that places no order, and what came of it. */
export interface Answer<Client extends object> {
  readonly client: Client;
  readonly args: readonly unknown[];
  readonly value: unknown;
  /** When the bot asked, in milliseconds since the epoch. */
  readonly askedAt: number;
}

/** Wraps a method whose answers tell something: reads each after it came, and hands it on as it is. */
export function wrapAnswerMethod<Client extends object>(
  name: string,
  read: (answer: Answer<Client>, observer: Observer) => void,
  observer: Observer,
) {
  return (original: AnyFunction): AnyFunction =>
    function (this: Client, ...args: unknown[]): unknown {
      const proceed = (): unknown => Reflect.apply(original, this, args);
      if (!observer.isEnabled()) return proceed();
      const askedAt = Date.now();
      return observeResult(proceed, (end) => {
        if (end.failed) return;
        const answer = { client: this, args, value: end.value, askedAt };
        neverThrow(`reading ${name}`, () => read(answer, observer));
      });
    };
}

/**
 * Wraps a method that asks for the exchange's time. When the request left and came back is what the
 * transport says: the method itself may wait for the client's own rate limiter first.
 * @param serverTime reads the time, in milliseconds since the epoch, from the answer
 */
export function wrapTimeMethod<Client extends object>(
  requesterOf: (client: Client) => Requester,
  serverTime: (value: unknown) => number | undefined,
  observer: Observer,
) {
  return (original: AnyFunction): AnyFunction =>
    function (this: Client, ...args: unknown[]): unknown {
      const proceed = (): unknown => Reflect.apply(original, this, args);
      if (!observer.isEnabled()) return proceed();
      // One of its own, so that requests side by side do not move its times.
      const requester = neverThrow('asking for the time', () => ({ ...requesterOf(this) }));
      if (requester === undefined) return proceed();
      delete requester.sentAt;
      delete requester.receivedAt;
      return callContext.runRequest(requester, proceed, (end) => {
        if (!end.failed) neverThrow('reading the time', () => take(requester, end.value));
      });
    };

  function take({ exchange, watch, sentAt, receivedAt }: Requester, value: unknown): void {
    const time = serverTime(value);
    if (time === undefined || sentAt === undefined || receivedAt === undefined) return;
    watch.clocks.add(exchange, { sentAt, receivedAt, serverTime: time });
  }
}
