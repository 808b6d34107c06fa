import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import type { Quote } from '../../prices.js';
import { RateLimits } from '../../rate-limits.js';
import { ASSETS } from './assets.js';
import { AlpacaBook } from './book.js';
import { tooManyRequests } from './refusals.js';

/** What Alpaca has beside the core, one for each core. */
export class House {
  readonly book: AlpacaBook;
  readonly #core: Core;
  readonly #limits: RateLimits;
  readonly #windowMs: number;
  readonly #known = new WeakSet<Account>();
  readonly #onQuote = new Set<(quote: Quote) => void>();

  constructor(core: Core) {
    const { requests, windowS } = core.options.alpacaLimit ?? { requests: 200, windowS: 60 };
    this.#core = core;
    this.#windowMs = windowS * 1000;
    this.book = new AlpacaBook(core);
    this.#limits = new RateLimits(
      [{ rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: windowS, limit: requests }],
      () => core.now(),
    );
    core.prices.onQuote((quote) => {
      for (const listener of this.#onQuote) listener(quote);
    });
  }

  /** Hears of price changes until told to stop. */
  onQuote(listener: (quote: Quote) => void): () => void {
    this.#onQuote.add(listener);
    return () => this.#onQuote.delete(listener);
  }

  /** The account of a key, with the leverage that Alpaca lends: four for shares, none for crypto. */
  account(key: string): Account {
    const account = this.#core.account(key);
    if (!this.#known.has(account)) {
      this.#known.add(account);
      for (const { market, assetClass } of ASSETS) {
        account.usdm.setLeverage(market.symbol, assetClass === 'crypto' ? 1 : 4);
      }
    }
    return account;
  }

  /** Counts a request of a key, and refuses it where the window is used up. */
  count({ id }: Account): void {
    this.#limits.addOrders(id, 1);
    if (this.#limits.exceeded('ORDERS', id) !== undefined) {
      throw tooManyRequests();
    }
  }

  limitHeaders({ id }: Account): Record<string, string> {
    const [usage] = this.#limits.usage(id);
    const { limit = 0, count = 0 } = usage ?? {};
    const end = (Math.floor(this.#core.now() / this.#windowMs) + 1) * this.#windowMs;
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(Math.max(0, limit - count)),
      'x-ratelimit-reset': String(end / 1000),
    };
  }
}

const houses = new WeakMap<Core, House>();

export function houseOf(core: Core): House {
  let house = houses.get(core);
  if (house === undefined) {
    house = new House(core);
    houses.set(core, house);
  }
  return house;
}
