import type { OrderEvent } from '../../../lib/collector/order-event.js';
import { orderTypeLabel, sideLabel } from '../../core/orders/order-labels.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

/** Parameters of a request, under the names that Binance's documentation has. */
export type BinanceParams = Readonly<Record<string, unknown>>;

/** Reads the orders of a request from its parameters. */
export type OrdersOf = (exchange: string, params: BinanceParams) => OrderEvent[];

export const orderEvent = (
  exchange: string,
  symbol: unknown,
  type: unknown,
  side: unknown,
): OrderEvent => ({
  exchange,
  symbol: nativeSymbolLabel(symbol),
  type: orderTypeLabel(type),
  side: sideLabel(side),
});

/** One order. A conditional order of Portfolio Margin calls its type a strategy. */
export const oneOrder: OrdersOf = (exchange, { symbol, type, strategyType, side }) => [
  orderEvent(exchange, symbol, type ?? strategyType, side),
];

export const noOrder: OrdersOf = () => [];

/** The orders of a batch: a list, or JSON of one, in `batchOrders`; `type` for all that have none. */
export const batchOrders =
  (type?: string): OrdersOf =>
  (exchange, { batchOrders: given }) => {
    const items: unknown = typeof given === 'string' ? JSON.parse(given) : given;
    return Array.isArray(items)
      ? items.flatMap((item: BinanceParams | null) => oneOrder(exchange, { type, ...item }))
      : [];
  };

/** A list of orders (OCO, OTO …) is one order of that type, on the side of what works first. */
export const orderList =
  (type: string): OrdersOf =>
  (exchange, { symbol, side, workingSide }) => [
    orderEvent(exchange, symbol, type, workingSide ?? side),
  ];
