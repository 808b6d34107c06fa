import { type Money, ZERO } from './money.js';
import type { Prices, Quote } from './prices.js';

export interface Print {
  readonly id: number;
  readonly price: Money;
  readonly qty: Money;
  readonly time: number;
  readonly buyerMaker: boolean;
}

export interface Candle {
  readonly openTime: number;
  open: Money;
  high: Money;
  low: Money;
  close: Money;
  volume: Money;
}

interface History {
  readonly prints: Print[];
  readonly candles: Candle[];
  open: Money;
  high: Money;
  low: Money;
  volume: Money;
  lastPrice: Money;
}

const MAX_PRINTS = 1000;
const MINUTE = 60_000;

/** The public past of each symbol: recent trades, minute candles and the day's figures. */
export class Tape {
  readonly #histories = new Map<string, History>();
  readonly #now: () => number;

  constructor(prices: Prices, symbols: Iterable<string>, now: () => number) {
    this.#now = now;
    for (const symbol of symbols) {
      const { price } = prices.quote(symbol);
      this.#histories.set(symbol, {
        prints: [],
        candles: [newCandle(now(), price)],
        open: price,
        high: price,
        low: price,
        volume: ZERO,
        lastPrice: price,
      });
    }
    prices.onQuote((quote) => this.#record(quote));
  }

  of(symbol: string): Readonly<History> {
    const history = this.#histories.get(symbol);
    if (history === undefined) {
      throw new Error(`no history of ${symbol}`);
    }
    return history;
  }

  #record({ market, price, tradeQty, updateId }: Quote): void {
    const history = this.#histories.get(market.symbol);
    if (history === undefined) {
      return;
    }
    const buyerMaker = price.lt(history.lastPrice);
    history.prints.push({ id: updateId, price, qty: tradeQty, time: this.#now(), buyerMaker });
    if (history.prints.length > MAX_PRINTS) {
      history.prints.shift();
    }
    history.high = price.gt(history.high) ? price : history.high;
    history.low = price.lt(history.low) ? price : history.low;
    history.volume = history.volume.add(tradeQty);
    history.lastPrice = price;
    this.#intoCandle(history, price, tradeQty);
  }

  #intoCandle({ candles }: History, price: Money, qty: Money): void {
    let candle = candles.at(-1);
    if (candle === undefined || this.#now() >= candle.openTime + MINUTE) {
      candle = newCandle(this.#now(), price);
      candles.push(candle);
    }
    candle.high = price.gt(candle.high) ? price : candle.high;
    candle.low = price.lt(candle.low) ? price : candle.low;
    candle.close = price;
    candle.volume = candle.volume.add(qty);
  }
}

const newCandle = (time: number, price: Money): Candle => ({
  openTime: Math.floor(time / MINUTE) * MINUTE,
  open: price,
  high: price,
  low: price,
  close: price,
  volume: ZERO,
});
