import { Agent } from 'node:http';
import type { PaperExchange } from '../../../../examples/paper-exchange/index.js';

/** A client's own messages are not the test's. */
export const silent = {
  trace: () => undefined,
  info: () => undefined,
  error: () => undefined,
};

type Tree = { readonly [name: string]: string | Tree };

/** Constructor options that point a ccxt class at the exchange; it keeps the paths of its URLs. */
export function ccxtTarget(
  exchange: PaperExchange,
  client: { urls: unknown },
  fetchTypes: string[],
) {
  const ws = exchange.url.replace(/^http/, 'ws');
  const move = (tree: Tree): Tree =>
    Object.fromEntries(
      Object.entries(tree).map(([name, value]) => [
        name,
        typeof value === 'string'
          ? value.replace(/^https:\/\/[^/]+/, exchange.url).replace(/^wss:\/\/[^/]+/, ws)
          : move(value),
      ]),
    );
  return {
    apiKey: 'ccxt-key',
    secret: 'ccxt-secret',
    password: 'ccxt-pass',
    rateLimit: 1,
    // ccxt refuses ws:// URLs unless it was given an agent for plain connections.
    httpAgent: new Agent(),
    urls: { api: move((client.urls as { api: Tree }).api) },
    // The wallet routes that it would ask are not among those of the paper exchange.
    has: { fetchCurrencies: false },
    options: { fetchMarkets: { types: fetchTypes } },
  };
}

/** What a promise rejects with, or an error that says that it did not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it resolved');
}

/** Resolves to the first event that passes, as a client's emitter brings it. */
export function nextEvent<T>(
  emitter: { on(name: string, listener: (event: T) => void): unknown },
  name: string,
  passes: (event: T) => boolean = () => true,
): Promise<T> {
  return new Promise((resolve) => {
    emitter.on(name, (event) => {
      if (passes(event)) resolve(event);
    });
  });
}

/** Does something again and again until a promise has settled. */
export async function whileWaiting(
  promise: Promise<unknown>,
  action: () => unknown,
): Promise<void> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  while (!settled) {
    await action();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
