import { performance } from 'node:perf_hooks';
import type { Answer } from '../core/answer-method.js';
import { wrapTimeMethod } from '../core/answer-method.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import { observeAside } from '../core/observe-result.js';
import { callContext } from '../core/orders/call-context.js';
import type { AlpacaAccounts } from './account.js';
import { ACTIVITY_ANSWERS, CLOCK_ANSWERS, POSITION_ANSWERS } from './answer-methods.js';
import { errorType } from './answers.js';
import type { AlpacaClient, Line } from './client.js';
import type { Module, RestApi, RestSettings, Stream } from './internal-types.js';
import type { AlpacaMethod } from './methods.js';
import { ORDER_METHODS, POSITION_METHODS } from './methods.js';

/** The 4.x line. The parts of one client (`orders`, `positions` …) share their configuration. */
export const MODERN: Line = {
  clientOf: (object) => {
    const { configuration } = object as RestApi;
    return typeof configuration === 'object' && configuration !== null ? configuration : object;
  },
  identityOf: (client) => {
    const settings = (client as RestApi).configuration as RestSettings | undefined;
    return [(client as Stream).keyId ?? settings?.keyId, settings?.accessToken];
  },
  errorType,
};

/** Wraps the module of the 4.x line. */
export function patchModern(module: Module, patches: MethodPatches, client: AlpacaClient): void {
  const { OrdersApi, PositionsApi, AccountActivitiesApi, ClockApi } = module.trading;
  wrapOrders(module.OrdersApi.prototype, ORDER_METHODS);
  wrapOrders(OrdersApi.prototype, ORDER_METHODS);
  wrapOrders(PositionsApi.prototype, POSITION_METHODS);
  wrapAnswers(PositionsApi.prototype, POSITION_ANSWERS);
  wrapAnswers(AccountActivitiesApi.prototype, ACTIVITY_ANSWERS);
  for (const [name, read] of Object.entries(CLOCK_ANSWERS)) {
    const wrapper = wrapTimeMethod((api) => client.requesterOf(api), read, client.source);
    patches.wrap(ClockApi.prototype, name, wrapper);
  }
  const base = ownerOf(OrdersApi.prototype, 'request');
  if (base !== undefined) patches.wrap(base, 'request', client.request(observeAside));
  if (module.RateLimiter !== undefined) {
    patches.wrap(module.RateLimiter.prototype, 'acquire', timeThrottle);
  }

  function wrapOrders(prototype: object, methods: Readonly<Record<string, AlpacaMethod>>): void {
    for (const [name, method] of Object.entries(methods)) {
      patches.wrap(prototype, name, client.order(method));
    }
  }

  function wrapAnswers(
    prototype: object,
    answers: Readonly<Record<string, (accounts: AlpacaAccounts, answer: Answer<object>) => void>>,
  ): void {
    for (const [name, read] of Object.entries(answers)) {
      patches.wrap(prototype, name, client.answer(name, read));
    }
  }
}

/** The prototype up the chain that a method belongs to. */
export function ownerOf(prototype: object, name: string): object | undefined {
  let link: object | null = prototype;
  while (link !== null && !Object.hasOwn(link, name)) link = Object.getPrototypeOf(link);
  return link ?? undefined;
}

/** The client's own rate limiter: its wait belongs to the client, not to the exchange. */
function timeThrottle(original: AnyFunction): AnyFunction {
  return function (this: object, ...args: unknown[]): unknown {
    const proceed = (): unknown => Reflect.apply(original, this, args);
    const order = callContext.order();
    if (order === undefined) return proceed();
    const startedAt = performance.now();
    return observeAside(proceed, () => order.addThrottleWait(performance.now() - startedAt));
  };
}
