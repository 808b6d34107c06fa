import type { MetricsCollector } from '../lib/collector/metrics-collector.js';
import { RecentKeys } from '../lib/collector/recent-keys.js';
import type { Account } from './position-book.js';

/** A fill in one shape for every exchange client. */
export interface FillEvent {
  readonly id?: string | undefined;
  readonly symbol: string;
  readonly side: string;
  /** Realized P&L of this fill as the exchange tells it; undefined where it tells none. */
  readonly realizedPnl?: string | number | undefined;
}

const REMEMBERED_FILLS = 50_000;

/**
 * Counts each fill once and adds its realized P&L once. The two are remembered apart: an order's
 * answer may tell a fill without its P&L before the private stream tells it with.
 */
export class FillBook {
  readonly #collector: () => MetricsCollector;
  readonly #settled = new RecentKeys(REMEMBERED_FILLS);

  constructor(collector: () => MetricsCollector) {
    this.#collector = collector;
  }

  add(account: Account, { id, symbol, side, realizedPnl }: FillEvent): void {
    const { exchange, key } = account;
    const identity = id === undefined ? {} : { id };
    const isNew = this.#collector().recordTrade({ exchange, symbol, side, ...identity });
    if (realizedPnl === undefined) return;
    const pnlIsNew =
      id === undefined ? isNew : this.#settled.add(JSON.stringify([key, symbol, side, id]));
    if (pnlIsNew) this.#collector().addRealizedPnl(key, realizedPnl);
  }
}
