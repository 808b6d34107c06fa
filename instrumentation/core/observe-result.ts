/** How a call ended: what it gave, or what it threw. */
export type Settlement =
  | { readonly failed: false; readonly value: unknown }
  | { readonly failed: true; readonly error: unknown };

/**
 * Makes a call exactly once and tells `onEnd`, also exactly once, how it ended, whichever way it
 * does: return, throw, resolve, reject. `onEnd` must not throw. The caller gets the call's own
 * value or its own error object.
 *
 * For a plain promise that is a derived promise with the same value or error. Handing back the
 * original with a handler of ours on it would silence `unhandledRejection` for a bot that does not
 * await its orders, and so change how that bot dies.
 */
export function observeResult<T>(call: () => T, onEnd: (end: Settlement) => void): T {
  let result: T;
  try {
    result = call();
  } catch (error) {
    onEnd({ failed: true, error });
    throw error;
  }
  if (isPlainPromise(result)) return derivedPromise(result, onEnd) as T;
  // A thenable that lets nobody look at it stays unobserved: calling `then` could start its work.
  if (isThenable(result)) interceptThen(result, onEnd);
  else onEnd({ failed: false, value: result });
  return result;
}

/** Makes a call and tells how it ended, as {@link observeResult} does. */
export type Observe = <T>(call: () => T, onEnd: (end: Settlement) => void) => T;

const AsyncFunction = (async () => {}).constructor;

/**
 * How the calls of a function are best observed. What an `async` function gives is a promise of its
 * own making that nobody has touched, so there is nothing to find out about it.
 */
export function observerOf(original: unknown): Observe {
  return original instanceof AsyncFunction ? observePromise : observeResult;
}

function observePromise<T>(call: () => T, onEnd: (end: Settlement) => void): T {
  return derivedPromise(call() as Promise<unknown>, onEnd) as T;
}

function derivedPromise(promise: Promise<unknown>, onEnd: (end: Settlement) => void) {
  return promise.then(
    (value) => {
      onEnd({ failed: false, value });
      return value;
    },
    (error: unknown) => {
      onEnd({ failed: true, error });
      throw error;
    },
  );
}

/**
 * Looks at how a promise settles without taking its place: one of ours would settle a moment later.
 * Only for promises that somebody waits for anyhow, since a rejection that we have seen counts as
 * handled.
 */
export function observeAside<T>(call: () => T, onEnd: (end: Settlement) => void): T {
  const result = call();
  if (result instanceof Promise) {
    result.then(
      (value: unknown) => onEnd({ failed: false, value }),
      (error: unknown) => onEnd({ failed: true, error }),
    );
  }
  return result;
}

function isPlainPromise(value: unknown): value is Promise<unknown> {
  try {
    return (
      value instanceof Promise &&
      Object.getPrototypeOf(value) === Promise.prototype &&
      Object.getOwnPropertyNames(value).length === 0
    );
  } catch {
    // A proxy whose traps throw is none of our business.
    return false;
  }
}

type Then = (onFulfilled?: unknown, onRejected?: unknown) => unknown;

function isThenable(value: unknown): value is { then: Then } {
  try {
    return (
      ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
      typeof (value as { then?: unknown }).then === 'function'
    );
  } catch {
    return false;
  }
}

/** `await` goes past the `then` of a promise whose constructor is `Promise`. */
function isOwnKind(thenable: object): boolean {
  return thenable instanceof Promise && thenable.constructor === Promise;
}

/** Stands as the constructor of such a promise, so that `await` calls its `then` as well. */
class LookedAt extends Promise<unknown> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }
}
Object.defineProperty(LookedAt, 'name', { value: Promise.name });

/**
 * Looks at a thenable, or a promise with methods of its own, when the bot itself looks: some start
 * their work at the first `then`, so we never call it first.
 */
function interceptThen(thenable: { then: Then }, onEnd: (end: Settlement) => void): void {
  const original = thenable.then;
  let ended = false;
  const endOnce = (end: Settlement): void => {
    if (ended) return;
    ended = true;
    onEnd(end);
  };
  function then(this: unknown, onFulfilled?: unknown, onRejected?: unknown): unknown {
    const fulfilled = (value: unknown): unknown => {
      endOnce({ failed: false, value });
      return typeof onFulfilled === 'function' ? onFulfilled(value) : value;
    };
    const rejected = (error: unknown): unknown => {
      endOnce({ failed: true, error });
      if (typeof onRejected === 'function') return onRejected(error);
      throw error;
    };
    return Reflect.apply(original, this, [fulfilled, rejected]);
  }
  const hidden = { writable: true, configurable: true };
  try {
    Reflect.defineProperty(thenable, 'then', { ...hidden, value: then });
    if (isOwnKind(thenable)) {
      Reflect.defineProperty(thenable, 'constructor', { ...hidden, value: LookedAt });
    }
  } catch {
    // It stays unobserved, and the bot gets it as it is.
  }
}
