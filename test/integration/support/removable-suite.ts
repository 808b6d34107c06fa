import { expect } from 'chai';
import type { ExchangeInstrumentation } from '../../../instrumentation/index.js';

type Functions = ReadonlyMap<string, unknown>;

/** Every function of the objects that an instrumentation may wrap, by its place. */
function functionsOf(targets: readonly object[]): Functions {
  const found = new Map<string, unknown>();
  targets.forEach((target, place) => {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(target))) {
      if (typeof value === 'function') found.set(`${place} ${name}`, value);
    }
  });
  return found;
}

const changed = (before: Functions, after: Functions): string[] =>
  [...before].filter(([name, value]) => after.get(name) !== value).map(([name]) => name);

/**
 * An instrumentation puts every original back, wraps nothing that is wrapped, and takes a module
 * from whoever has it.
 * @param make makes it switched off
 * @param targets what it wraps functions of
 */
export function describeRemovable(
  name: string,
  make: () => ExchangeInstrumentation,
  module: object,
  targets: readonly object[],
): void {
  describe(`the instrumentation of ${name}`, () => {
    it('wraps once, and puts everything back', () => {
      const bare = functionsOf(targets);
      const first = make();
      expect(first.instrument(module)).to.equal(true);
      const wrapped = functionsOf(targets);
      expect(changed(bare, wrapped)).not.to.be.empty;
      const second = make();
      second.instrument(module);
      first.instrument(module);
      expect(changed(wrapped, functionsOf(targets))).to.be.empty;
      second.disable();
      first.disable();
      expect(changed(bare, functionsOf(targets))).to.be.empty;
      first.enable();
      expect(changed(bare, functionsOf(targets))).to.deep.equal(changed(bare, wrapped));
      first.disable();
      expect(changed(bare, functionsOf(targets))).to.be.empty;
    });

    it('keeps the names, the lengths and the flags of what it wraps', () => {
      const describe = () =>
        targets.map((target) =>
          Object.entries(Object.getOwnPropertyDescriptors(target)).map(
            ([key, { value, enumerable, writable, configurable }]) => [
              key,
              enumerable,
              writable,
              configurable,
              typeof value === 'function' ? [value.name, value.length] : typeof value,
            ],
          ),
        );
      const bare = describe();
      const instrumentation = make();
      instrumentation.instrument(module);
      expect(describe()).to.deep.equal(bare);
      instrumentation.disable();
    });

    it('takes no other module for this one', () => {
      const instrumentation = make();
      for (const other of [{}, { default: {} }, { default: class {} }, Map, JSON]) {
        expect(instrumentation.instrument(other)).to.equal(false);
      }
      instrumentation.disable();
    });
  });
}

/** The prototypes of a class, up to the root. */
export function prototypesOf(aClass: { readonly prototype: object }): object[] {
  const links: object[] = [];
  for (
    let link: object | null = aClass.prototype;
    link !== null && link !== Object.prototype;
    link = Object.getPrototypeOf(link)
  ) {
    links.push(link);
  }
  return links;
}
