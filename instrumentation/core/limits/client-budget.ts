const WINDOW_SECONDS = 60;

/** What a client spent of its own request budget over the last minute, in one-second slots. */
export class ClientBudget {
  readonly #spent = new Float64Array(WINDOW_SECONDS);
  #second = 0;

  /** Notes a cost at a moment (milliseconds since the epoch) and returns the last minute's sum. */
  spend(cost: number, now: number): number {
    const second = Math.floor(now / 1000);
    const idle = Math.min(WINDOW_SECONDS, Math.max(0, second - this.#second));
    for (let step = 1; step <= idle; step += 1)
      this.#spent[(this.#second + step) % WINDOW_SECONDS] = 0;
    if (second > this.#second) {
      // After a pause longer than the window every slot is empty already.
      if (second - this.#second > WINDOW_SECONDS) this.#spent.fill(0);
      this.#second = second;
    }
    const slot = this.#second % WINDOW_SECONDS;
    this.#spent[slot] = (this.#spent[slot] ?? 0) + cost;
    return this.#spent.reduce((sum, slotCost) => sum + slotCost, 0);
  }
}
