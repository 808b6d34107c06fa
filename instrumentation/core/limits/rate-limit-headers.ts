/** How much of one limit is used, read from an answer's headers. */
export interface RateLimitUsage {
  /** `weight_1m`, `orders_10s`, `endpoint` … */
  readonly limitType: string;
  readonly used: number;
  /** Undefined where the answer does not tell it. */
  readonly limit: number | undefined;
  /** End of the window in milliseconds since the epoch; undefined where the answer does not tell. */
  readonly windowEndsAt: number;
}

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** How one exchange tells the use of its limits. Each line can be checked against its API docs. */
interface HeaderRule {
  readonly limitType: string;
  readonly limit: string;
  /** Header with what is used, or with what remains. */
  readonly used?: string;
  readonly remaining?: string;
  /** Header with the end of the window; epoch milliseconds or a duration in milliseconds. */
  readonly resetAt?: string;
  readonly resetIn?: string;
  /** Header with the length of the window in seconds: it ends no later than that from now. */
  readonly windowSeconds?: string;
  /** Length of the window where no header tells its end. */
  readonly windowMs: number;
}

const RULES: Readonly<Record<string, readonly HeaderRule[]>> = {
  bybit: [
    {
      limitType: 'endpoint',
      limit: 'x-bapi-limit',
      remaining: 'x-bapi-limit-status',
      resetAt: 'x-bapi-limit-reset-timestamp',
      windowMs: 1_000,
    },
  ],
  kucoin: [
    {
      limitType: 'weight_30s',
      limit: 'gw-ratelimit-limit',
      remaining: 'gw-ratelimit-remaining',
      resetIn: 'gw-ratelimit-reset',
      windowMs: 30_000,
    },
  ],
  gate: [
    {
      limitType: 'endpoint',
      limit: 'x-gate-ratelimit-limit',
      remaining: 'x-gate-ratelimit-requests-remain',
      windowMs: 10_000,
    },
  ],
  // BitMart's `remaining` holds the number used, despite its name.
  bitmart: [
    {
      limitType: 'endpoint',
      limit: 'x-bm-ratelimit-limit',
      used: 'x-bm-ratelimit-remaining',
      windowSeconds: 'x-bm-ratelimit-reset',
      windowMs: 10_000,
    },
  ],
  bitmex: [
    {
      limitType: 'weight_1m',
      limit: 'x-ratelimit-limit',
      remaining: 'x-ratelimit-remaining',
      windowMs: 60_000,
    },
  ],
  alpaca: [
    {
      limitType: 'weight_1m',
      limit: 'x-ratelimit-limit',
      remaining: 'x-ratelimit-remaining',
      windowMs: 60_000,
    },
  ],
};

/** Exchanges that ccxt knows by several names. */
const FAMILIES: readonly [prefix: string, family: string][] = [
  ['bybit', 'bybit'],
  ['kucoin', 'kucoin'],
  ['gate', 'gate'],
  ['bitmart', 'bitmart'],
  ['bitmex', 'bitmex'],
  ['alpaca', 'alpaca'],
];

/** What the headers of an answer tell about this exchange's limits. */
export function usageFromHeaders(
  exchange: string,
  headers: Headers,
  now: number,
): RateLimitUsage[] {
  if (exchange.startsWith('binance')) return binanceUsage(headers, now);
  const family = FAMILIES.find(([prefix]) => exchange.startsWith(prefix))?.[1];
  const rules = family === undefined ? [] : (RULES[family] ?? []);
  return rules.flatMap((rule) => usageByRule(rule, headers, now) ?? []);
}

/** Whether this exchange tells the use of its limits in headers at all. */
export function tellsLimitsInHeaders(exchange: string): boolean {
  return exchange.startsWith('binance') || FAMILIES.some(([prefix]) => exchange.startsWith(prefix));
}

function usageByRule(rule: HeaderRule, headers: Headers, now: number): RateLimitUsage | undefined {
  const limit = count(headers[rule.limit]);
  const used = rule.used === undefined ? undefined : count(headers[rule.used]);
  const remaining = rule.remaining === undefined ? undefined : count(headers[rule.remaining]);
  const amount =
    used ?? (limit === undefined || remaining === undefined ? undefined : limit - remaining);
  if (limit === undefined || amount === undefined) return undefined;
  return {
    limitType: rule.limitType,
    used: amount,
    limit,
    windowEndsAt: windowEnd(rule, headers, now),
  };
}

function windowEnd(rule: HeaderRule, headers: Headers, now: number): number {
  const resetAt = rule.resetAt === undefined ? undefined : count(headers[rule.resetAt]);
  const resetIn = rule.resetIn === undefined ? undefined : count(headers[rule.resetIn]);
  // A reset far away, or long gone, is no window end.
  const length = rule.windowSeconds === undefined ? undefined : count(headers[rule.windowSeconds]);
  const left = resetIn ?? (length === undefined ? undefined : length * 1_000);
  const end = resetAt ?? (left === undefined ? undefined : now + left);
  const plausible = end !== undefined && Math.abs(end - now) < 24 * 3_600_000;
  return plausible ? end : now + rule.windowMs;
}

const BINANCE_HEADER =
  /^x-(?:mbx-(used-weight|order-count)|sapi-used-(ip|uid)-weight)-(\d{1,4})([smhd])$/;
const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Binance counts in intervals that are aligned with the clock. */
function binanceUsage(headers: Headers, now: number): RateLimitUsage[] {
  const usages: RateLimitUsage[] = [];
  for (const [name, value] of Object.entries(headers)) {
    const [, kind, sapiKind, length = '', unit = ''] = BINANCE_HEADER.exec(name) ?? [];
    const used = count(value);
    const windowMs = Number(length) * (UNIT_MS[unit] ?? 0);
    if ((kind === undefined && sapiKind === undefined) || used === undefined || windowMs === 0)
      continue;
    const what = kind === 'order-count' ? 'orders' : sapiKind === 'uid' ? 'uid_weight' : 'weight';
    const windowEndsAt = (Math.floor(now / windowMs) + 1) * windowMs;
    usages.push({ limitType: `${what}_${length}${unit}`, used, limit: undefined, windowEndsAt });
  }
  return usages;
}

function count(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
