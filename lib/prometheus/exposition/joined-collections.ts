import type { Exposition, ExpositionSource } from './exposition.js';

interface Running {
  readonly callbackLimitMs: number;
  readonly exposition: Promise<Exposition>;
}

/**
 * Lets scrapes that overlap share one collection: two servers that scrape at the same second cost
 * the bot one.
 */
export class JoinedCollections implements ExpositionSource {
  readonly #source: ExpositionSource;
  #running: Running | undefined;

  constructor(source: ExpositionSource) {
    this.#source = source;
  }

  /** Joins a collection under way, unless it may wait longer for a callback than this scrape can. */
  gather(callbackLimitMs: number): Promise<Exposition> {
    const joined = this.#running;
    if (joined !== undefined && joined.callbackLimitMs <= callbackLimitMs) return joined.exposition;
    const running = { callbackLimitMs, exposition: this.#collect(callbackLimitMs) };
    this.#running = running;
    const forget = (): void => {
      if (this.#running === running) this.#running = undefined;
    };
    running.exposition.then(forget, forget);
    return running.exposition;
  }

  /** A source that throws at once rejects as well. */
  async #collect(callbackLimitMs: number): Promise<Exposition> {
    return this.#source.gather(callbackLimitMs);
  }
}
