import { metric } from './metric-definition.js';

/** Upper bounds in seconds: from a small bot to a scrape that Prometheus is about to give up. */
const SCRAPE_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const BODY_BYTES = [1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216];

/**
 * What the metrics endpoint measures of itself, declared once like the catalogue. They are not part
 * of it: every endpoint has its own.
 */
export const ENDPOINT_METRICS = {
  requests: metric(
    'genesis_scrape_requests_total',
    'counter',
    '{request}',
    'Requests for the metrics that were answered, by HTTP status',
    { labels: ['code'] },
  ),
  inFlight: metric(
    'genesis_scrape_requests_in_flight',
    'gauge',
    '{request}',
    'Scrapes that are being answered at the moment, this one included',
  ),
  duration: metric(
    'genesis_scrape_duration_seconds',
    'histogram',
    's',
    'From the request of a scrape to the last byte of its answer',
    { boundaries: SCRAPE_SECONDS },
  ),
  size: metric(
    'genesis_scrape_response_size_bytes',
    'histogram',
    'By',
    'Size of the body of a scrape as it was sent, packed where the scraper asked for that',
    { boundaries: BODY_BYTES },
  ),
  errors: metric(
    'genesis_scrape_errors_total',
    'counter',
    '{error}',
    'Scrapes that failed, and callbacks that were left out of one, by cause',
    { labels: ['cause'] },
  ),
  authFailures: metric(
    'genesis_scrape_auth_failures_total',
    'counter',
    '{request}',
    'Requests for the metrics that were refused for want of valid credentials, by cause',
    { labels: ['cause'] },
  ),
} as const;

/** The HTTP statuses that `genesis_scrape_requests_total` counts by. */
export const SCRAPE_CODES = [200, 204, 400, 401, 403, 405, 429, 500, 503] as const;
export type ScrapeCode = (typeof SCRAPE_CODES)[number];

/**
 * Why a scrape failed: collecting did, a callback did (the rest was served), the text could not be
 * made, it took longer than the scraper waits, too many scrapes were under way, or the scraper left.
 */
export const SCRAPE_ERROR_CAUSES = [
  'gathering',
  'callback',
  'encoding',
  'timeout',
  'busy',
  'aborted',
] as const;
export type ScrapeErrorCause = (typeof SCRAPE_ERROR_CAUSES)[number];

/** Why a request was refused; `limited` means too many failures before it. */
export const AUTH_FAILURE_CAUSES = ['missing', 'wrong', 'limited', 'not_local'] as const;
export type AuthFailureCause = (typeof AUTH_FAILURE_CAUSES)[number];
