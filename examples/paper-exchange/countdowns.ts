import type { Account } from './accounts.js';
import type { Venue } from './venue.js';

/** Cancels every order of a symbol unless the account calls again in time. */
export class Countdowns {
  readonly #venue: Venue;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(venue: Venue) {
    this.#venue = venue;
  }

  /** Starts a countdown afresh; 0 milliseconds only end the one that runs. */
  set(account: Account, symbol: string, ms: number): void {
    const key = `${account.id} ${symbol}`;
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    if (ms > 0) {
      const timer = setTimeout(() => this.#venue.cancelAll(account, symbol), ms);
      this.#timers.set(key, timer.unref());
    }
  }
}
