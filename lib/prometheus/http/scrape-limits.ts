import type { MetricsRequest } from './handler.js';

/** What a scrape may take, in milliseconds. */
export interface ScrapeLimits {
  /** From the request to the first byte of the answer. */
  readonly scrapeMs: number;
  /** One callback that hangs is given up after this, and the rest is served. */
  readonly callbackMs: number;
}

/** Below the 10 s that Prometheus waits by default, so that the answer still arrives. */
const LONGEST_SCRAPE_MS = 9_000;
const SHORTEST_SCRAPE_MS = 50;
/** What is kept of the scraper's own limit for the way there and back. */
const SHARE_FOR_THE_WAY = 0.1;
const SHARE_FOR_CALLBACKS = 0.55;
const SECONDS = /^\d{1,6}(?:\.\d{1,9})?$/;

/** Takes the limits from the header in which Prometheus tells how long it will wait. */
export function scrapeLimits(request: MetricsRequest): ScrapeLimits {
  const asked = request.headers['x-prometheus-scrape-timeout-seconds'];
  const seconds = typeof asked === 'string' && SECONDS.test(asked) ? Number(asked) : undefined;
  const patienceMs =
    seconds === undefined ? LONGEST_SCRAPE_MS : seconds * 1_000 * (1 - SHARE_FOR_THE_WAY);
  const scrapeMs = Math.min(LONGEST_SCRAPE_MS, Math.max(SHORTEST_SCRAPE_MS, patienceMs));
  return { scrapeMs, callbackMs: Math.round(scrapeMs * SHARE_FOR_CALLBACKS) };
}
