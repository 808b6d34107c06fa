import type { OrderEvent } from '../../lib/collector/order-event.js';
import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction } from '../core/method-patches.js';
import { callContext } from '../core/orders/call-context.js';
import type { OrderFailure } from '../core/orders/order-call.js';
import type { OrderDialect } from '../core/orders/order-dialect.js';
import type { OrderIds } from '../core/orders/order-ids.js';
import type { OrderMethod } from '../core/orders/order-method.js';
import { wrapOrderMethod } from '../core/orders/order-method.js';
import type { ClientWatch } from './client-watch.js';
import { isReachable } from './errors.js';
import { toFill, toOrder, toOrderIds } from './events.js';
import type { OrderEnding, OrderIdInput, OrderMethodOptions } from './options.js';

/** The options of an order method whose client nobody knows any more. */
export type AnyOrderMethod = OrderMethodOptions<object, unknown[], unknown>;

const ALL_PLACED: readonly OrderFailure[] = [];

/** Wraps a method that places, edits, cancels or closes orders. */
export function wrapCustomOrder(options: AnyOrderMethod, watch: ClientWatch) {
  const wrapper = wrapOrderMethod(methodOf(options, watch), dialectOf(options, watch), watch);
  return (original: AnyFunction): AnyFunction =>
    wrapper(watch.sendsHttp ? original : countedAsSent(original));
}

function methodOf(options: AnyOrderMethod, { exchange }: ClientWatch): OrderMethod {
  const { operation, orders, isDryRun } = options;
  const read = (args: readonly unknown[]): OrderEvent[] => {
    if (orders === undefined) return operation === 'cancel' ? [] : [toOrder(exchange, {})];
    const given = orders(...args);
    const list = Array.isArray(given) ? given : [given];
    return list.map((order) => toOrder(exchange, order));
  };
  return {
    operation,
    // An order that cannot be read is an order all the same.
    orders: (args) => neverThrow('reading an order', () => read(args)) ?? [toOrder(exchange, {})],
    isDryRun: (args, client) =>
      isDryRun !== undefined &&
      neverThrow('reading an order', () => isDryRun.apply(client, [...args])) === true,
  };
}

function dialectOf(options: AnyOrderMethod, watch: ClientWatch): OrderDialect {
  const { failures, fills, ids } = options;
  return {
    name: watch.exchange,
    requester: (client) => watch.requesterOf(client),
    errorType: (error, client) => {
      const errorType =
        neverThrow('classing an error', () => watch.errors.ofError(error)) ?? 'unknown';
      watch.reached(client, isReachable(errorType));
      return errorType;
    },
    failures: (answer, { orders }, args) => {
      if (failures === undefined) return ALL_PLACED;
      const read = (): OrderFailure[] =>
        endingsOf(failures(answer, { orders, args: [...args] }), orders.length, watch);
      return neverThrow('reading how orders ended', read) ?? ALL_PLACED;
    },
    ...(ids === undefined
      ? {}
      : { ids: (answer, { orders }, args) => idsOf(ids(answer, { orders, args: [...args] })) }),
    answered: (client, answer, { orders }, args) => {
      watch.reached(client, true);
      if (fills === undefined) return;
      const order = orders.length === 1 ? orders[0] : undefined;
      for (const fill of fills(answer, { orders, args: [...args] })) {
        watch.watch.accounts.filled(watch.accountOf(client), toFill(fill, order));
      }
    },
  };
}

function idsOf(told: OrderIdInput | readonly OrderIdInput[]): (readonly OrderIds[])[] {
  const list = Array.isArray(told) ? (told as readonly OrderIdInput[]) : [told as OrderIdInput];
  return list.map((ids) => [toOrderIds(ids)]);
}

/** One entry an order; an ending that stands alone is that of every order. */
function endingsOf(
  ending: OrderEnding | readonly OrderEnding[],
  count: number,
  { errors }: ClientWatch,
): OrderFailure[] {
  const endings: readonly OrderEnding[] = isList(ending)
    ? ending
    : Array.from({ length: Math.max(1, count) }, () => ending);
  return endings.map((each) => errors.ofEnding(each));
}

function isList(ending: OrderEnding | readonly OrderEnding[]): ending is readonly OrderEnding[] {
  return Array.isArray(ending);
}

/** Where nobody sees requests leave, each call stands for one. */
function countedAsSent(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    callContext.order()?.requestSent();
    return Reflect.apply(original, this, args);
  };
}
