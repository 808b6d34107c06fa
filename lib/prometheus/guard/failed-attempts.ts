import { clientNetwork } from '../http/client-network.js';
import { TokenBucket } from './token-bucket.js';

/**
 * A person who mistypes a password needs a few attempts. Then one comes back each two seconds, so that
 * a scraper with an old token goes on to be told 401. Attempts at the same moment are all judged
 * before the first is counted, and are paid for later.
 */
const ATTEMPTS = { burst: 10, refillMs: 2_000, deepestDebt: -5 };
const MOST_ADDRESSES = 1_000;

/**
 * Limits the failed attempts from each client address, so that a password cannot be guessed at the
 * speed of the network. Memory is bounded: beyond a thousand addresses the one that failed longest
 * ago is forgotten.
 */
export class FailedAttempts {
  readonly #now: () => number;
  /** Oldest first, by the last failure. */
  readonly #buckets = new Map<string, TokenBucket>();

  /** @param now a clock in milliseconds that never goes back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Seconds until an address may try again; 0 where it may now. */
  waitSeconds(address: string | undefined): number {
    const waitMs = this.#buckets.get(clientNetwork(address ?? ''))?.waitMs() ?? 0;
    return Math.ceil(waitMs / 1_000);
  }

  /** Notes that an attempt from an address failed. */
  failed(address: string | undefined): void {
    const network = clientNetwork(address ?? '');
    const bucket = this.#buckets.get(network) ?? new TokenBucket(ATTEMPTS, this.#now);
    bucket.take();
    this.#buckets.delete(network);
    this.#buckets.set(network, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MOST_ADDRESSES && oldest !== undefined) this.#buckets.delete(oldest);
  }
}
