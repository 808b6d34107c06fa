import { type Money, ZERO } from './money.js';
import { type Order, remaining, type Side } from './orders.js';
import type { Quote } from './prices.js';

/** A quantity that changes hands at a price. */
export interface Execution {
  readonly price: Money;
  readonly qty: Money;
}

/** Levels the synthetic book has on each side. */
export const BOOK_LEVELS = 20;

/** The price of a book level on the side an order of `side` takes from. */
export function levelPrice(quote: Quote, side: Side, level: number): Money {
  const offset = quote.market.tick.mul(level);
  return side === 'BUY' ? quote.ask.add(offset) : quote.bid.sub(offset);
}

const within = (side: Side, price: Money, limit: Money | undefined): boolean =>
  limit === undefined || (side === 'BUY' ? price.lte(limit) : price.gte(limit));

/**
 * What an incoming order takes from the book, best price first, never beyond its limit. The book
 * refills with the next price, so that what one order takes is not missing for the next.
 */
export function take(quote: Quote, side: Side, qty: Money, limit?: Money): Execution[] {
  const executions: Execution[] = [];
  let left = qty;
  for (let level = 0; level < BOOK_LEVELS && left.gt(0); level++) {
    const price = levelPrice(quote, side, level);
    if (price.lte(0) || !within(side, price, limit)) {
      break;
    }
    const part = left.lt(quote.market.levelSize) ? left : quote.market.levelSize;
    executions.push({ price, qty: part });
    left = left.sub(part);
  }
  return executions;
}

/** What a resting order gets when the price moves: its own price, at most one level at a time. */
export function fillResting(quote: Quote, order: Order): Execution | undefined {
  const opposite = order.side === 'BUY' ? quote.ask : quote.bid;
  if (!within(order.side, opposite, order.price)) {
    return undefined;
  }
  const left = remaining(order);
  const qty = left.lt(quote.market.levelSize) ? left : quote.market.levelSize;
  return { price: order.price, qty };
}

export const total = (executions: readonly Execution[]) =>
  executions.reduce(
    (sum, { price, qty }) => ({ qty: sum.qty.add(qty), quote: sum.quote.add(price.mul(qty)) }),
    { qty: ZERO, quote: ZERO },
  );
