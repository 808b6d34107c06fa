import { type Account, type AccountOptions, Accounts } from './accounts.js';
import { Faults } from './faults.js';
import { Journal } from './journal.js';
import { MARKETS, type Venue as VenueName } from './markets.js';
import { plain } from './money.js';
import { type PriceOptions, Prices } from './prices.js';
import { type LimitOptions, limitsOf, RateLimits } from './rate-limits.js';
import { Tape } from './tape.js';
import { type OrderEvent, Venue } from './venue.js';

export interface CoreOptions extends PriceOptions, AccountOptions {
  readonly spotLimits?: LimitOptions;
  readonly futuresLimits?: LimitOptions;
  /** How many requests Alpaca allows a key in a window, and how long one lasts. */
  readonly alpacaLimit?: { readonly requests: number; readonly windowS: number };
  /** The machine's clock; a test may bring its own. */
  readonly now?: () => number;
}

/** The exchange without its sockets. */
export class Core {
  readonly options: CoreOptions;
  readonly prices: Prices;
  readonly accounts: Accounts;
  readonly journal: Journal;
  readonly tape: Tape;
  readonly faults: Faults;
  readonly venues: Readonly<Record<VenueName, Venue>>;
  readonly limits: Readonly<Record<VenueName, RateLimits>>;
  readonly #now: () => number;

  constructor(options: CoreOptions) {
    this.options = options;
    this.#now = options.now ?? Date.now;
    this.journal = new Journal(this.#now);
    this.faults = new Faults(options.seed ?? 1, (event, fault) =>
      this.journal.add({ kind: 'fault', event, fault }),
    );
    this.prices = new Prices(options);
    this.accounts = new Accounts(options, (symbol) => this.prices.quote(symbol).price);
    const clock = () => this.time();
    this.tape = new Tape(this.prices, MARKETS.keys(), clock);
    this.venues = {
      spot: new Venue('spot', this.prices, clock),
      usdm: new Venue('usdm', this.prices, clock),
    };
    this.limits = {
      spot: new RateLimits(limitsOf('spot', options.spotLimits), this.#now),
      usdm: new RateLimits(limitsOf('usdm', options.futuresLimits), this.#now),
    };
    this.onOrderEvent((event) => this.#logFill(event));
  }

  /** The machine's time, by which windows of limits run. */
  now(): number {
    return this.#now();
  }

  /** The exchange's own time, which the clock fault moves. */
  time(): number {
    return this.#now() + (this.faults.get('clock-skew')?.ms ?? 0);
  }

  onOrderEvent(listener: (event: OrderEvent) => void): void {
    this.venues.spot.onEvent(listener);
    this.venues.usdm.onEvent(listener);
  }

  account(apiKey: string): Account {
    return this.accounts.of(apiKey);
  }

  #logFill({ venue, account, order, trade }: OrderEvent): void {
    if (trade === undefined) {
      return;
    }
    this.journal.add({
      kind: 'fill',
      venue,
      account: account.id,
      symbol: trade.symbol,
      side: trade.side,
      tradeId: trade.id,
      orderId: order.id,
      clientOrderId: order.clientOrderId,
      price: trade.price.toFixed(),
      qty: trade.qty.toFixed(),
      commission: plain(trade.commission),
      commissionAsset: trade.commissionAsset,
      maker: trade.maker,
      realized: trade.realized === undefined ? undefined : plain(trade.realized),
    });
  }
}
