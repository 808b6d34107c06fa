import type { FillEvent } from '../../core/account/fill-book.js';
import type { Fields } from '../../core/fields.js';
import { orderIdsIn } from '../../core/orders/order-ids.js';
import { sideLabel } from '../../core/orders/order-labels.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

/** A fill as the Exchange API lists it: each market numbers its trades. */
export function fillOfExchange(row: Fields): FillEvent {
  const { trade_id, product_id, side, created_at } = row;
  const time = Date.parse(String(created_at));
  return {
    id: trade_id === undefined ? undefined : String(trade_id),
    symbol: nativeSymbolLabel(product_id),
    side: sideLabel(side),
    time: Number.isNaN(time) ? Date.now() : time,
    order: () => orderIdsIn(row),
  };
}
