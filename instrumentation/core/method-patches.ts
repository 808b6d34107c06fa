/** A method of whatever signature, that is passed on untouched and called through `Reflect.apply`. */
export type AnyFunction = (this: never, ...args: never[]) => unknown;

interface Patch {
  readonly target: object;
  readonly name: string;
  /** Undefined where the method was inherited. */
  readonly original: PropertyDescriptor | undefined;
  readonly replacement: AnyFunction;
}

/** Marks our own functions across copies of this package, so that nothing is wrapped twice. */
const WRAPPED = Symbol.for('genesis-otel.wrapped');

/** Whether a method is one of ours already. */
export function isWrapped(method: unknown): boolean {
  return typeof method === 'function' && WRAPPED in method;
}

/** Replaces methods in place, remembers how they were, and puts them back. */
export class MethodPatches {
  readonly #patches: Patch[] = [];

  /**
   * Wraps an own method of `target`, keeping its property flags, name and length. Does nothing
   * where there is no such method, where it is wrapped already, or where it cannot be replaced.
   */
  wrap(target: object, name: string, wrapper: (original: AnyFunction) => AnyFunction): void {
    const descriptor = Object.getOwnPropertyDescriptor(target, name);
    if (descriptor?.configurable === true) this.#replace(target, name, descriptor, wrapper);
  }

  /** The same for a method that `target` may only inherit; then it gets one of its own. */
  wrapInherited(
    target: object,
    name: string,
    wrapper: (original: AnyFunction) => AnyFunction,
  ): void {
    if (Object.hasOwn(target, name)) this.wrap(target, name, wrapper);
    else if (Object.isExtensible(target)) {
      const inherited = inheritedDescriptor(target, name);
      // What the objects of the class enumerate stays what it was.
      if (inherited) this.#replace(target, name, { ...inherited, enumerable: false }, wrapper);
    }
  }

  /** Restores every original that nobody else has wrapped since. */
  restore(): void {
    for (const { target, name, original, replacement } of this.#patches.splice(0)) {
      const current = Object.getOwnPropertyDescriptor(target, name)?.value;
      if (current !== replacement) continue;
      if (original === undefined) Reflect.deleteProperty(target, name);
      else Object.defineProperty(target, name, original);
    }
  }

  #replace(
    target: object,
    name: string,
    descriptor: PropertyDescriptor,
    wrapper: (original: AnyFunction) => AnyFunction,
  ): void {
    const method: unknown = descriptor.value;
    if (typeof method !== 'function' || WRAPPED in method) return;
    const replacement = disguise(wrapper(method as AnyFunction), method as AnyFunction);
    const original = Object.getOwnPropertyDescriptor(target, name);
    Object.defineProperty(target, name, { ...descriptor, value: replacement });
    this.#patches.push({ target, name, original, replacement });
  }
}

function inheritedDescriptor(target: object, name: string): PropertyDescriptor | undefined {
  let descriptor: PropertyDescriptor | undefined;
  let link: object | null = Object.getPrototypeOf(target);
  for (; link !== null && descriptor === undefined; link = Object.getPrototypeOf(link)) {
    descriptor = Object.getOwnPropertyDescriptor(link, name);
  }
  return descriptor;
}

function disguise(replacement: AnyFunction, original: AnyFunction): AnyFunction {
  Object.defineProperties(replacement, {
    name: { value: original.name, configurable: true },
    length: { value: original.length, configurable: true },
    [WRAPPED]: { value: true },
  });
  return replacement;
}
