import type { FillEvent } from '../../core/account/fill-book.js';
import { moneyField } from '../../core/account/money-field.js';
import type { Fields } from '../../core/fields.js';
import { fieldsOf, itemsOf } from '../../core/fields.js';
import { orderIdsIn } from '../../core/orders/order-ids.js';
import { sideLabel } from '../../core/orders/order-labels.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

/** Product types whose P&L is told in dollars; `COIN-FUTURES` tell coins, and spot tells none. */
const DOLLARS = /^us(?:dt|dc)-futures$/i;

export const settlesInDollars = (productType: unknown): boolean =>
  typeof productType === 'string' && DOLLARS.test(productType);

/**
 * A fill of any source. The classic account calls its id `tradeId` and its P&L `profit`, in an order
 * update `pnl`; the unified one has `execId` and `execPnl`.
 */
export function fillOf(row: unknown, productType: unknown): FillEvent {
  const fields = fieldsOf(row);
  const pnl = fields['profit'] ?? fields['pnl'] ?? fields['execPnl'];
  return {
    id: idOf(fields),
    isDerivative: /futures/i.test(String(productType)),
    symbol: nativeSymbolLabel(fields['symbol'] ?? fields['instId']),
    side: sideLabel(fields['side']),
    time: timeOf(fields),
    order: () => orderIdsIn(fields),
    realizedPnl: settlesInDollars(productType) ? moneyField(pnl) : undefined,
  };
}

/** The fills of a list, as answers and streams have it. */
export const fillsOf = (rows: unknown, productType: unknown): FillEvent[] =>
  itemsOf(rows).map((row) => fillOf(row, productType));

/** The fill that an order update of the classic account tells, where it tells one. */
export function fillsOfOrders(rows: unknown, productType: unknown): FillEvent[] {
  const filled = itemsOf(rows).filter((row) => {
    const { tradeId, fillPrice } = fieldsOf(row);
    return typeof tradeId === 'string' && tradeId !== '' && moneyField(fillPrice) !== undefined;
  });
  return fillsOf(filled, productType);
}

function idOf(fields: Fields): string | undefined {
  const id = fields['tradeId'] ?? fields['execId'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function timeOf(fields: Fields): number {
  const told = fields['fillTime'] ?? fields['execTime'] ?? fields['cTime'] ?? fields['createdTime'];
  const time = Number(told);
  return time > 0 ? time : Date.now();
}
