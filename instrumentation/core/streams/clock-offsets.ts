import type { MetricsCollector } from '../../../lib/collector/metrics-collector.js';

/** One answer to a request for the exchange's time; all in milliseconds since the epoch. */
export interface TimeAnswer {
  /** When the request left, by this machine's clock. */
  readonly sentAt: number;
  /** When the answer came, by this machine's clock. */
  readonly receivedAt: number;
  /** What the exchange said. */
  readonly serverTime: number;
}

interface Sample {
  readonly offsetMs: number;
  readonly roundTripMs: number;
  readonly at: number;
}

const KEPT_SAMPLES = 8;
const SAMPLE_LIFE_MS = 10 * 60_000;
/** An answer that took longer tells nothing about milliseconds. */
const LONGEST_ROUND_TRIP_MS = 10_000;
/** A clock further off is another time zone or another unit, not a clock. */
const LARGEST_OFFSET_MS = 3_600_000;

/**
 * How far the clock of each exchange is ahead of this machine's. The bot's own requests for the
 * server time tell: halfway between request and answer is when the exchange looked at its clock
 * (Cristian's algorithm), so
 *
 *     offset = server time − (sent + received) / 2, wrong by at most half the round trip
 *
 * Of the last eight answers of ten minutes the one with the shortest round trip counts, as in the
 * clock filter of NTP (RFC 5905, section 10). Without any answer the offset is unknown and counts as
 * 0; nothing is ever asked on the bot's behalf.
 */
export class ClockOffsets {
  readonly #collector: MetricsCollector;
  readonly #samples = new Map<string, Sample[]>();
  readonly #offsets = new Map<string, number>();

  constructor(collector: MetricsCollector) {
    this.#collector = collector;
  }

  /** Takes an answer; what cannot be a time is left out. */
  add(exchange: string, { sentAt, receivedAt, serverTime }: TimeAnswer): void {
    const roundTripMs = receivedAt - sentAt;
    const offsetMs = serverTime - (sentAt + receivedAt) / 2;
    if (!(roundTripMs >= 0 && roundTripMs <= LONGEST_ROUND_TRIP_MS)) return;
    if (!(Math.abs(offsetMs) <= LARGEST_OFFSET_MS)) return;
    const earlier = this.#samples.get(exchange) ?? [];
    const kept = earlier.filter(({ at }) => receivedAt - at <= SAMPLE_LIFE_MS);
    const samples = [...kept.slice(1 - KEPT_SAMPLES), { offsetMs, roundTripMs, at: receivedAt }];
    this.#samples.set(exchange, samples);
    const best = samples.reduce((a, b) => (b.roundTripMs <= a.roundTripMs ? b : a));
    this.#offsets.set(exchange, best.offsetMs);
    this.#collector.updateClockOffset(best.offsetMs / 1000, exchange);
  }

  /** The exchange's clock minus this machine's, in milliseconds; 0 where nobody has asked. */
  offsetMs(exchange: string): number {
    return this.#offsets.get(exchange) ?? 0;
  }
}
