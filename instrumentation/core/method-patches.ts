// biome-ignore lint/suspicious/noExplicitAny: a wrapped method may have any signature; it is passed through untouched
export type AnyFunction = (this: any, ...args: any[]) => any;

interface Patch {
  readonly target: object;
  readonly name: string;
  readonly original: PropertyDescriptor;
  readonly replacement: AnyFunction;
}

/** Marks our own functions across copies of this package, so that nothing is wrapped twice. */
const WRAPPED = Symbol.for('genesis-otel.wrapped');

/** Replaces methods in place, remembers how they were, and puts them back. */
export class MethodPatches {
  readonly #patches: Patch[] = [];

  /**
   * Wraps an own method of `target`, keeping its property flags, name and length. Does nothing
   * where there is no such method, where it is wrapped already, or where it cannot be replaced.
   */
  wrap(target: object, name: string, wrapper: (original: AnyFunction) => AnyFunction): void {
    const descriptor = Object.getOwnPropertyDescriptor(target, name);
    const original: unknown = descriptor?.value;
    if (descriptor?.configurable !== true || typeof original !== 'function') return;
    if (WRAPPED in original) return;
    const replacement = disguise(wrapper(original as AnyFunction), original as AnyFunction);
    Object.defineProperty(target, name, { ...descriptor, value: replacement });
    this.#patches.push({ target, name, original: descriptor, replacement });
  }

  /** Restores every original that nobody else has wrapped since. */
  restore(): void {
    for (const { target, name, original, replacement } of this.#patches.splice(0)) {
      const current = Object.getOwnPropertyDescriptor(target, name)?.value;
      if (current === replacement) Object.defineProperty(target, name, original);
    }
  }
}

function disguise(replacement: AnyFunction, original: AnyFunction): AnyFunction {
  Object.defineProperties(replacement, {
    name: { value: original.name, configurable: true },
    length: { value: original.length, configurable: true },
    [WRAPPED]: { value: true },
  });
  return replacement;
}
