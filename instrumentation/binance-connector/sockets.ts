import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { fieldsOf } from '../core/fields.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import { OrderCall } from '../core/orders/order-call.js';
import { toldIds } from '../core/orders/order-ids.js';
import { fillsOfAnswer, isRefusal, refusalType } from '../exchanges/binance/answers.js';
import type { BinanceHouses } from '../exchanges/binance/houses.js';
import { isAnswerOrUserData } from '../exchanges/binance/message-head.js';
import { ORDER_METHODS } from '../exchanges/binance/routes.js';
import { usageOfRateLimits } from '../exchanges/binance/told-limits.js';
import type { ConnectorClient, ConnectorSocket } from './internal-types.js';

type Houses = BinanceHouses<ConnectorClient>;

/** What listens on a socket of `ws`. */
interface Emitter {
  prependListener(event: string, listener: (...args: unknown[]) => void): unknown;
}

/** Orders that were sent over a client's socket and not answered, by the number of the request. */
const pending = new WeakMap<object, Map<unknown, OrderCall>>();

/** The order whose request is being sent: sending is all done at once. */
let sending: OrderCall | undefined;

/**
 * Wraps the WebSocket clients. Their order methods return nothing, and the answers are messages like
 * any other: who sent what is told by the number of the request.
 */
export function patchSockets(prototype: object, patches: MethodPatches, houses: Houses): void {
  patches.wrap(prototype, 'sendSignatureMessage', (original) => beginOrder(original, houses));
  patches.wrap(prototype, 'send', noteRequest);
  patches.wrap(prototype, 'initConnect', (original) => followSocket(original, houses));
}

/** `(method, params)` */
function beginOrder(original: AnyFunction, houses: Houses): AnyFunction {
  return function (this: ConnectorSocket, ...args: unknown[]): unknown {
    const order = houses.isEnabled()
      ? neverThrow('reading an order', () => orderOf(args[0], args[1], houses))
      : undefined;
    if (order === undefined) return Reflect.apply(original, this, args);
    sending = order;
    try {
      return Reflect.apply(original, this, args);
    } finally {
      // The client says no more than a line in its log where it is not connected.
      if (sending === order) neverThrow('ending an order', () => order.end(['network']));
      sending = undefined;
    }
  };
}

function orderOf(method: unknown, params: unknown, houses: Houses): OrderCall | undefined {
  const route = ORDER_METHODS[String(method)];
  if (route === undefined || route.isDry === true) return undefined;
  const { operation } = route;
  const orders = route.orders('binance', fieldsOf(params));
  return new OrderCall({ exchange: 'binance', operation, orders }, houses.watch, houses.tracing);
}

/** `(text)`: the request as it is sent. */
function noteRequest(original: AnyFunction): AnyFunction {
  return function (this: ConnectorSocket, ...args: unknown[]): unknown {
    const order = sending;
    if (order !== undefined && this.isConnected()) {
      neverThrow('noting a request', () => {
        const { id } = JSON.parse(String(args[0])) as { id: unknown };
        pendingOf(this).set(id, order);
        order.requestSent();
        sending = undefined;
      });
    }
    return Reflect.apply(original, this, args);
  };
}

function pendingOf(client: object): Map<unknown, OrderCall> {
  let orders = pending.get(client);
  if (orders === undefined) {
    orders = new Map();
    pending.set(client, orders);
  }
  return orders;
}

/** `(url)`: dials, and the socket is in `wsConnection` after it. */
function followSocket(original: AnyFunction, houses: Houses): AnyFunction {
  return function (this: ConnectorSocket, ...args: unknown[]): unknown {
    const result: unknown = Reflect.apply(original, this, args);
    if (houses.isEnabled()) {
      neverThrow('following a socket', () => {
        const { ws } = this.wsConnection ?? {};
        listen(ws as Emitter, this, houses);
      });
    }
    return result;
  };
}

function listen(ws: Emitter, client: ConnectorSocket, houses: Houses): void {
  ws.prependListener('message', (data) => {
    neverThrow('reading a message', () => {
      const text = String(data);
      if (isAnswerOrUserData(text)) read(JSON.parse(text), client, houses);
    });
  });
  ws.prependListener('close', () => {
    neverThrow('ending orders', () => {
      const orders = pendingOf(client);
      for (const order of orders.values()) order.end(['network']);
      orders.clear();
    });
  });
}

function read(message: unknown, client: ConnectorSocket, houses: Houses): void {
  const { id, result, error, rateLimits } = fieldsOf(message);
  const order = pendingOf(client).get(id);
  if (order !== undefined) {
    pendingOf(client).delete(id);
    if (order.trace?.isRecording() === true) {
      order.trace.identified(toldIds(result, [], order.orders.length));
    }
    order.end([isRefusal(error) ? refusalType(error) : undefined]);
    const account = houses.account(client, 'binance');
    for (const fill of fillsOfAnswer(result)) houses.watch.accounts.filled(account, fill);
  }
  for (const usage of usageOfRateLimits(rateLimits, Date.now())) {
    houses.watch.limits.told('binance', usage, '/api/');
  }
  houses.userData(client, 'binance', message);
}
