import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import type { Requester } from '../core/orders/call-context.js';
import { callContext } from '../core/orders/call-context.js';
import { wrapOrderMethod } from '../core/orders/order-method.js';
import type { SocketClass } from './client-table.js';
import type { SieblyFamily } from './family.js';
import type { SieblySocket } from './internal-types.js';
import { orderDialect, orderMethod } from './order-methods.js';
import { asDial } from './preparation.js';
import { wrapInherited } from './prototypes.js';

/**
 * Wraps the order API over WebSocket. Each method of a `WebsocketAPIClient` is one call of
 * `sendWSAPIRequest(wsKey, operation, …)` of its `WebsocketClient`, and bots may call that as well:
 * wrapped there, an order counts once whichever way it went.
 */
export function patchSocketOrders(
  prototype: object,
  { operations = {}, exchangeOf }: SocketClass,
  patches: MethodPatches,
  family: SieblyFamily,
): void {
  const { table } = family;
  const exchange = (client: SieblySocket, [wsKey]: readonly unknown[]): string =>
    exchangeOf(client, wsKey);
  const requester = (client: SieblySocket, args: readonly unknown[]): Requester => {
    const { watch } = family;
    return { exchange: exchange(client, args), client, watch, followsHttp: false };
  };
  const dialect = orderDialect(family, table.socketAnswers ?? table.answers, requester);
  patches.wrap(prototype, 'sendWSAPIRequest', (original) => {
    const byOperation = new Map(
      Object.entries(operations).map(([name, method]) => {
        const wrapped = orderMethod(method, exchange);
        return [name, wrapOrderMethod(wrapped, dialect, family)(original)];
      }),
    );
    return function (this: SieblySocket, ...args: unknown[]): unknown {
      return Reflect.apply(byOperation.get(args[1] as string) ?? original, this, args);
    };
  });
  // A first order dials and logs on before it is sent.
  wrapInherited(patches, prototype, 'assertIsConnected', asDial);
  wrapInherited(patches, prototype, 'assertIsAuthenticated', asDial);
  wrapInherited(patches, prototype, 'tryWsSend', noteSent);
}

function noteSent(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const result: unknown = Reflect.apply(original, this, args);
    callContext.order()?.requestSent();
    return result;
  };
}
