import type { MetricsCollector } from '../../lib/collector/metrics-collector.js';
import { ClientBudget } from '../core/limits/client-budget.js';
import type { Headers, RateLimitUsage } from '../core/limits/rate-limit-headers.js';
import { tellsLimitsInHeaders, usageFromHeaders } from '../core/limits/rate-limit-headers.js';
import { BinanceLimitTable, binanceBudget } from '../exchanges/binance/limits.js';
import type { CcxtExchange } from './internal-types.js';
import { exchangeId } from './internal-types.js';

/** An answer as ccxt hands it to `onRestResponse`. */
export interface RestAnswer {
  readonly url: unknown;
  readonly headers: unknown;
  readonly body: unknown;
}

const ENDPOINT_BUDGETS_LIMIT = 500;

/** Reads the use of rate limits from answers, or from ccxt's own limiter where answers tell none. */
export class RateLimitReader {
  readonly #collector: () => MetricsCollector;
  readonly #binance = new BinanceLimitTable();
  readonly #budgets = new Map<string, ClientBudget>();
  readonly #endpoints = new Set<string>();

  constructor(collector: () => MetricsCollector) {
    this.#collector = collector;
  }

  answered(exchange: CcxtExchange, answer: RestAnswer): void {
    const id = exchangeId(exchange);
    if (!tellsLimitsInHeaders(id) || typeof answer.url !== 'string') return;
    const path = answer.url.split('?', 1)[0] ?? '';
    if (id.startsWith('binance')) this.#learnLimits(id, path, answer.body);
    for (const usage of usageFromHeaders(id, lowerCased(answer.headers), Date.now())) {
      this.#publish(id, usage, path);
    }
  }

  /** ccxt's own limiter was asked for `cost` units; one unit is `rateLimit` milliseconds. */
  spent(exchange: CcxtExchange, cost: unknown): void {
    const id = exchangeId(exchange);
    if (tellsLimitsInHeaders(id) || !(Number(exchange.rateLimit) > 0)) return;
    let budget = this.#budgets.get(id);
    if (budget === undefined) {
      budget = new ClientBudget();
      this.#budgets.set(id, budget);
    }
    const now = Date.now();
    const units = budget.spend(typeof cost === 'number' ? cost : 1, now);
    const allowed = 60_000 / Number(exchange.rateLimit);
    const windowEndsAt = now + 60_000;
    this.#collector().updateRateLimit(units / allowed, {
      exchange: id,
      limitType: 'client',
      windowEndsAt,
    });
  }

  #learnLimits(exchange: string, path: string, body: unknown): void {
    if (path.endsWith('/exchangeInfo') && typeof body === 'string') {
      this.#binance.readExchangeInfo(exchange, binanceBudget(path), body);
    }
  }

  #publish(exchange: string, usage: RateLimitUsage, path: string): void {
    const { limitType, used, windowEndsAt } = usage;
    const isBinance = exchange.startsWith('binance');
    const budget = isBinance ? binanceBudget(path) : this.#endpointBudget(path);
    const limit =
      usage.limit ??
      (isBinance ? this.#binance.limit(exchange, binanceBudget(path), limitType) : undefined);
    if (limit === undefined || limit <= 0) return;
    this.#collector().updateRateLimit(used / limit, { exchange, limitType, windowEndsAt, budget });
  }

  /** Limits by endpoint are kept apart, for as many endpoints as a bot can sensibly use. */
  #endpointBudget(path: string): string {
    if (this.#endpoints.size < ENDPOINT_BUDGETS_LIMIT) this.#endpoints.add(path);
    return this.#endpoints.has(path) ? path : '';
  }
}

function lowerCased(headers: unknown): Headers {
  const result: Record<string, string> = {};
  if (typeof headers !== 'object' || headers === null) return result;
  for (const [name, value] of Object.entries(headers)) result[name.toLowerCase()] = String(value);
  return result;
}
