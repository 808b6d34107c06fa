import { expect } from 'chai';
import type { ExchangeInstrumentation } from '../../../instrumentation/index.js';

type Exports = Readonly<Record<string, unknown>>;

/** Everything on the prototypes behind the classes that a module exports. */
function methodsOf(module: object): Map<object, PropertyDescriptorMap> {
  const seen = new Map<object, PropertyDescriptorMap>();
  for (const exported of Object.values(module as Exports)) {
    const { prototype } = (typeof exported === 'function' ? exported : {}) as {
      prototype?: object;
    };
    for (
      let link = prototype;
      link !== undefined && link !== Object.prototype;
      link = Object.getPrototypeOf(link) ?? undefined
    ) {
      seen.set(link, Object.getOwnPropertyDescriptors(link));
    }
  }
  return seen;
}

/** The names of the methods that are another function now. */
function changed(before: Map<object, PropertyDescriptorMap>): string[] {
  return [...before].flatMap(([prototype, descriptors]) =>
    Object.entries(descriptors)
      .filter(([name, { value }]) => {
        const now = Object.getOwnPropertyDescriptor(prototype, name);
        return now?.value !== value;
      })
      .map(([name]) => name),
  );
}

/**
 * Checks that an instrumentation wraps these methods of a module, that wrapping it once more changes
 * nothing, and that `disable` puts every original back.
 */
export function expectRemovable(
  make: () => ExchangeInstrumentation,
  module: object,
  methods: readonly string[],
): void {
  const before = methodsOf(module);
  const instrumentation = make();
  const second = make();
  try {
    expect(instrumentation.instrument(module)).to.equal(true);
    expect(changed(before)).to.include.members([...methods]);
    const wrapped = methodsOf(module);
    expect(second.instrument(module)).to.equal(true);
    expect(instrumentation.instrument(module)).to.equal(true);
    expect(changed(wrapped)).to.deep.equal([]);
  } finally {
    second.disable();
    instrumentation.disable();
  }
  expect(changed(before)).to.deep.equal([]);
}
