export interface TokenBucketSettings {
  /** How many tokens a full bucket holds. */
  readonly burst: number;
  /** Milliseconds until one token comes back. */
  readonly refillMs: number;
  /** How far below zero taking may lead; 0 or less. */
  readonly deepestDebt: number;
}

/** A token bucket, full at first. */
export class TokenBucket {
  readonly #settings: TokenBucketSettings;
  readonly #now: () => number;
  #tokens: number;
  #at: number;

  /** @param now a clock in milliseconds that never goes back */
  constructor(settings: TokenBucketSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
    this.#tokens = settings.burst;
    this.#at = now();
  }

  /** Milliseconds until there is a token; 0 where there is one. */
  waitMs(): number {
    this.#refill();
    return Math.max(0, (1 - this.#tokens) * this.#settings.refillMs);
  }

  /** Takes a token, if need be on credit. */
  take(): void {
    this.#refill();
    this.#tokens = Math.max(this.#settings.deepestDebt, this.#tokens - 1);
  }

  #refill(): void {
    const { burst, refillMs } = this.#settings;
    const now = this.#now();
    this.#tokens = Math.min(burst, this.#tokens + (now - this.#at) / refillMs);
    this.#at = now;
  }
}
