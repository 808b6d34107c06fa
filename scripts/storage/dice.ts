/** From here on the distribution is the normal one as far as anybody can see. */
const MANY = 100;

/** Random numbers that are the same ones in each run. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1: a Weyl sequence, mixed by multiplications and shifts. */
  uniform(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  /** Of mean 0 and deviation 1, after Box and Muller. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** How many events happen where so many are expected: after Knuth, and about that where it is many. */
  events(expected: number): number {
    if (expected > MANY) {
      return Math.max(0, Math.round(expected + Math.sqrt(expected) * this.normal()));
    }
    const least = Math.exp(-expected);
    let [count, product] = [0, this.uniform()];
    for (; product > least; count += 1) product *= this.uniform();
    return count;
  }
}
