/** Remembers what was set last under so many keys, in bounded memory. */
export class RecentMap<Value> {
  readonly #capacity: number;
  readonly #values = new Map<string, Value>();
  /** One for ever: to begin anew is to pass the gaps of all that was forgotten, each time. */
  readonly #oldest = this.#values.keys();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  /** A key that is set again is the newest. */
  set(key: string, value: Value): void {
    // Behind the iterator nothing is left, whichever way it went.
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#capacity) this.#values.delete(this.#oldest.next().value ?? '');
  }
}
