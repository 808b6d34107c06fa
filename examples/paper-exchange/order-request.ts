import { decimalParam } from './decimal-param.js';
import { filterFailure, malformed, Refusal } from './errors.js';
import { type Market, marketOf, type Venue } from './markets.js';
import { floorTo, isMultiple, type Money, ZERO } from './money.js';
import { type Params, requireParam } from './operation.js';
import type { OrderRequest, OrderType, Side, TimeInForce } from './orders.js';
import type { Prices } from './prices.js';
import { STOP_KINDS, triggerOf } from './stop-kinds.js';
import type { OrderRef } from './venue.js';

const TYPES: Readonly<Record<Venue, readonly string[]>> = {
  spot: ['MARKET', 'LIMIT', 'LIMIT_MAKER'],
  usdm: ['MARKET', 'LIMIT'],
};

export const orderRef = (params: Params): OrderRef => {
  const { orderId, origClientOrderId } = params;
  if (orderId === undefined && origClientOrderId === undefined) {
    throw malformed('orderId');
  }
  return { orderId, clientOrderId: origClientOrderId };
};

/** Checks a new order against the symbol's filters and turns it into decimals. */
export function orderRequest(venue: Venue, prices: Prices, params: Params): OrderRequest {
  const market = marketOf(params['symbol']);
  const stops = STOP_KINDS[venue];
  const kind = oneOf(params, 'type', [...TYPES[venue], ...Object.keys(stops)], -1116);
  const stop = stops[kind];
  const type = stop?.type ?? (kind as OrderType);
  const side = oneOf(params, 'side', ['BUY', 'SELL'], -1117) as Side;
  const limit = type !== 'MARKET';
  const price = limit ? decimalParam(params, 'price') : ZERO;
  const reduceOnly = params['reduceOnly'] === 'true';
  const request: OrderRequest = {
    market,
    side,
    type,
    timeInForce: timeInForce(params, type),
    price,
    qty: quantity(params, market, prices),
    clientOrderId: params['newClientOrderId'] ?? '',
    reduceOnly,
    ...(stop === undefined ? {} : { stopType: kind, trigger: triggerOf(params, side, stop) }),
  };
  const notional = request.qty.mul(limit ? price : prices.quote(market.symbol).price);
  checkPrice(request);
  checkQuantity(venue, market, request.qty);
  if (!reduceOnly) {
    checkNotional(venue, market, notional);
  }
  return request;
}

/** Price and quantity of a modified order, under the same filters. */
export function amendment(market: Market, params: Params): { price: Money; qty: Money } {
  const price = decimalParam(params, 'price');
  const qty = decimalParam(params, 'quantity');
  checkQuantity('usdm', market, qty);
  checkNotional('usdm', market, price.mul(qty));
  return { price, qty };
}

function oneOf(params: Params, name: string, allowed: readonly string[], code: number): string {
  const value = requireParam(params, name).toUpperCase();
  if (!allowed.includes(value)) {
    throw new Refusal(code, name === 'type' ? 'Invalid orderType.' : `Invalid ${name}.`);
  }
  return value;
}

function timeInForce(params: Params, type: OrderType): TimeInForce {
  if (type !== 'LIMIT') {
    return 'GTC';
  }
  return oneOf(params, 'timeInForce', ['GTC', 'IOC', 'FOK', 'GTX'], -1115) as TimeInForce;
}

function quantity(params: Params, market: Market, prices: Prices): Money {
  if (params['quantity'] !== undefined) {
    return decimalParam(params, 'quantity');
  }
  if (params['quoteOrderQty'] === undefined) {
    throw malformed('quantity');
  }
  const { bid, ask } = prices.quote(market.symbol);
  const price = params['side']?.toUpperCase() === 'SELL' ? bid : ask;
  return floorTo(decimalParam(params, 'quoteOrderQty').div(price), market.step);
}

function checkPrice({ type, price, market }: OrderRequest): void {
  if (type !== 'MARKET' && (price.lte(0) || !isMultiple(price, market.tick))) {
    throw filterFailure('PRICE_FILTER');
  }
}

function checkQuantity(venue: Venue, market: Market, qty: Money): void {
  const inside = qty.gte(market.minQty) && qty.lte(market.maxQty) && isMultiple(qty, market.step);
  if (!inside) {
    throw venue === 'spot'
      ? filterFailure('LOT_SIZE')
      : new Refusal(-1111, 'Precision is over the maximum defined for this asset.');
  }
}

function checkNotional(venue: Venue, market: Market, notional: Money): void {
  if (notional.gte(market.minNotional)) {
    return;
  }
  const minimum = market.minNotional.toFixed();
  throw venue === 'spot'
    ? filterFailure('NOTIONAL')
    : new Refusal(-4164, `Order's notional must be no smaller than ${minimum}.`);
}
