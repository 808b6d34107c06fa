/** Requests counted in windows that are aligned to the clock, each name for itself. */
export class Windows {
  readonly #counts = new Map<string, { window: number; count: number }>();

  /** Counts one more in the window of `ms` that it is in; gives how many there are. */
  count(name: string, now: number, ms: number): number {
    const window = Math.floor(now / ms);
    const known = this.#counts.get(name);
    const count = known?.window === window ? known.count + 1 : 1;
    this.#counts.set(name, { window, count });
    return count;
  }
}
