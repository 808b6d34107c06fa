import type { Attributes } from '@opentelemetry/api';
import type { OrderEvent } from '../collector/order-event.js';
import { CATALOGUE } from '../metrics/catalogue.js';
import { SeriesCache } from '../metrics/series-cache.js';

/** One attribute of the spans of orders. */
export interface SpanAttribute {
  readonly name: string;
  readonly type: 'string' | 'int' | 'double' | 'string[]';
  readonly description: string;
}

function attribute(
  name: string,
  type: SpanAttribute['type'],
  description: string,
): Readonly<SpanAttribute> {
  return { name: `genesis.order.${name}`, type, description };
}

/**
 * Every attribute that the spans of orders may carry. Nothing outside this list is ever set on them:
 * no key, no message, no price, no amount.
 */
export const ORDER_ATTRIBUTES = {
  exchange: attribute('exchange', 'string', 'the exchange, as in the label `exchange`'),
  symbol: attribute('symbol', 'string', 'the market, as in the label `symbol`'),
  side: attribute('side', 'string', '`buy`, `sell` or `unknown`'),
  type: attribute('type', 'string', 'the order type, as in the label `type`'),
  outcome: attribute('outcome', 'string', '`success`, `failure` or `unknown`'),
  errorType: attribute(
    'error_type',
    'string',
    'why it failed, one of the error classes; left out where it did not',
  ),
  throttleWait: attribute(
    'throttle_wait',
    'double',
    'seconds for which the client’s own rate limiter held the order back',
  ),
  retries: attribute(
    'retries',
    'int',
    'requests that were sent again to the method and path of an earlier one of the same order',
  ),
  count: attribute('count', 'int', 'orders of a batch'),
  id: attribute(
    'id',
    'string',
    'the exchange’s id of the order; only with `GENESIS_TRACE_ORDER_IDS=true`',
  ),
} as const satisfies Readonly<Record<string, SpanAttribute>>;

/** Longer than any id of an exchange; a UUID has 36 characters. */
const LONGEST_ID = 64;
const ID = /^[\w.:-]+$/;

/** An id as a span may carry it; undefined where it is none. */
export function idAttribute(id: string | undefined): string | undefined {
  return id !== undefined && id.length <= LONGEST_ID && ID.test(id) ? id : undefined;
}

/** As the metrics have it, under the names of spans; made once for each kind of order. */
const known = new SeriesCache(CATALOGUE.orders, (labels) => ({
  attributes: labels,
  ofSpan: Object.freeze({
    [ORDER_ATTRIBUTES.exchange.name]: labels['exchange'],
    [ORDER_ATTRIBUTES.symbol.name]: labels['symbol'],
    [ORDER_ATTRIBUTES.side.name]: labels['side'],
    [ORDER_ATTRIBUTES.type.name]: labels['type'],
  }) as Attributes,
}));

const exchanges = new SeriesCache(CATALOGUE.orderThrottleWait, (labels) => ({
  attributes: labels,
  ofSpan: Object.freeze({ [ORDER_ATTRIBUTES.exchange.name]: labels['exchange'] }) as Attributes,
}));

/** What a span says of a call that has no order of its own, or several. */
export function exchangeAttributes(exchange: string): Attributes {
  return exchanges.get({ exchange }).ofSpan;
}

/** What a span says of an order: the same values as the labels of its metrics, bounded alike. */
export function orderAttributes(order: OrderEvent): Attributes {
  return known.get(order as unknown as Attributes).ofSpan;
}

const fills = new SeriesCache(CATALOGUE.trades, (labels) => ({
  attributes: labels,
  ofSpan: Object.freeze({
    [ORDER_ATTRIBUTES.exchange.name]: labels['exchange'],
    [ORDER_ATTRIBUTES.symbol.name]: labels['symbol'],
    [ORDER_ATTRIBUTES.side.name]: labels['side'],
  }) as Attributes,
}));

/** What the span of a fill says. */
export function fillAttributes(
  exchange: string,
  { symbol, side }: { readonly symbol: string; readonly side: string },
  orderId: string | undefined,
): Attributes {
  const { ofSpan } = fills.get({ exchange, symbol, side });
  const id = idAttribute(orderId);
  return id === undefined ? ofSpan : { ...ofSpan, [ORDER_ATTRIBUTES.id.name]: id };
}
