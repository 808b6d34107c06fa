import { moneyField } from '../../core/account/money-field.js';
import type { PositionEvent } from '../../core/account/position-book.js';
import { fieldsOf } from '../../core/fields.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';
import { settlesInDollars } from './fills.js';

type Fields = Readonly<Record<string, unknown>>;

/** The positions that an `ACCOUNT_UPDATE` of futures tells: those that changed. */
export function positionsOfUpdate(event: Fields): PositionEvent[] {
  const { P: rows } = fieldsOf(event['a']);
  if (!Array.isArray(rows)) return [];
  const asOf = typeof event['T'] === 'number' ? event['T'] : Date.now();
  return rows.map((row) => {
    const { s, ps, pa, up } = fieldsOf(row);
    return position({ symbol: s, positionSide: ps, amount: pa, unrealized: up }, asOf);
  });
}

/** The positions in an answer of `positionRisk` or of the account, all of them or those asked for. */
export function positionsOfAnswer(answer: unknown, askedAt: number): PositionEvent[] {
  if (!Array.isArray(answer)) return [];
  return answer.map((row) => {
    const { symbol, positionSide, positionAmt, unRealizedProfit, unrealizedProfit } = fieldsOf(row);
    const unrealized = unRealizedProfit ?? unrealizedProfit;
    return position({ symbol, positionSide, amount: positionAmt, unrealized }, askedAt);
  });
}

interface Told {
  readonly symbol: unknown;
  readonly positionSide: unknown;
  readonly amount: unknown;
  readonly unrealized: unknown;
}

function position(told: Told, asOf: number): PositionEvent {
  const { symbol, positionSide, amount, unrealized } = told;
  const size = Number(amount);
  const isHedged = positionSide === 'LONG' || positionSide === 'SHORT';
  const sideByAmount = size < 0 ? 'short' : 'long';
  return {
    symbol: nativeSymbolLabel(symbol),
    side: isHedged ? positionSide.toLowerCase() : sideByAmount,
    hedged: isHedged,
    size: Number.isFinite(size) ? Math.abs(size) : 0,
    unrealizedPnl: settlesInDollars(symbol) ? moneyField(unrealized) : undefined,
    asOf,
  };
}
