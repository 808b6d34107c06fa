import type { GaugeSeries } from '../metrics/gauge-series.js';

/** Longer than any sensible scrape interval, so that every reader sees the 0 before the end. */
const LAST_SEEN_MS = 60_000;

/**
 * The connection status of each exchange. A series that a closed client leaves behind would say
 * "not connected" for ever, and wake somebody up for a bot that stopped as it should.
 */
export class ConnectionStatus {
  readonly #gauge: GaugeSeries;
  readonly #now: () => number;
  readonly #endings = new Map<string, number>();

  /** @param now the time in milliseconds since the epoch */
  constructor(gauge: GaugeSeries, now: () => number = Date.now) {
    this.#gauge = gauge;
    this.#now = now;
    gauge.beforeCollection(() => this.#endSeries());
  }

  update(connected: boolean, exchange: string): void {
    this.#endings.delete(exchange);
    this.#gauge.record(connected ? 1 : 0, { exchange });
  }

  /** Goes to 0 now, and ends the series once that has been seen. */
  end(exchange: string): void {
    this.update(false, exchange);
    this.#endings.set(exchange, this.#now() + LAST_SEEN_MS);
  }

  #endSeries(): void {
    if (this.#endings.size === 0) return;
    const now = this.#now();
    for (const [exchange, endsAt] of this.#endings) {
      if (now < endsAt) continue;
      this.#endings.delete(exchange);
      this.#gauge.remove({ exchange });
    }
  }
}
