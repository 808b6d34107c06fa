import type { AnyFunction } from '../core/method-patches.js';
import type { CcxtStreamClient } from './internal-types.js';

/** Puts a method on one stream client in place of the one that it has, or inherits. */
export function override(
  client: CcxtStreamClient,
  name: string,
  wrapper: (original: AnyFunction) => AnyFunction,
): void {
  const original: unknown = (client as Record<string, unknown>)[name];
  if (typeof original !== 'function') return;
  const value = wrapper(original as AnyFunction);
  Object.defineProperty(client, name, { value, writable: true, configurable: true });
}
