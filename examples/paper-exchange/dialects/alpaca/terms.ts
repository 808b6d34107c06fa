import type { Core } from '../../core.js';
import { decimalParam } from '../../decimal-param.js';
import { floorTo, type Money } from '../../money.js';
import { type Params, toParams } from '../../operation.js';
import { orderRequest } from '../../order-request.js';
import type { Fields } from '../fields.js';
import { type Asset, assetOf } from './assets.js';
import type { OrderClass, OrderType, Terms } from './order.js';
import { alpacaRefusal, invalidOrder } from './refusals.js';

const TYPES: readonly string[] = ['market', 'limit', 'stop', 'stop_limit', 'trailing_stop'];
const CLASSES: readonly string[] = ['simple', 'bracket', 'oco', 'oto'];
const TIMES = {
  us_equity: ['day', 'gtc', 'opg', 'cls', 'ioc', 'fok'],
  crypto: ['gtc', 'ioc', 'fok'],
} as const;

/** The JSON of a request, or the refusal of what is none. */
export function bodyOf(text: string): Fields {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) {
      return body as Fields;
    }
  } catch {
    // Refused below, as any other body that is no object.
  }
  throw alpacaRefusal(40010000, 'request body format is invalid');
}

/** Reads and checks a new order. */
export function readTerms(core: Core, body: Fields): Terms {
  const params = toParams(body);
  const asset = assetOf(params['symbol']);
  const orderClass = oneOf(params['order_class'] || 'simple', CLASSES, 'order_class') as OrderClass;
  const limitPrice =
    amount(params, 'limit_price') ?? (orderClass === 'oco' ? takeProfit(body) : undefined);
  const terms: Terms = {
    asset,
    orderClass,
    limitPrice,
    side: oneOf(params['side'], ['buy', 'sell'], 'side') === 'buy' ? 'BUY' : 'SELL',
    type: oneOf(params['type'], TYPES, 'type') as OrderType,
    timeInForce: timeInForce(asset, params['time_in_force']),
    qty: quantity(core, asset, params),
    notional: amount(params, 'notional'),
    stopPrice: amount(params, 'stop_price'),
    trail: trailOf(params),
    clientOrderId: params['client_order_id'] ?? '',
    extendedHours: params['extended_hours'] === 'true',
  };
  checkPrices(terms);
  checkFilters(core, terms);
  return terms;
}

/** The terms of an order that takes the place of another. */
export function amendedTerms(core: Core, old: Terms, body: Fields, clientOrderId: string): Terms {
  const params = toParams(body);
  const terms: Terms = {
    ...old,
    qty: amount(params, 'qty') ?? old.qty,
    limitPrice: amount(params, 'limit_price') ?? old.limitPrice,
    stopPrice: amount(params, 'stop_price') ?? old.stopPrice,
    clientOrderId: params['client_order_id'] ?? clientOrderId,
  };
  checkFilters(core, terms);
  return terms;
}

/** The terms of what a bracket, an OCO or an OTO order brings along. */
export function legTerms({ orderClass, ...entry }: Terms, body: Fields): Terms[] {
  if (orderClass === 'simple') {
    return [];
  }
  const side = entry.side === 'BUY' ? 'SELL' : 'BUY';
  const leg = {
    ...entry,
    orderClass,
    clientOrderId: '',
    side: orderClass === 'oco' ? entry.side : side,
  } as const;
  const profit = orderClass === 'oco' ? undefined : takeProfit(body);
  const loss = toParams((body['stop_loss'] ?? {}) as Fields);
  const stopPrice = amount(loss, 'stop_price');
  const limitPrice = amount(loss, 'limit_price');
  const legs: Terms[] = [];
  if (profit !== undefined) {
    legs.push({ ...leg, type: 'limit', limitPrice: profit, stopPrice: undefined });
  }
  if (stopPrice !== undefined) {
    const type = limitPrice === undefined ? 'stop' : 'stop_limit';
    legs.push({ ...leg, type, stopPrice, limitPrice });
  }
  const needed = { bracket: 2, oco: 1, oto: 1 }[orderClass];
  if (legs.length !== needed) {
    throw invalidOrder(`${orderClass} orders require take_profit and stop_loss as they are due`);
  }
  return legs;
}

const takeProfit = (body: Fields): Money | undefined =>
  amount(toParams((body['take_profit'] ?? {}) as Fields), 'limit_price');

function oneOf(value: string | undefined, allowed: readonly string[], name: string): string {
  if (value === undefined || !allowed.includes(value)) {
    throw alpacaRefusal(40010001, `invalid ${name}`);
  }
  return value;
}

function timeInForce({ assetClass }: Asset, value: string | undefined): string {
  const allowed: readonly string[] = TIMES[assetClass];
  if (value === undefined || !allowed.includes(value)) {
    const crypto = assetClass === 'crypto' ? 'crypto ' : '';
    throw invalidOrder(`invalid ${crypto}time_in_force`);
  }
  return value;
}

/** A decimal parameter above zero, where it is there. */
function amount(params: Params, name: string): Money | undefined {
  if (params[name] === undefined || params[name] === '') {
    return undefined;
  }
  const value = decimalParam(params, name);
  if (value.lte(0)) {
    throw invalidOrder(`${name} must be > 0`);
  }
  return value;
}

function quantity(core: Core, { market }: Asset, params: Params): Money {
  const qty = amount(params, 'qty');
  if (qty !== undefined) {
    return qty;
  }
  const notional = amount(params, 'notional');
  if (notional === undefined) {
    throw alpacaRefusal(40010001, 'qty or notional is required');
  }
  const { bid, ask } = core.prices.quote(market.symbol);
  return floorTo(notional.div(params['side'] === 'sell' ? bid : ask), market.step);
}

function trailOf(params: Params): Terms['trail'] {
  const price = amount(params, 'trail_price');
  const percent = amount(params, 'trail_percent');
  return price !== undefined ? { price } : percent !== undefined ? { percent } : undefined;
}

function checkPrices({ type, limitPrice, stopPrice, trail }: Terms): void {
  const missing =
    ((type === 'limit' || type === 'stop_limit') && limitPrice === undefined && 'limit price') ||
    ((type === 'stop' || type === 'stop_limit') && stopPrice === undefined && 'stop price') ||
    (type === 'trailing_stop' && trail === undefined && 'trail price or percent');
  if (missing) {
    throw invalidOrder(`${missing} is required for ${type} orders`);
  }
}

/** The core's own filters of tick, step and least value. */
function checkFilters(core: Core, { asset, side, qty, limitPrice }: Terms): void {
  orderRequest('usdm', core.prices, {
    symbol: asset.market.symbol,
    side,
    quantity: qty.toFixed(),
    ...(limitPrice === undefined
      ? { type: 'MARKET' }
      : { type: 'LIMIT', timeInForce: 'GTC', price: limitPrice.toFixed() }),
  });
}
