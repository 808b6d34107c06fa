import { unknownSymbol } from './errors.js';
import { MARKETS, type Market } from './markets.js';
import { dec, type Money, ZERO } from './money.js';
import { seededRandom, seedFor } from './random-walk.js';

/** What the market is worth at one moment. */
export interface Quote {
  readonly market: Market;
  readonly price: Money;
  readonly bid: Money;
  readonly ask: Money;
  /** Rises by one with each change; also the update id of the order book. */
  readonly updateId: number;
  /** What the public trade that made this price was worth. */
  readonly tradeQty: Money;
}

export interface PriceOptions {
  readonly seed?: number;
  /** Milliseconds between steps of the walk; 0 leaves prices to `set` alone. Default 100. */
  readonly tickMs?: number;
  /** Ticks between the last price and each of bid and ask. Default 1. */
  readonly halfSpreadTicks?: number;
  /** Largest relative move of one step. Default 0.0005. */
  readonly volatility?: number;
}

type Listener = (quote: Quote) => void;

interface State {
  quote: Quote;
  readonly random: () => number;
}

/** The prices of all symbols: a seeded walk, or whatever a test sets by hand. */
export class Prices {
  readonly #states = new Map<string, State>();
  readonly #listeners = new Set<Listener>();
  readonly #halfSpread: number;
  readonly #volatility: number;
  readonly #tickMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PriceOptions = {}) {
    this.#halfSpread = options.halfSpreadTicks ?? 1;
    this.#volatility = options.volatility ?? 0.0005;
    this.#tickMs = options.tickMs ?? 100;
    const seed = options.seed ?? 1;
    for (const market of MARKETS.values()) {
      const random = seededRandom(seedFor(seed, market.symbol));
      this.#states.set(market.symbol, {
        quote: this.#quote(market, market.startPrice, 1, ZERO),
        random,
      });
    }
  }

  quote(symbol: string): Quote {
    return this.#state(symbol).quote;
  }

  /** Moves a symbol to this price now; resting orders that it crosses fill before this returns. */
  set(symbol: string, price: string | number): Quote {
    const state = this.#state(symbol);
    return this.#move(state, dec(price).toNearest(state.quote.market.tick));
  }

  /** One step of the walk for every symbol. */
  step(): void {
    for (const state of this.#states.values()) {
      const { market, price } = state.quote;
      const factor = 1 + (state.random() * 2 - 1) * this.#volatility;
      const next = price.mul(factor).toNearest(market.tick);
      this.#move(state, next.lt(market.tick) ? market.tick : next);
    }
  }

  /** Starts the walk again after `pause`; nothing happens where the tick is 0. */
  resume(): void {
    if (this.#timer === undefined && this.#tickMs > 0) {
      this.#timer = setInterval(() => this.step(), this.#tickMs);
      this.#timer.unref();
    }
  }

  /** Stops the walk; prices stay where they are until `set`, `step` or `resume`. */
  pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  onQuote(listener: Listener): void {
    this.#listeners.add(listener);
  }

  #state(symbol: string): State {
    const state = this.#states.get(symbol);
    if (state === undefined) {
      throw unknownSymbol();
    }
    return state;
  }

  #move(state: State, price: Money): Quote {
    const { market, updateId } = state.quote;
    const lots = 1 + Math.floor(state.random() * 100);
    state.quote = this.#quote(market, price, updateId + 1, market.step.mul(lots));
    for (const listener of this.#listeners) {
      listener(state.quote);
    }
    return state.quote;
  }

  #quote(market: Market, price: Money, updateId: number, tradeQty: Money): Quote {
    const half = market.tick.mul(this.#halfSpread);
    return { market, price, bid: price.sub(half), ask: price.add(half), updateId, tradeQty };
  }
}
