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
  ratio: number;
  endsAt: number;
}

interface Limit {
  readonly labels: { readonly exchange: string; readonly limit_type: string };
  readonly budgets: Map<string, Window>;
}

/**
 * Rate limits live in windows: a usage figure is true until its window ends. Without that rule an
 * idle bot would show its last busy moment for ever.
 */
export class RateLimitWindows {
  readonly #gauge: GaugeSeries;
  /** By exchange and limit type. */
  readonly #limits = new Map<string, Map<string, Limit>>();

  constructor(gauge: GaugeSeries) {
    this.#gauge = gauge;
    gauge.beforeCollection(() => this.#refresh());
  }

  update(ratio: number, labels: RateLimitLabels): void {
    const { exchange, limitType, budget = '', windowEndsAt = Number.POSITIVE_INFINITY } = labels;
    const { budgets } =
      this.#limits.get(exchange)?.get(limitType) ?? this.#add(exchange, limitType);
    const window = budgets.get(budget);
    if (window === undefined) {
      budgets.set(budget, { ratio, endsAt: windowEndsAt });
      return;
    }
    window.ratio = ratio;
    window.endsAt = windowEndsAt;
  }

  #add(exchange: string, limitType: string): Limit {
    const limits = this.#limits.get(exchange) ?? new Map<string, Limit>();
    const limit = { labels: { exchange, limit_type: limitType }, budgets: new Map() };
    this.#limits.set(exchange, limits.set(limitType, limit));
    return limit;
  }

  #refresh(): void {
    const now = Date.now();
    for (const limits of this.#limits.values()) {
      for (const { labels, budgets } of limits.values()) {
        this.#gauge.record(highestOf(budgets, now), labels);
      }
    }
  }
}

function highestOf(budgets: ReadonlyMap<string, Window>, now: number): number {
  let highest = 0;
  for (const { ratio, endsAt } of budgets.values()) {
    if (now < endsAt) highest = Math.max(highest, ratio);
  }
  return highest;
}
