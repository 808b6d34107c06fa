/** Every method of some classes and of what they extend, by where it is defined. */
export function methodsOf(classes: readonly object[]): Map<string, unknown> {
  const methods = new Map<string, unknown>();
  for (const [index, prototype] of chainsOf(classes).entries()) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const { value } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
      if (typeof value === 'function') methods.set(`${index} ${name}`, value);
    }
  }
  return methods;
}

/** The prototypes of classes and of what they extend, each once, up to those of Node.js. */
function chainsOf(classes: readonly object[]): readonly object[] {
  const prototypes = new Set<object>();
  for (const { prototype } of classes as readonly { prototype: object }[]) {
    let link: object | null = prototype;
    while (link !== null && link !== Object.prototype) {
      prototypes.add(link);
      link = Object.getPrototypeOf(link);
    }
  }
  return [...prototypes];
}

/** How many methods of the first are another function in the second. */
export function replaced(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): number {
  return [...before].filter(([name, method]) => after.get(name) !== method).length;
}
