import type { Venue } from '../markets.js';
import type { Params } from '../operation.js';

/** The core's kind of an order, by its time in force and what its exchange calls post-only. */
export function orderKind(venue: Venue, isMarket: boolean, tif: string, postOnly: string): Params {
  if (isMarket) {
    return { type: 'MARKET' };
  }
  if (tif !== postOnly) {
    return { type: 'LIMIT', timeInForce: tif.toUpperCase() };
  }
  return venue === 'spot' ? { type: 'LIMIT_MAKER' } : { type: 'LIMIT', timeInForce: 'GTX' };
}
