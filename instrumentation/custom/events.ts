import type { MoneyInput } from '../../lib/collector/money.js';
import type { OrderEvent } from '../../lib/collector/order-event.js';
import type { FillEvent } from '../core/account/fill-book.js';
import type { PositionEvent } from '../core/account/position-book.js';
import type { OrderIds } from '../core/orders/order-ids.js';
import { idOf } from '../core/orders/order-ids.js';
import { orderTypeLabel, sideLabel } from '../core/orders/order-labels.js';
import { nativeSymbolLabel } from '../core/orders/symbol-label.js';
import type { FillInput, OrderIdInput, OrderInput, PositionInput } from './options.js';

/** An order in the neutral shape. */
export function toOrder(exchange: string, order: OrderInput | null | undefined): OrderEvent {
  return {
    exchange,
    symbol: nativeSymbolLabel(order?.symbol),
    side: sideLabel(order?.side),
    type: orderTypeLabel(order?.type),
  };
}

/** An execution in the neutral shape; what it leaves out is that of the order. */
export function toFill(fill: FillInput, order?: OrderEvent): FillEvent {
  const { id, symbol, side, time, realizedPnl } = fill;
  return {
    order: () => toOrderIds(fill.order ?? {}),
    id: id === undefined ? undefined : String(id),
    symbol: symbol === undefined && order !== undefined ? order.symbol : nativeSymbolLabel(symbol),
    side: side === undefined && order !== undefined ? order.side : sideLabel(side),
    time: time ?? Date.now(),
    realizedPnl: amountOf(realizedPnl),
  };
}

/** What an order is known by. */
export function toOrderIds({ id, clientId }: OrderIdInput): OrderIds {
  return { id: idOf(id), clientId: idOf(clientId) };
}

/** A position in the neutral shape, true at `asOf`. */
export function toPosition(position: PositionInput, asOf: number): PositionEvent {
  const { symbol, side, hedged, size, unrealizedPnl } = position;
  return {
    symbol: nativeSymbolLabel(symbol),
    side,
    hedged,
    size: Number(size),
    unrealizedPnl: amountOf(unrealizedPnl),
    asOf,
  };
}

function amountOf(amount: MoneyInput | undefined): string | number | undefined {
  return typeof amount === 'object' ? amount.toString() : amount;
}
