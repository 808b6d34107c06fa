interface Kept<Fill> {
  readonly keys: readonly string[];
  readonly fill: Fill;
}

/**
 * Fills that were told before the answer to their order, by what that may be known by. The last ones
 * of all, however many of them are of one order: a bot sees fills of orders that it never placed.
 */
export class EarlyFills<Fill extends object> {
  readonly #capacity: number;
  readonly #byKey = new Map<string, Fill[]>();
  /** In the order in which they came, the oldest at `#next` once it is full. */
  readonly #kept: Kept<Fill>[] = [];
  #next = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  keep(keys: readonly string[], fill: Fill): void {
    if (keys.length === 0) return;
    const oldest = this.#kept[this.#next];
    if (oldest !== undefined) this.#forget(oldest);
    this.#kept[this.#next] = { keys, fill };
    this.#next = (this.#next + 1) % this.#capacity;
    for (const key of keys) {
      const fills = this.#byKey.get(key);
      if (fills === undefined) this.#byKey.set(key, [fill]);
      else fills.push(fill);
    }
  }

  /** Those of an order that is known by now; they are kept no longer. */
  take(key: string): readonly Fill[] {
    const fills = this.#byKey.get(key) ?? [];
    this.#byKey.delete(key);
    return fills;
  }

  #forget({ keys, fill }: Kept<Fill>): void {
    for (const key of keys) {
      const fills = this.#byKey.get(key);
      // Those that were taken meanwhile are gone, and what is there now came later.
      if (fills?.[0] !== fill) continue;
      if (fills.length > 1) fills.shift();
      else this.#byKey.delete(key);
    }
  }
}
