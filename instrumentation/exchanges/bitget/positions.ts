import { moneyField } from '../../core/account/money-field.js';
import type { PositionEvent } from '../../core/account/position-book.js';
import { fieldsOf, itemsOf } from '../../core/fields.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';
import { settlesInDollars } from './fills.js';

/** Positions as answers and streams of both accounts have them. A size of zero is a closed one. */
export function positionsOf(rows: unknown, productType: unknown, asOf: number): PositionEvent[] {
  return itemsOf(rows).map((row) => {
    const fields = fieldsOf(row);
    const mode = fields['posMode'] ?? fields['holdMode'];
    const unrealized = fields['unrealizedPL'] ?? fields['unrealisedPnl'];
    const side = fields['holdSide'] ?? fields['posSide'];
    return {
      symbol: nativeSymbolLabel(fields['symbol'] ?? fields['instId']),
      side: side === 'long' || side === 'short' ? side : undefined,
      hedged: typeof mode === 'string' ? mode === 'hedge_mode' : undefined,
      // The stream of the unified account tells it as `size`, everything else as `total`.
      size: Number(fields['size'] ?? fields['total'] ?? 0),
      unrealizedPnl: settlesInDollars(productType) ? moneyField(unrealized) : undefined,
      asOf,
    };
  });
}

/** The name under which positions of one product type are replaced together. */
export const partOf = (productType: unknown): string => String(productType).toLowerCase();
