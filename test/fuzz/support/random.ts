/** Random numbers that a seed repeats (the generator is mulberry32); not for secrets. */
export class Random {
  #state: number;

  /** @param seed any integers; the same ones give the same numbers */
  constructor(...seed: readonly number[]) {
    this.#state = 0;
    for (const part of seed) {
      this.#state = (this.#state ^ part) >>> 0;
      // Neighbouring seeds must not give neighbouring numbers.
      this.#state = Math.floor(this.next() * 2 ** 32) >>> 0;
    }
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from 0 up to, but not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }
}
