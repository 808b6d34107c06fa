import type { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { BinanceLimitTable, binanceBudget } from '../../exchanges/binance/limits.js';
import { BitgetLimitTable } from '../../exchanges/bitget/limits.js';
import { ClientBudget } from './client-budget.js';
import type { RateLimitUsage } from './rate-limit-headers.js';
import { limitHeaders, tellsLimitsInHeaders, usageFromHeaders } from './rate-limit-headers.js';

const ENDPOINT_BUDGETS_LIMIT = 500;

/** Reads the use of rate limits from answers, or from a client's own limiter where answers tell none. */
export class RateLimitReader {
  readonly #collector: MetricsCollector;
  readonly #binance = new BinanceLimitTable();
  readonly #bitget = new BitgetLimitTable();
  readonly #budgets = new Map<string, ClientBudget>();
  readonly #endpoints = new Set<string>();

  constructor(collector: MetricsCollector) {
    this.#collector = collector;
  }

  /**
   * An answer came.
   * @param url with or without host; whatever follows the path is left out
   * @param headers names in any case
   */
  answered(exchange: string, url: unknown, headers: unknown): void {
    if (!tellsLimitsInHeaders(exchange) || typeof url !== 'string') return;
    const path = pathOf(url);
    const table = limitHeaders(headers);
    const usages = exchange.startsWith('bitget')
      ? this.#bitget.usageFromHeaders(path, table, Date.now())
      : usageFromHeaders(exchange, table, Date.now(), path);
    for (const usage of usages) this.told(exchange, usage, path);
  }

  /** The use of one limit is known, from wherever; `url` tells whose budget it is. */
  told(exchange: string, usage: RateLimitUsage, url: string): void {
    const { limitType, used, windowEndsAt } = usage;
    const isBinance = exchange.startsWith('binance');
    const told = isBinance ? binanceBudget(url) : undefined;
    const budget = told ?? this.#endpointBudget(pathOf(url));
    const limit =
      usage.limit ??
      (told === undefined ? undefined : this.#binance.limit(exchange, told, limitType));
    if (limit === undefined || limit <= 0) return;
    this.#collector.updateRateLimit(used / limit, { exchange, limitType, windowEndsAt, budget });
  }

  /** Binance told its limits; `info` is the body of an `exchangeInfo` answer, as text or parsed. */
  learned(exchange: string, url: unknown, info: unknown): void {
    if (!exchange.startsWith('binance') || typeof url !== 'string') return;
    if (pathOf(url).endsWith('/exchangeInfo'))
      this.#binance.readExchangeInfo(exchange, binanceBudget(url), info);
  }

  /**
   * A client's own limiter was asked for `cost` units of `perMinute`. That is the client's budget and
   * not the exchange's, so the limit is called `client`; where the exchange tells, that counts alone.
   */
  spent(exchange: string, cost: number, perMinute: number): void {
    if (tellsLimitsInHeaders(exchange) || !(perMinute > 0)) return;
    let budget = this.#budgets.get(exchange);
    if (budget === undefined) {
      budget = new ClientBudget();
      this.#budgets.set(exchange, budget);
    }
    const now = Date.now();
    this.#collector.updateRateLimit(budget.spend(cost, now) / perMinute, {
      exchange,
      limitType: 'client',
      windowEndsAt: now + 60_000,
    });
  }

  /** Limits by endpoint are kept apart, for as many endpoints as a bot can sensibly use. */
  #endpointBudget(path: string): string {
    if (this.#endpoints.size < ENDPOINT_BUDGETS_LIMIT) this.#endpoints.add(path);
    return this.#endpoints.has(path) ? path : '';
  }
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  const host = path.indexOf('://');
  if (host === -1) return path;
  const start = path.indexOf('/', host + 3);
  return start === -1 ? '' : path.slice(start);
}
