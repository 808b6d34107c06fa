import { moneyField } from '../../core/account/money-field.js';
import type { PositionEvent } from '../../core/account/position-book.js';
import type { Fields } from '../../core/fields.js';
import { rowsOf } from '../../core/fields.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

/** Positions on the private stream of futures; it tells no P&L. */
export function positionsOfStream(rows: unknown, now: number): PositionEvent[] {
  return rowsOf(rows).map((row) => {
    const { symbol, hold_volume, position_type, position_mode, update_time } = row;
    return {
      symbol: nativeSymbolLabel(symbol),
      side: position_type === 2 ? 'short' : 'long',
      hedged: position_mode === 'hedge_mode',
      size: amount(hold_volume),
      asOf: Number(update_time) > 0 ? Number(update_time) : now,
    };
  });
}

/** Positions in an answer of either version of the position query, or of that for their risk. */
export function positionsOfAnswer(rows: unknown, askedAt: number): PositionEvent[] {
  return rowsOf(rows).map((row) => {
    const signed = row['position_amount'] ?? row['position_amt'];
    const profit = row['unrealized_value'] ?? row['unrealized_pnl'] ?? row['unrealized_profit'];
    return {
      symbol: nativeSymbolLabel(row['symbol']),
      side: sideOf(row, Number(signed)),
      hedged: isHedged(row),
      size: amount(row['current_amount'] ?? signed),
      unrealizedPnl: moneyField(profit),
      asOf: askedAt,
    };
  });
}

/** Version 1 has a number for the side, version 2 a word, or `both` and a signed amount. */
function sideOf({ position_type, position_side }: Fields, signed: number): string {
  if (position_type === 2 || String(position_side).toLowerCase() === 'short') return 'short';
  return signed < 0 ? 'short' : 'long';
}

function isHedged({ position_mode, position_side }: Fields): boolean | undefined {
  if (typeof position_mode === 'string') return position_mode === 'hedge_mode';
  return String(position_side).toLowerCase() === 'both' ? false : undefined;
}

function amount(text: unknown): number {
  const value = Math.abs(Number(text));
  return Number.isFinite(value) ? value : 0;
}
