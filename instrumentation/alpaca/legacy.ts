import { wrapTimeMethod } from '../core/answer-method.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import { observeAside, observeResult } from '../core/observe-result.js';
import { clockTime, ENDPOINT_ANSWERS } from './answer-methods.js';
import { legacyErrorType } from './answers.js';
import type { AlpacaClient, Line } from './client.js';
import type { LegacyClient, LegacyModule, LegacyStream } from './internal-types.js';
import { ROUTES } from './methods.js';

/** The 3.x line: one object has all methods, and its streams have sessions of their own. */
export const LEGACY: Line = {
  clientOf: (object) => object,
  identityOf: (client) => {
    const { configuration } = client as LegacyClient;
    const { session } = client as LegacyStream;
    return [session?.apiKey ?? configuration?.keyId, configuration?.oauth];
  },
  errorType: legacyErrorType,
};

/**
 * Wraps the class of the 3.x line. Its methods are fields of each instance, and all of them end in
 * `sendRequest(endpoint, query, body, method)`, which bots call as well.
 */
export function patchLegacy(
  { prototype }: LegacyModule,
  patches: MethodPatches,
  client: AlpacaClient,
): void {
  patches.wrap(prototype, 'sendRequest', (original) => {
    // What the bot gets as it is, and what another wrapper of ours waits for.
    const plain = client.request(observeResult)(original);
    const inner = client.request(observeAside)(original);
    const orders = ROUTES.map((route) => ({ ...route, send: client.order(route)(inner) }));
    const answers = ENDPOINT_ANSWERS.map(([endpoint, read]) => ({
      method: 'GET',
      endpoint,
      send: client.answer('an answer of Alpaca', read)(inner),
    }));
    const time = wrapTimeMethod((object) => client.requesterOf(object), clockTime, client.source);
    const clock = { method: 'GET', endpoint: /^\/clock$/, send: time(inner) };
    const known = [...orders, ...answers, clock];
    return function (this: object, ...args: unknown[]): unknown {
      const [endpoint, , , method] = args;
      const route =
        typeof endpoint === 'string'
          ? known.find((one) => one.method === verbOf(method) && one.endpoint.test(endpoint))
          : undefined;
      const send: AnyFunction = route?.send ?? plain;
      return Reflect.apply(send, this, args);
    };
  });
}

/** The client asks where it is told nothing, and takes verbs in either case. */
function verbOf(method: unknown): unknown {
  return typeof method === 'string' && method !== '' ? method.toUpperCase() : 'GET';
}
