import type { AnyFunction, MethodPatches } from '../core/method-patches.js';

/** A class that a module exports; both builds are looked at, and some bundlers keep only `default`. */
export function exportedClass(module: object, name: string): object | undefined {
  const { default: whole } = module as { default?: object };
  for (const exports of [module, whole]) {
    const found: unknown = (exports as Record<string, unknown> | undefined)?.[name];
    if (typeof found === 'function' && typeof found.prototype === 'object') return found.prototype;
  }
  return undefined;
}

/** Wraps a method where it is defined: on this prototype or on the nearest one above it. */
export function wrapInherited(
  patches: MethodPatches,
  prototype: object,
  name: string,
  wrapper: (original: AnyFunction) => AnyFunction,
): void {
  for (let link: object | null = prototype; link !== null; link = Object.getPrototypeOf(link)) {
    if (Object.hasOwn(link, name)) {
      patches.wrap(link, name, wrapper);
      return;
    }
  }
}
