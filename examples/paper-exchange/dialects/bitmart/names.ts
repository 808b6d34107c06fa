import type { Market, Venue } from '../../markets.js';
import type { Money } from '../../money.js';
import { dec, plain } from '../../money.js';
import type { Order } from '../../orders.js';

/** Spot writes `BTC_USDT` where futures write `BTCUSDT`. */
export const nameOf = (venue: Venue, { base, quote, symbol }: Market): string =>
  venue === 'spot' ? `${base}_${quote}` : symbol;

export const symbolOf = (name: unknown): string | undefined =>
  typeof name === 'string' ? name.replace('_', '') : undefined;

/** Futures count contracts, each as large as the step of the market. */
export const contracts = ({ step }: Market, qty: Money): string => plain(qty.div(step));

/** A number of contracts in coins; what is no number stays as it is, to be refused. */
export function coins(market: Market | undefined, size: unknown): string | undefined {
  if (size === undefined || market === undefined) return undefined;
  const text = String(size);
  return /^\d+$/.test(text) ? plain(dec(text).mul(market.step)) : text;
}

/** 1 and 4 buy and sell, 2 and 3 do so to close alone. */
export function wayOf({ side, reduceOnly }: Pick<Order, 'side' | 'reduceOnly'>): number {
  if (side === 'BUY') return reduceOnly ? 2 : 1;
  return reduceOnly ? 3 : 4;
}
