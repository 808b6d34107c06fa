import { type Account, type AccountOptions, Accounts } from './accounts.js';
import { AlgoOrders } from './algo-orders.js';
import { Countdowns } from './countdowns.js';
import { Faults } from './faults.js';
import { Journal } from './journal.js';
import { MARKETS, type Venue as VenueName } from './markets.js';
import { plain } from './money.js';
import { OrderLists } from './order-lists.js';
import { type PriceOptions, Prices } from './prices.js';
import { type LimitOptions, limitsOf, RateLimits, SIDE_LIMITS } from './rate-limits.js';
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
  /** Those of the APIs beside the venues' own, by the first part of their paths. */
  readonly sideLimits: Readonly<Record<string, RateLimits>>;
  /** Order lists of spot. */
  readonly lists: OrderLists;
  /** Conditional orders of USD-M. */
  readonly algos: AlgoOrders;
  /** The countdowns of USD-M. */
  readonly countdowns: Countdowns;
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
    this.lists = new OrderLists(this.venues.spot, clock);
    this.countdowns = new Countdowns(this.venues.usdm);
    this.algos = new AlgoOrders(this.venues.usdm, this.prices, clock);
    this.limits = {
      spot: new RateLimits(limitsOf('spot', options.spotLimits), this.#now),
      usdm: new RateLimits(limitsOf('usdm', options.futuresLimits), this.#now),
    };
    this.sideLimits = {
      sapi: new RateLimits(SIDE_LIMITS.sapi, this.#now, 'x-sapi-used-ip-weight'),
      papi: new RateLimits(SIDE_LIMITS.papi, this.#now),
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

  /** The limits that a request of this path on this venue counts against. */
  limitsOf(venue: VenueName, path: string): RateLimits {
    return this.sideLimits[path.split('/')[1] ?? ''] ?? this.limits[venue];
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
