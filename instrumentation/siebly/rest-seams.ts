import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import type { Observe } from '../core/observe-result.js';
import { observeResult } from '../core/observe-result.js';
import { callContext } from '../core/orders/call-context.js';
import type { SieblyFamily } from './family.js';
import type { SieblyRest } from './internal-types.js';
import { asPreparation } from './preparation.js';
import { wrapInherited } from './prototypes.js';

/** Failures after which nobody can say that the exchange was reached. */
const UNREACHABLE: ReadonlySet<unknown> = new Set(['timeout', 'network', 'exchange_unavailable']);

/**
 * Wraps what all requests of a REST client go through. That hands on the client's own promises: one
 * of ours in their place would settle a moment later, and move the bot's other calls past it.
 */
export function patchRestSeams(
  prototype: object,
  patches: MethodPatches,
  family: SieblyFamily,
): void {
  wrapInherited(patches, prototype, '_call', (original) => followCall(original, family));
  wrapInherited(patches, prototype, 'parseException', (original) => noteFailure(original, family));
  wrapInherited(patches, prototype, 'fetchTimeOffset', asPreparation);
}

/** `_call(method, endpoint, params, …)`: every request of a client. */
function followCall(original: AnyFunction, family: SieblyFamily): AnyFunction {
  return function (this: SieblyRest, ...args: unknown[]): unknown {
    if (!family.isEnabled()) return Reflect.apply(original, this, args);
    // An order, or a question for the time, has said already who sends this.
    const isKnown = callContext.requester()?.client === this;
    if (isKnown && args[0] !== 'GET') return Reflect.apply(original, this, args);
    const proceed = (): unknown => Reflect.apply(original, this, args);
    const send = isKnown ? proceed : (): unknown => sendAs(this, args, proceed, family);
    if (args[0] !== 'GET') return send();
    const read = neverThrow('following a request', () => readerOf(this, args, family));
    if (read === undefined) return send();
    return observeResult(send, (end) => {
      if (!end.failed) neverThrow('reading an answer', () => read(end.value));
    });
  };
}

/** Looks at no promise: see {@link patchRestSeams}. A request leaves nothing of the bot's behind. */
const handOn: Observe = (call) => call();

/** Sends a request in the name of its client. */
function sendAs(
  client: SieblyRest,
  args: readonly unknown[],
  proceed: () => unknown,
  family: SieblyFamily,
): unknown {
  const requester = neverThrow('following a request', () =>
    family.table.isUpkeep?.(String(args[1])) === true ? undefined : family.restRequester(client),
  );
  if (requester === undefined) return proceed();
  return callContext.runRequest(requester, proceed, undefined, handOn);
}

/** How to read the answer of this request; undefined for most. */
function readerOf(
  client: SieblyRest,
  [, endpoint, params]: readonly unknown[],
  family: SieblyFamily,
): ((answer: unknown) => void) | undefined {
  const restClass = family.restClassOf(client);
  // Some clients leave out the first slash.
  const path = String(endpoint).replace(/^(?!\/)/, '/');
  const read = restClass?.readerOf?.(path);
  if (restClass === undefined || read === undefined) return undefined;
  const request = { path, params, askedAt: Date.now() };
  return (answer) => read(family.told(client, restClass.exchange, answer), request);
}

/** `parseException(error, …)` turns an axios error into what the bot gets, which has no status. */
function noteFailure(original: AnyFunction, family: SieblyFamily): AnyFunction {
  return function (this: SieblyRest, ...args: unknown[]): unknown {
    try {
      return Reflect.apply(original, this, args);
    } catch (thrown) {
      neverThrow('noting a failure', () => {
        const { response } = args[0] as { response?: { status?: unknown } };
        family.noteStatus(thrown, response?.status);
        const requester = callContext.requester();
        if (requester === undefined || !UNREACHABLE.has(family.errorType(thrown))) return;
        requester.watch.connections.requestEnded(requester.exchange, requester.client, false);
      });
      throw thrown;
    }
  };
}
