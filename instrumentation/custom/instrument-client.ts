import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { reportOnce } from '../../lib/diagnostics/report.js';
import { isShownName } from '../../lib/diagnostics/shown.js';
import { watchHttp } from '../core/http/http-watch.js';
import type { AnyFunction } from '../core/method-patches.js';
import { isWrapped, MethodPatches } from '../core/method-patches.js';
import type { AnyAnswerMethod } from './answer-methods.js';
import { wrapCustomAnswer } from './answer-methods.js';
import { ClientWatch } from './client-watch.js';
import type { ExchangeClientOptions } from './options.js';
import type { AnyOrderMethod } from './order-methods.js';
import { wrapCustomOrder } from './order-methods.js';

type AnyMethod = AnyOrderMethod | AnyAnswerMethod;

/**
 * Instruments a client that genesis-otel does not know: one object, or the prototype of a class for
 * all of its objects. Orders, failures, execution time, connection, fills, positions and the clock are
 * then followed as for the known clients. A method that calls another is one order. Nothing that goes
 * wrong here reaches the bot, wrapping twice counts once, and it may come before `startGenesis`.
 *
 * @returns a function that puts every method back
 * @example
 * const restore = instrumentExchangeClient(client, {
 *   exchange: 'house',
 *   methods: {
 *     placeOrder: { operation: 'create', orders: (order) => order },
 *     cancelOrder: { operation: 'cancel' },
 *   },
 *   errors: { codes: { NO_MONEY: 'insufficient_funds' } },
 * });
 */
export function instrumentExchangeClient<Client extends object>(
  client: Client,
  options: ExchangeClientOptions<Client>,
): () => void {
  const patches = new MethodPatches();
  const watch = neverThrow('instrumenting a client', () => {
    const settled = new ClientWatch(options);
    watchHttp();
    for (const [name, method] of Object.entries(options.methods)) {
      // A method may be named under a condition.
      if (method === undefined) continue;
      neverThrow('instrumenting a client', () => {
        wrap(client, name, wrapperOf(method as unknown as AnyMethod, settled), patches);
      });
    }
    return settled;
  });
  return () => {
    watch?.end();
    neverThrow('restoring a client', () => patches.restore());
  };
}

function wrapperOf(method: AnyMethod, watch: ClientWatch): (original: AnyFunction) => AnyFunction {
  return method.operation === undefined
    ? wrapCustomAnswer(method, watch)
    : wrapCustomOrder(method, watch);
}

function wrap(
  client: object,
  name: string,
  wrapper: (original: AnyFunction) => AnyFunction,
  patches: MethodPatches,
): void {
  patches.wrapInherited(client, name, wrapper);
  if (isWrapped((client as Record<string, unknown>)[name])) return;
  const shown = isShownName(name) ? name : 'a method';
  const reason = 'there is no such method, or it cannot be replaced';
  reportOnce(`custom:${name}`, `instrumentExchangeClient: ${shown} is not wrapped; ${reason}`);
}
