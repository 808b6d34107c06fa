import type { ExpositionFormat, ExpositionSource } from './exposition-source.js';

/**
 * Lets scrapes that overlap share one collection: two servers that scrape at the same second cost
 * the bot one.
 */
export class JoinedScrapes implements ExpositionSource {
  readonly #source: ExpositionSource;
  readonly #limitMs: number;
  readonly #running = new Map<ExpositionFormat, Promise<string>>();

  /** @param limitMs milliseconds after which a collection counts as failed and is given up */
  constructor(source: ExpositionSource, limitMs: number) {
    this.#source = source;
    this.#limitMs = limitMs;
  }

  expose(format: ExpositionFormat): Promise<string> {
    const running = this.#running.get(format);
    if (running !== undefined) return running;
    const scrape = this.#collect(format).finally(() => this.#running.delete(format));
    this.#running.set(format, scrape);
    return scrape;
  }

  async #collect(format: ExpositionFormat): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new ScrapeTimeout()), this.#limitMs).unref();
    });
    try {
      return await Promise.race([this.#source.expose(format), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A source that does not answer would otherwise hold every later scrape too. */
class ScrapeTimeout extends Error {}
