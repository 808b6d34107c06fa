/** Remembers the last `capacity` keys, in bounded memory. */
export class RecentKeys {
  readonly #capacity: number;
  readonly #keys = new Set<string>();
  /** One for ever: to begin anew is to pass the gaps of all that was forgotten, each time. */
  readonly #oldest = this.#keys.values();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Whether `key` is new; it is remembered either way. */
  add(key: string): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    if (this.#keys.size > this.#capacity) this.#keys.delete(this.#oldest.next().value ?? '');
    return true;
  }
}
