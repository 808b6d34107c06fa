import type { Node, Pair, Scalar } from 'yaml';
import { ConfigFault, shownKey } from './config-fault.js';
import { parseYaml, type YamlDocument, yaml } from './yaml-document.js';

/** What YAML 1.1 takes for nothing, true and false, as the Go parser of the original does. */
const NOTHING = /^(?:|~|null|Null|NULL)$/;
const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;

/** A value of the file with its key and line. Reading it as what it is not is a fault. */
export class ConfigNode {
  readonly key: string;
  readonly #place: number;
  readonly #source: YamlDocument;
  readonly #node: Node | undefined;

  constructor(key: string, place: number, source: YamlDocument, node: unknown) {
    this.key = key;
    this.#place = place;
    this.#source = source;
    this.#node = this.#resolved(node);
  }

  /** The whole of a file; undefined where it says nothing. */
  static parse(text: string): ConfigNode | undefined {
    const source = parseYaml(text);
    if (source === undefined) return undefined;
    return new ConfigNode('', 0, source, source.document.contents);
  }

  /** Whether the key has no value, which counts as not set. */
  get isEmpty(): boolean {
    const scalar = this.#scalar();
    return scalar?.type === 'PLAIN' && NOTHING.test(scalar.value);
  }

  /** The text as it was written, numbers included; empty where there is no value. */
  text(): string {
    const scalar = this.#scalar();
    if (scalar === undefined) throw this.fault('it is no text');
    return this.isEmpty ? '' : scalar.value;
  }

  flag(): boolean {
    const scalar = this.#scalar();
    if (scalar?.type === 'PLAIN' && TRUE.test(scalar.value)) return true;
    if (scalar?.type === 'PLAIN' && FALSE.test(scalar.value)) return false;
    throw this.fault('it is neither true nor false');
  }

  list(): ConfigNode[] {
    const node = this.#node;
    if (!yaml().isSeq(node)) throw this.fault('it is no list');
    return node.items.map((item) => new ConfigNode(this.key, this.#place, this.#source, item));
  }

  /** The values by their keys, all of which must be among `known` where that is given. */
  map(known?: readonly string[]): Map<string, ConfigNode> {
    const entries = new Map<string, ConfigNode>();
    if (this.isEmpty) return entries;
    const node = this.#node;
    if (!yaml().isMap(node)) throw this.fault('it is no mapping of keys to values');
    for (const pair of node.items) {
      const [name, place] = this.#keyOf(pair);
      const path = this.#pathTo(name, known);
      if (path === undefined) throw this.#keyFault('an unknown', name, place);
      if (entries.has(name)) throw this.#keyFault('a second', name, place);
      entries.set(name, new ConfigNode(path, place, this.#source, pair.value));
    }
    return entries;
  }

  /** A fault of this value. */
  fault(what: string): ConfigFault {
    if (this.key === '') return new ConfigFault('holds no mapping of keys to values');
    return new ConfigFault(`has a faulty ${this.key} (line ${this.#line(this.#place)}): ${what}`);
  }

  /** The keys of a mapping that may have any are not shown: they are names of users. */
  #pathTo(name: string, known: readonly string[] | undefined): string | undefined {
    if (known === undefined) return this.key;
    if (!known.includes(name)) return undefined;
    return this.key === '' ? name : `${this.key}.${name}`;
  }

  #keyFault(which: string, name: string, place: number): ConfigFault {
    const shown = shownKey(name);
    const within = this.key === '' ? '' : ` in ${this.key}`;
    return new ConfigFault(`has ${which} key ${shown}${within} (line ${this.#line(place)})`);
  }

  #keyOf({ key }: Pair): [name: string, place: number] {
    const node = this.#resolved(key);
    if (!yaml().isScalar(node)) throw this.fault('a key in it is no text');
    return [String(node.value), (key as Node).range?.[0] ?? this.#place];
  }

  #scalar(): Scalar<string> | undefined {
    const node = this.#node;
    return yaml().isScalar<string>(node) ? node : undefined;
  }

  #resolved(node: unknown): Node | undefined {
    const { isAlias, isNode } = yaml();
    if (isAlias(node)) return node.resolve(this.#source.document);
    return isNode(node) ? node : undefined;
  }

  #line(place: number): number {
    return this.#source.lines.linePos(place).line;
  }
}
