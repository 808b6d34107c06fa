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
  /** Header with the end of the window; seconds or milliseconds since the epoch, or a duration in milliseconds. */
  readonly resetAt?: string;
  readonly resetIn?: string;
  /** Where the header with the end tells the present until the limit is hit: no window ends sooner. */
  readonly resetTellsNow?: true;
  /** Header with the length of the window in seconds: it ends no later than that from now. */
  readonly windowSeconds?: string;
  /** Length of the window where no header tells its end. */
  readonly windowMs: number;
  /** Paths whose window is a second. */
  readonly secondPaths?: RegExp;
}

const RULES: Readonly<Record<string, readonly HeaderRule[]>> = {
  bybit: [
    {
      limitType: 'endpoint',
      limit: 'x-bapi-limit',
      remaining: 'x-bapi-limit-status',
      resetAt: 'x-bapi-limit-reset-timestamp',
      resetTellsNow: true,
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
      // Orders have a budget by the second. The header with the reset tells the present until then.
      secondPaths: /orders/,
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
      resetAt: 'x-ratelimit-reset',
      windowMs: 60_000,
    },
  ],
};

/** Exchanges that ccxt knows by several names. */
const FAMILIES: readonly [prefix: string, family: string][] = [
  ['bybit', 'bybit'],
  ['kucoin', 'kucoin'],
  ['gate', 'gate'],
  ['bitget', 'bitget'],
  ['bitmart', 'bitmart'],
  ['bitmex', 'bitmex'],
  ['alpaca', 'alpaca'],
];

/** What the headers of an answer tell about this exchange's limits. */
export function usageFromHeaders(
  exchange: string,
  headers: Headers,
  now: number,
  path = '',
): RateLimitUsage[] {
  if (exchange.startsWith('binance')) return binanceUsage(headers, now);
  const rules = RULES[familyOf(exchange) ?? ''] ?? [];
  return rules.flatMap((rule) => usageByRule(atPath(rule, path), headers, now) ?? []);
}

function atPath(rule: HeaderRule, path: string): HeaderRule {
  return rule.secondPaths?.test(path) === true ? { ...rule, windowMs: 1_000 } : rule;
}

/** Whether this exchange tells the use of its limits in headers at all. */
export function tellsLimitsInHeaders(exchange: string): boolean {
  return exchange.startsWith('binance') || familyOf(exchange) !== undefined;
}

/** By exchange, of which a bot knows a few; no family is `undefined`. */
const families = new Map<string, string | undefined>();

function familyOf(exchange: string): string | undefined {
  if (families.has(exchange)) return families.get(exchange);
  const family = FAMILIES.find(([prefix]) => exchange.startsWith(prefix))?.[1];
  if (families.size < REMEMBERED_NAMES) families.set(exchange, family);
  return family;
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
  const told = rule.resetAt === undefined ? undefined : count(headers[rule.resetAt]);
  // Until the year 5138 seconds stay below 1e11, where milliseconds have been since 1973.
  const resetAt = told !== undefined && told < 1e11 ? told * 1000 : told;
  const resetIn = rule.resetIn === undefined ? undefined : count(headers[rule.resetIn]);
  // A reset far away, or long gone, is no window end.
  const length = rule.windowSeconds === undefined ? undefined : count(headers[rule.windowSeconds]);
  const left = resetIn ?? (length === undefined ? undefined : length * 1_000);
  const end = resetAt ?? (left === undefined ? undefined : now + left);
  const plausible = end !== undefined && Math.abs(end - now) < 24 * 3_600_000;
  const whole = now + rule.windowMs;
  if (!plausible) return whole;
  return rule.resetTellsNow === true ? Math.max(end, whole) : end;
}

/** Bitget tells what remains of an endpoint's budget for the second, and not of how much. */
export const BITGET_REMAINING = 'x-mbx-used-remain-limit';

const RULE_NAMES = new Set([
  BITGET_REMAINING,
  ...Object.values(RULES).flatMap((rules) =>
    rules.flatMap(({ limit, used, remaining, resetAt, resetIn, windowSeconds }) => [
      ...[limit, used, remaining, resetAt, resetIn, windowSeconds],
    ]),
  ),
]);

/** Answers have the same few dozen headers each time; more than that is no exchange's doing. */
const REMEMBERED_NAMES = 1_000;
const namesOfLimits = new Map<string, string | undefined>();

/** Those of an answer's headers that tell of limits. Their names come in any case, and leave in lower. */
export function limitHeaders(headers: unknown): Headers {
  const found: Record<string, string> = {};
  if (typeof headers !== 'object' || headers === null) return found;
  for (const given of Object.keys(headers)) {
    const name = nameOfLimit(given);
    if (name !== undefined) found[name] = String((headers as Record<string, unknown>)[given]);
  }
  return found;
}

function nameOfLimit(given: string): string | undefined {
  const known = namesOfLimits.get(given);
  if (known !== undefined || namesOfLimits.has(given)) return known;
  const lower = given.toLowerCase();
  const name = RULE_NAMES.has(lower) || binanceHeader(lower) !== undefined ? lower : undefined;
  if (namesOfLimits.size < REMEMBERED_NAMES) namesOfLimits.set(given, name);
  return name;
}

const BINANCE_HEADER =
  /^x-(?:mbx-(used-weight|order-count)|sapi-used-(ip|uid)-weight)-(\d{1,4})([smhd])$/;
const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

interface BinanceHeader {
  readonly limitType: string;
  readonly windowMs: number;
}

const binanceHeaders = new Map<string, BinanceHeader | undefined>();

/** What a header of Binance tells by its name; undefined where it tells of no limit. */
function binanceHeader(name: string): BinanceHeader | undefined {
  const known = binanceHeaders.get(name);
  if (known !== undefined || binanceHeaders.has(name)) return known;
  const header = parseBinanceHeader(name);
  if (binanceHeaders.size < REMEMBERED_NAMES) binanceHeaders.set(name, header);
  return header;
}

function parseBinanceHeader(name: string): BinanceHeader | undefined {
  const [, kind, sapiKind, length = '', unit = ''] = BINANCE_HEADER.exec(name) ?? [];
  const windowMs = Number(length) * (UNIT_MS[unit] ?? 0);
  if ((kind === undefined && sapiKind === undefined) || windowMs === 0) return undefined;
  const what = kind === 'order-count' ? 'orders' : sapiKind === 'uid' ? 'uid_weight' : 'weight';
  return { limitType: `${what}_${length}${unit}`, windowMs };
}

/** Binance counts in intervals that are aligned with the clock. */
function binanceUsage(headers: Headers, now: number): RateLimitUsage[] {
  const usages: RateLimitUsage[] = [];
  for (const name of Object.keys(headers)) {
    const header = binanceHeader(name);
    const used = count(headers[name]);
    if (header === undefined || used === undefined) continue;
    const { limitType, windowMs } = header;
    const windowEndsAt = (Math.floor(now / windowMs) + 1) * windowMs;
    usages.push({ limitType, used, limit: undefined, windowEndsAt });
  }
  return usages;
}

function count(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
