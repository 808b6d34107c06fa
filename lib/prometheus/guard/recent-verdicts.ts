/** The verdicts used last; the oldest gives way to a new one. */
export class RecentVerdicts {
  readonly #most: number;
  readonly #byKey = new Map<string, boolean>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): boolean | undefined {
    const verdict = this.#byKey.get(key);
    if (verdict !== undefined) this.set(key, verdict);
    return verdict;
  }

  set(key: string, verdict: boolean): void {
    this.#byKey.delete(key);
    this.#byKey.set(key, verdict);
    if (this.#byKey.size <= this.#most) return;
    for (const oldest of this.#byKey.keys()) {
      this.#byKey.delete(oldest);
      return;
    }
  }
}
