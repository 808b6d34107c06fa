import { malformed, unknownSymbol } from '../../errors.js';
import type { Venue } from '../../markets.js';
import type { Params } from '../../operation.js';
import type { Order } from '../../orders.js';

export const categoryOf = (venue: Venue): 'spot' | 'linear' =>
  venue === 'spot' ? 'spot' : 'linear';

/** The venue behind a category; the paper exchange has no inverse contracts and no options. */
export function venueOf(category: string | undefined): Venue {
  if (category === undefined || category === '') {
    throw malformed('category');
  }
  if (category !== 'spot' && category !== 'linear') {
    throw unknownSymbol();
  }
  return category === 'spot' ? 'spot' : 'usdm';
}

export const sideOf = (side: 'BUY' | 'SELL'): 'Buy' | 'Sell' => (side === 'BUY' ? 'Buy' : 'Sell');

/** What a market order's quantity counts: spot buys are in the quote coin unless they say other. */
const countsQuote = ({ category, orderType, side, marketUnit }: Params): boolean =>
  category === 'spot' &&
  orderType === 'Market' &&
  (marketUnit ?? (side === 'Buy' ? 'quoteCoin' : '')) === 'quoteCoin';

/** An order as Bybit's clients write it, in the words of the core. */
export function coreParams(params: Params): Params {
  const { symbol, side, orderType, qty, price, timeInForce, reduceOnly } = params;
  const { orderId, orderLinkId } = params;
  const words: Record<string, string | undefined> = {
    symbol,
    side: side?.toUpperCase(),
    type: orderType?.toUpperCase(),
    timeInForce: timeInForce === 'PostOnly' ? 'GTX' : (timeInForce ?? 'GTC'),
    [countsQuote(params) ? 'quoteOrderQty' : 'quantity']: qty,
    price,
    reduceOnly,
    newClientOrderId: orderLinkId,
    orderId,
    origClientOrderId: orderLinkId,
  };
  return Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

export function statusOf({ status, filled }: Order): string {
  switch (status) {
    case 'NEW':
      return 'New';
    case 'PARTIALLY_FILLED':
      return 'PartiallyFilled';
    case 'FILLED':
      return 'Filled';
    default:
      return filled.isZero() ? 'Cancelled' : 'PartiallyFilledCanceled';
  }
}

export function timeInForceOf({ type, timeInForce }: Order): string {
  if (type === 'MARKET') {
    return 'IOC';
  }
  return timeInForce === 'PO' ? 'PostOnly' : timeInForce;
}
