import type { GaugeSeries } from '../metrics/gauge-series.js';

/** Which limit a usage figure belongs to, and until when it holds. */
export interface RateLimitLabels {
  readonly exchange: string;
  /** Which limit: `weight_1m`, `orders_10s`, `client` … */
  readonly limitType: string;
  /** When the window ends, in milliseconds since the epoch; then the usage falls to 0. Default: never. */
  readonly windowEndsAt?: number;
  /**
   * Tells budgets of the same exchange and limit apart (spot and futures of one client, say); the
   * gauge shows the one that is used most. Default: one budget.
   */
  readonly budget?: string;
}

interface Window {
  readonly ratio: number;
  readonly endsAt: number;
}

/**
 * Rate limits live in windows: a usage figure is true until its window ends. Without that rule an
 * idle bot would show its last busy moment for ever.
 */
export class RateLimitWindows {
  readonly #gauge: GaugeSeries;
  readonly #limits = new Map<string, { labels: RateLimitLabels; budgets: Map<string, Window> }>();

  constructor(gauge: GaugeSeries) {
    this.#gauge = gauge;
    gauge.beforeCollection(() => this.#refresh());
  }

  update(ratio: number, labels: RateLimitLabels): void {
    const { exchange, limitType, budget = '', windowEndsAt = Number.POSITIVE_INFINITY } = labels;
    const key = `${exchange}\n${limitType}`;
    let limit = this.#limits.get(key);
    if (limit === undefined) {
      limit = { labels: { exchange, limitType }, budgets: new Map() };
      this.#limits.set(key, limit);
    }
    limit.budgets.set(budget, { ratio, endsAt: windowEndsAt });
  }

  #refresh(): void {
    const now = Date.now();
    for (const { labels, budgets } of this.#limits.values()) {
      let highest = 0;
      for (const { ratio, endsAt } of budgets.values()) {
        if (now < endsAt) highest = Math.max(highest, ratio);
      }
      this.#gauge.record(highest, { exchange: labels.exchange, limit_type: labels.limitType });
    }
  }
}
