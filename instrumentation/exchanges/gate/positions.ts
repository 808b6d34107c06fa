import { moneyField } from '../../core/account/money-field.js';
import type { PositionEvent } from '../../core/account/position-book.js';
import { fieldsOf, itemsOf } from '../../core/fields.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

/** Whether a contract's P&L is told in dollars; `BTC_USD` tells coins. */
export const settlesInDollars = (contract: unknown): boolean =>
  typeof contract === 'string' && /_US(?:DT|DC|D1)(?:_\d+)?$/.test(contract);

/** Positions as answers and streams have them: the sign of the size is the side. */
export function positionsOf(rows: unknown, asOf: number): PositionEvent[] {
  return itemsOf(rows).map((row) => {
    const { contract, size, mode, unrealised_pnl: unrealized } = fieldsOf(row);
    const contracts = Number(size);
    return {
      symbol: nativeSymbolLabel(contract),
      side: sideOf(mode, contracts),
      hedged: typeof mode === 'string' ? mode.startsWith('dual') : undefined,
      size: Number.isFinite(contracts) ? Math.abs(contracts) : 0,
      unrealizedPnl: settlesInDollars(contract) ? moneyField(unrealized) : undefined,
      asOf,
    };
  });
}

/** In hedge mode each side is a row of its own, also while it is empty. */
function sideOf(mode: unknown, contracts: number): string | undefined {
  if (mode === 'dual_long') return 'long';
  if (mode === 'dual_short') return 'short';
  if (contracts === 0) return undefined;
  return contracts > 0 ? 'long' : 'short';
}
