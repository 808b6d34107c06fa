import { type Money, ZERO } from './money.js';

/** A one-way USD-M position: the signed quantity and the average price it was entered at. */
export interface Position {
  readonly qty: Money;
  readonly entryPrice: Money;
  /** Realized since the account exists, before fees. */
  readonly realized: Money;
}

export const FLAT: Position = { qty: ZERO, entryPrice: ZERO, realized: ZERO };

export interface PositionChange {
  readonly position: Position;
  /** Realized by this fill alone, before fees. */
  readonly realized: Money;
}

/**
 * Books one fill. Adding averages the entry price, reducing realizes against it and keeps it, and a
 * fill larger than the position closes it and opens the rest at the fill's own price.
 */
export function applyFill(position: Position, signedQty: Money, price: Money): PositionChange {
  const adds = position.qty.isZero() || position.qty.isPos() === signedQty.isPos();
  if (adds) {
    return { position: addTo(position, signedQty, price), realized: ZERO };
  }
  const closing = signedQty.abs().lt(position.qty.abs()) ? signedQty : position.qty.neg();
  const realized = price.sub(position.entryPrice).mul(closing.neg());
  const qty = position.qty.add(signedQty);
  const flipped = signedQty.abs().gt(position.qty.abs());
  const entryPrice = qty.isZero() ? ZERO : flipped ? price : position.entryPrice;
  return { position: { qty, entryPrice, realized: position.realized.add(realized) }, realized };
}

function addTo(position: Position, signedQty: Money, price: Money): Position {
  const qty = position.qty.add(signedQty);
  const cost = position.qty.mul(position.entryPrice).add(signedQty.mul(price));
  return { qty, entryPrice: qty.isZero() ? ZERO : cost.div(qty), realized: position.realized };
}

export const unrealized = (position: Position, mark: Money): Money =>
  mark.sub(position.entryPrice).mul(position.qty);
