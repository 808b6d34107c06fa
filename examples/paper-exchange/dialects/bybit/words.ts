import { malformed, unknownSymbol } from '../../errors.js';
import type { Venue } from '../../markets.js';
import type { Params } from '../../operation.js';
import type { Order } from '../../orders.js';
import { given } from '../fields.js';

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

/** The venue that a request is taken to mean, before its category is looked at. */
export const tradedOn = ({ category }: Params): Venue => (category === 'spot' ? 'spot' : 'usdm');

export const sideOf = (side: 'BUY' | 'SELL'): 'Buy' | 'Sell' => (side === 'BUY' ? 'Buy' : 'Sell');

/** What a market order's quantity counts: spot buys are in the quote coin unless they say other. */
const countsQuote = ({ category, orderType, side, marketUnit }: Params): boolean =>
  category === 'spot' &&
  orderType === 'Market' &&
  (marketUnit ?? (side === 'Buy' ? 'quoteCoin' : '')) === 'quoteCoin';

/** The core's kinds of conditional orders, by what they wait for and what they are then. */
const STOPS = {
  spot: {
    stop: { Market: 'STOP_LOSS', Limit: 'STOP_LOSS_LIMIT' },
    profit: { Market: 'TAKE_PROFIT', Limit: 'TAKE_PROFIT_LIMIT' },
  },
  linear: {
    stop: { Market: 'STOP_MARKET', Limit: 'STOP' },
    profit: { Market: 'TAKE_PROFIT_MARKET', Limit: 'TAKE_PROFIT' },
  },
} as const;

/** A trigger price makes an order wait; contracts say whether for a rise (1) or a fall (2). */
function typeOf({ category, side, orderType, triggerPrice, triggerDirection }: Params) {
  if (triggerPrice === undefined) {
    return orderType?.toUpperCase();
  }
  const rises = triggerDirection === undefined ? side === 'Buy' : triggerDirection === '1';
  const waits = rises === (side === 'Buy') ? 'stop' : 'profit';
  const kind = orderType === 'Market' ? 'Market' : 'Limit';
  return STOPS[category === 'spot' ? 'spot' : 'linear'][waits][kind];
}

/** An order as Bybit's clients write it, in the words of the core. */
export function coreParams(params: Params): Params {
  const { symbol, side, qty, price, timeInForce, reduceOnly } = params;
  const { orderId, orderLinkId } = params;
  return given({
    symbol,
    side: side?.toUpperCase(),
    type: typeOf(params),
    stopPrice: params['triggerPrice'],
    timeInForce: timeInForce === 'PostOnly' ? 'GTX' : (timeInForce ?? 'GTC'),
    [countsQuote(params) ? 'quoteOrderQty' : 'quantity']: qty,
    price,
    reduceOnly,
    newClientOrderId: orderLinkId,
    orderId,
    origClientOrderId: orderLinkId,
  });
}

export function statusOf({ status, filled, isWaiting }: Order): string {
  if (isWaiting === true && status === 'NEW') {
    return 'Untriggered';
  }
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
