/** The limits of one Binance API, by limit type as in the label `limit_type`. */
export type BinanceLimits = Readonly<Record<string, number>>;

/** Binance has a budget for each of its APIs. */
export type BinanceBudget = 'spot' | 'linear' | 'inverse' | 'options' | 'portfolio' | 'sapi';

/**
 * What Binance allowed when this was written, used until `exchangeInfo` tells what it allows now.
 * See https://developers.binance.com/docs (limits of the spot, USD-M, COIN-M and wallet APIs).
 */
const KNOWN_LIMITS: Readonly<Record<BinanceBudget, BinanceLimits>> = {
  spot: { weight_1m: 6_000, orders_10s: 100, orders_1d: 200_000 },
  linear: { weight_1m: 2_400, orders_10s: 300, orders_1m: 1_200 },
  inverse: { weight_1m: 2_400, orders_10s: 300, orders_1m: 1_200 },
  options: { weight_1m: 400 },
  portfolio: { weight_1m: 6_000, orders_1m: 1_200 },
  sapi: { weight_1m: 12_000, uid_weight_1m: 180_000 },
};

/** Which budget a request counts against, by its URL. */
export function binanceBudget(url: string): BinanceBudget {
  const host = url.indexOf('://');
  const start = host === -1 ? 0 : url.indexOf('/', host + 3);
  const end = start === -1 ? -1 : url.indexOf('/', start + 1);
  return (end === -1 ? undefined : BUDGETS[url.slice(start + 1, end)]) ?? 'spot';
}

const BUDGETS: Readonly<Record<string, BinanceBudget>> = {
  fapi: 'linear',
  dapi: 'inverse',
  eapi: 'options',
  papi: 'portfolio',
  sapi: 'sapi',
};

/** The limits of each Binance venue's APIs, as last told by their `exchangeInfo`. */
export class BinanceLimitTable {
  readonly #told = new Map<string, Map<BinanceBudget, BinanceLimits>>();

  /** @param venue the exchange's id; `binanceus` is a house of its own with limits of its own */
  limit(venue: string, budget: BinanceBudget, limitType: string): number | undefined {
    const told = this.#told.get(venue)?.get(budget)?.[limitType];
    return told ?? (venue === 'binanceus' ? undefined : KNOWN_LIMITS[budget][limitType]);
  }

  /**
   * Reads `rateLimits` from an `exchangeInfo` answer, parsed or as text. Texts run to ten megabytes,
   * so only the array itself is parsed, and only where it stands near the start.
   */
  readExchangeInfo(venue: string, budget: BinanceBudget, info: unknown): void {
    const rateLimits =
      typeof info === 'string'
        ? arrayIn(info.slice(0, 8_192))
        : (info as { rateLimits?: unknown } | null | undefined)?.rateLimits;
    if (rateLimits === undefined) return;
    const budgets = this.#told.get(venue) ?? new Map<BinanceBudget, BinanceLimits>();
    this.#told.set(venue, budgets.set(budget, toLimits(rateLimits)));
  }
}

function arrayIn(head: string): unknown {
  const array = /"rateLimits"\s*:\s*(\[[^\]]*\])/.exec(head)?.[1];
  return array === undefined ? undefined : JSON.parse(array);
}

const UNITS: Readonly<Record<string, string>> = { SECOND: 's', MINUTE: 'm', HOUR: 'h', DAY: 'd' };
const KINDS: Readonly<Record<string, string>> = { REQUEST_WEIGHT: 'weight', ORDERS: 'orders' };

function toLimits(rateLimits: unknown): BinanceLimits {
  const limits: Record<string, number> = {};
  if (!Array.isArray(rateLimits)) return limits;
  for (const item of rateLimits as Record<string, unknown>[]) {
    const kind = KINDS[String(item['rateLimitType'])];
    const unit = UNITS[String(item['interval'])];
    const limit = Number(item['limit']);
    if (kind === undefined || unit === undefined || !(limit > 0)) continue;
    limits[`${kind}_${Number(item['intervalNum'])}${unit}`] = limit;
  }
  return limits;
}
