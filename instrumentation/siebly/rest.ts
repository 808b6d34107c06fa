import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { wrapAnswerMethod, wrapTimeMethod } from '../core/answer-method.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import type { Settlement } from '../core/observe-result.js';
import { observeResult } from '../core/observe-result.js';
import type { Requester } from '../core/orders/call-context.js';
import { callContext } from '../core/orders/call-context.js';
import { wrapOrderMethod } from '../core/orders/order-method.js';
import type { RestClass } from './client-table.js';
import type { SieblyFamily } from './family.js';
import type { SieblyRest } from './internal-types.js';
import { orderDialect, orderMethod } from './order-methods.js';
import { asPreparation } from './preparation.js';
import { wrapInherited } from './prototypes.js';

/** Failures after which nobody can say that the exchange was reached. */
const UNREACHABLE: ReadonlySet<string> = new Set(['timeout', 'network', 'exchange_unavailable']);

/** Wraps the methods of one REST class, and the seams of its base class that all of them share. */
export function patchRestClass(
  prototype: object,
  restClass: RestClass,
  patches: MethodPatches,
  family: SieblyFamily,
): void {
  family.hasRestClass(prototype, restClass);
  const { exchange, orders, answers = {}, times = {} } = restClass;
  const requester = (client: SieblyRest): Requester => requesterOf(client, family);
  const dialect = orderDialect<SieblyRest>(family, family.table.answers, requester);
  for (const [name, method] of Object.entries(orders)) {
    const wrapped = orderMethod<SieblyRest>(method, () => exchange);
    patches.wrap(prototype, name, wrapOrderMethod(wrapped, dialect, family));
  }
  for (const [name, read] of Object.entries(answers)) {
    const tell = wrapAnswerMethod<SieblyRest>(
      name,
      (answer) => read(family.told(answer.client, exchange, answer.value), answer),
      family,
    );
    patches.wrap(prototype, name, tell);
  }
  for (const [name, timeOf] of Object.entries(times)) {
    patches.wrap(prototype, name, wrapTimeMethod(requester, timeOf, family));
  }
  patchSeams(prototype, patches, family);
}

function requesterOf(client: SieblyRest, family: SieblyFamily): Requester {
  const requester = family.restRequester(client);
  if (requester === undefined) throw new TypeError('a client of a class that is not wrapped');
  return requester;
}

function patchSeams(prototype: object, patches: MethodPatches, family: SieblyFamily): void {
  wrapInherited(patches, prototype, '_call', (original) => followCall(original, family));
  wrapInherited(patches, prototype, 'parseException', (original) => noteStatus(original, family));
  wrapInherited(patches, prototype, 'fetchTimeOffset', asPreparation);
}

/** `_call(method, endpoint, …)`: every request of a client, and its outcome. */
function followCall(original: AnyFunction, family: SieblyFamily): AnyFunction {
  return function (this: SieblyRest, ...args: unknown[]): unknown {
    const proceed = (): unknown => Reflect.apply(original, this, args);
    const requester = family.isEnabled()
      ? neverThrow('following a request', () => family.restRequester(this))
      : undefined;
    if (requester === undefined || family.table.isUpkeep?.(String(args[1])) === true) {
      return proceed();
    }
    // An order call, or a question for the time, has said already who sends this.
    const isKnown = callContext.requester()?.client === this;
    const send = isKnown ? proceed : () => callContext.runRequest(requester, proceed);
    return observeResult(send, (end) => {
      neverThrow('noting an outcome', () => noteOutcome(requester, end, family));
    });
  };
}

function noteOutcome(requester: Requester, end: Settlement, family: SieblyFamily): void {
  const { exchange, client, watch } = requester;
  watch.connections.requestEnded(exchange, client, isReachable(end, family));
}

function isReachable(end: Settlement, family: SieblyFamily): boolean {
  return !end.failed || !UNREACHABLE.has(family.errorType(end.error));
}

/** `parseException(error, …)` turns an axios error into what the bot gets, which has no status. */
function noteStatus(original: AnyFunction, family: SieblyFamily): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    try {
      return Reflect.apply(original, this, args);
    } catch (thrown) {
      neverThrow('noting a status', () => {
        const { response } = args[0] as { response?: { status?: unknown } };
        family.noteStatus(thrown, response?.status);
      });
      throw thrown;
    }
  };
}
