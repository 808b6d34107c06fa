import { createHmac, randomBytes } from 'node:crypto';
import { clientNetwork } from '../http/client-network.js';

const MOST_REMEMBERED = 1_000;

/**
 * Remembers from which addresses which credentials were good, so that whoever guesses from the
 * address of a scraper, such as a proxy's, cannot keep the scraper out. Only keyed digests are kept,
 * and a bounded number of them.
 */
export class KnownCredentials {
  readonly #key = randomBytes(32);
  /** Oldest first, by the last success. */
  readonly #digests = new Set<string>();

  /** Notes that an `Authorization` header from an address was good. */
  add(address: string | undefined, authorization: string): void {
    const digest = this.#digestOf(address, authorization);
    this.#digests.delete(digest);
    this.#digests.add(digest);
    const [oldest] = this.#digests;
    if (this.#digests.size > MOST_REMEMBERED && oldest !== undefined) this.#digests.delete(oldest);
  }

  /** Whether the same header from the same address was good before. */
  has(address: string | undefined, authorization: string): boolean {
    return this.#digests.has(this.#digestOf(address, authorization));
  }

  #digestOf(address: string | undefined, authorization: string): string {
    const hmac = createHmac('sha256', this.#key);
    return hmac.update(`${clientNetwork(address ?? '')} ${authorization}`).digest('base64');
  }
}
