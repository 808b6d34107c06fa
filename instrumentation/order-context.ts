import { AsyncLocalStorage } from 'node:async_hooks';
import type { OrderCall } from './order-call.js';

/** Work that belongs to no order although an order waits for it, or that must not be counted. */
const UNCOUNTED = Symbol('uncounted');

const storage = new AsyncLocalStorage<OrderCall | typeof UNCOUNTED>();

/**
 * Which order call the running code belongs to. The outermost call wins: while one is running,
 * whatever order methods it calls in turn are part of the same logical order. Orders that run side
 * by side each have their own.
 */
export const orderContext = {
  /** Whether the running code is inside an order call, or inside work that is not counted. */
  isInside(): boolean {
    return storage.getStore() !== undefined;
  },
  /** The order call that the running code belongs to. */
  current(): OrderCall | undefined {
    const call = storage.getStore();
    return call === UNCOUNTED ? undefined : call;
  },
  run<T>(call: OrderCall, action: () => T): T {
    return storage.run(call, action);
  },
  runUncounted<T>(action: () => T): T {
    return storage.run(UNCOUNTED, action);
  },
};
