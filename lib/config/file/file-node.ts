import { isOptionGroup } from '../option-group.js';

/**
 * A mapping of the configuration file that knows what of it was looked at, so that everything else
 * can be named.
 */
export class FileNode {
  /** Where it is: `meter_provider.readers[0].periodic`. */
  readonly path: string;
  readonly #entries: Readonly<Record<string, unknown>>;
  readonly #looked = new Map<string, FileNode[]>();

  constructor(value: unknown, path = '') {
    this.path = path;
    // A key without a value is a mapping with defaults only.
    this.#entries = isOptionGroup(value) ? (value as Record<string, unknown>) : {};
  }

  pathOf(key: string): string {
    return this.path === '' ? shown(key) : `${this.path}.${shown(key)}`;
  }

  /** Whether there is something at the end of a way of keys; looks at nothing. */
  has(...keys: string[]): boolean {
    let value: unknown = this.#entries;
    for (const key of keys) {
      if (!isOptionGroup(value) || !Object.hasOwn(value, key)) return false;
      value = (value as Record<string, unknown>)[key];
    }
    return true;
  }

  /** A value; undefined where there is none. */
  value(key: string): unknown {
    this.#looked.set(key, []);
    return this.#entries[key] ?? undefined;
  }

  /** A mapping; an empty one where there is none. */
  child(key: string): FileNode {
    const known = this.#looked.get(key)?.[0];
    if (known !== undefined) return known;
    const node = new FileNode(this.#entries[key], this.pathOf(key));
    this.#looked.set(key, [node]);
    return node;
  }

  /** The mappings of a list. */
  items(key: string): FileNode[] {
    const list = this.#entries[key];
    const nodes = (Array.isArray(list) ? list : []).map(
      (item, index) => new FileNode(item, `${this.pathOf(key)}[${index}]`),
    );
    this.#looked.set(key, nodes);
    return nodes;
  }

  /** The paths of what nobody has looked at; what nobody has entered is one of them. */
  leftOut(): string[] {
    return Object.keys(this.#entries).flatMap((key) => {
      const nodes = this.#looked.get(key);
      if (nodes === undefined) return [this.pathOf(key)];
      return nodes.flatMap((node) => (node.#isUntouched() ? [node.path] : node.leftOut()));
    });
  }

  #isUntouched(): boolean {
    return this.#looked.size === 0 && Object.keys(this.#entries).length > 0;
  }
}

/** Keys of plugins are free, and a file may be broken in a way that makes a secret a key. */
function shown(key: string): string {
  return /^[a-z][a-z\d_/]{0,63}$/.test(key) && !/[a-z\d]{32}/.test(key) ? key : '(not shown)';
}
