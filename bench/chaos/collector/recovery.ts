import type { Behaviour } from '../faults.js';

export interface Recoveries {
  /** After each fault: the milliseconds until the first push came. */
  readonly recoveriesMs: readonly number[];
  /** Rests between two faults in which no push came at all. */
  readonly restsMissed: number;
}

/** How soon pushes come again once a collector is well. */
export class Recovery {
  readonly #recoveriesMs: number[] = [];
  #restsMissed = 0;
  #wellSince: number | undefined;

  get found(): Recoveries {
    return { recoveriesMs: this.#recoveriesMs, restsMissed: this.#restsMissed };
  }

  behave(behaviour: Behaviour): void {
    if (this.#wellSince !== undefined) this.#restsMissed += 1;
    this.#wellSince = behaviour === 'well' ? performance.now() : undefined;
  }

  received(): void {
    if (this.#wellSince === undefined) return;
    this.#recoveriesMs.push(performance.now() - this.#wellSince);
    this.#wellSince = undefined;
  }
}
