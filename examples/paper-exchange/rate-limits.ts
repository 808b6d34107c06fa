import type { Venue } from './markets.js';

/** One limit as `exchangeInfo` states it. */
export interface Limit {
  readonly rateLimitType: 'REQUEST_WEIGHT' | 'ORDERS';
  readonly interval: 'SECOND' | 'MINUTE' | 'DAY';
  readonly intervalNum: number;
  readonly limit: number;
}

/** The request weight a minute and the orders each window allows. */
export interface LimitOptions {
  readonly weight?: number;
  readonly orders10s?: number;
  readonly ordersLong?: number;
}

const UNIT_MS = { SECOND: 1000, MINUTE: 60_000, DAY: 86_400_000 } as const;
const UNIT_LETTER = { SECOND: 's', MINUTE: 'm', DAY: 'd' } as const;

export const lengthMs = (limit: Limit): number => UNIT_MS[limit.interval] * limit.intervalNum;
const suffix = (limit: Limit): string => `${limit.intervalNum}${UNIT_LETTER[limit.interval]}`;

/** The limits of a venue; spot counts orders a day where USD-M counts them a minute. */
export function limitsOf(venue: Venue, options: LimitOptions = {}): readonly Limit[] {
  const spot = venue === 'spot';
  return [
    {
      rateLimitType: 'REQUEST_WEIGHT',
      interval: 'MINUTE',
      intervalNum: 1,
      limit: options.weight ?? (spot ? 6000 : 2400),
    },
    {
      rateLimitType: 'ORDERS',
      interval: 'SECOND',
      intervalNum: 10,
      limit: options.orders10s ?? (spot ? 100 : 300),
    },
    {
      rateLimitType: 'ORDERS',
      interval: spot ? 'DAY' : 'MINUTE',
      intervalNum: 1,
      limit: options.ordersLong ?? (spot ? 200_000 : 1200),
    },
  ];
}

/** The APIs that share a venue with the main one and have a budget of their own. */
export const SIDE_LIMITS: Readonly<Record<'sapi' | 'papi', readonly Limit[]>> = {
  sapi: [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 12_000 }],
  papi: [
    { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000 },
    { rateLimitType: 'ORDERS', interval: 'MINUTE', intervalNum: 1, limit: 1200 },
  ],
};

interface Counter {
  window: number;
  count: number;
}

/**
 * Counts in windows aligned to the clock, as the real exchange does: a window that began at :00
 * ends at :10 or :60 whatever the traffic. Weight belongs to the address, orders to the account.
 */
export class RateLimits {
  readonly limits: readonly Limit[];
  readonly #now: () => number;
  readonly #counters = new Map<string, Counter>();
  readonly #weightHeader: string;

  constructor(limits: readonly Limit[], now: () => number, weightHeader = 'x-mbx-used-weight') {
    this.limits = limits;
    this.#weightHeader = weightHeader;
    this.#now = now;
  }

  addWeight(weight: number): void {
    this.#add('REQUEST_WEIGHT', '', weight);
  }

  addOrders(account: string, count: number): void {
    this.#add('ORDERS', account, count);
  }

  /** The first limit of this type that is used up, if any. */
  exceeded(type: Limit['rateLimitType'], account = ''): Limit | undefined {
    return this.limits.find((l) => l.rateLimitType === type && this.#count(l, account) > l.limit);
  }

  /** Seconds until the window of a limit ends: what `retry-after` says. */
  secondsLeft(limit: Limit): number {
    const length = lengthMs(limit);
    return Math.ceil((length - (this.#now() % length)) / 1000);
  }

  weightHeaders(): Record<string, string> {
    const headers: Record<string, string> = {};
    for (const limit of this.limits.filter((l) => l.rateLimitType === 'REQUEST_WEIGHT')) {
      const count = String(this.#count(limit, ''));
      headers[this.#weightHeader] = count;
      headers[`${this.#weightHeader}-${suffix(limit)}`] = count;
    }
    return headers;
  }

  orderHeaders(account: string): Record<string, string> {
    const orders = this.limits.filter((l) => l.rateLimitType === 'ORDERS');
    return Object.fromEntries(
      orders.map((l) => [`x-mbx-order-count-${suffix(l)}`, String(this.#count(l, account))]),
    );
  }

  /** The list that answers on the WebSocket API carry. */
  usage(account: string): Array<Limit & { count: number }> {
    return this.limits.map((limit) => ({
      ...limit,
      count: this.#count(limit, limit.rateLimitType === 'ORDERS' ? account : ''),
    }));
  }

  #add(type: Limit['rateLimitType'], account: string, by: number): void {
    for (const limit of this.limits.filter((l) => l.rateLimitType === type)) {
      this.#counter(limit, account).count += by;
    }
  }

  #count(limit: Limit, account: string): number {
    return this.#counter(limit, account).count;
  }

  #counter(limit: Limit, account: string): Counter {
    const key = `${limit.rateLimitType} ${suffix(limit)} ${account}`;
    const window = Math.floor(this.#now() / lengthMs(limit));
    let counter = this.#counters.get(key);
    if (counter === undefined || counter.window !== window) {
      counter = { window, count: 0 };
      this.#counters.set(key, counter);
    }
    return counter;
  }
}
