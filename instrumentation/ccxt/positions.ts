import { moneyField } from '../core/account/money-field.js';
import type { PositionEvent, PositionScope } from '../core/account/position-book.js';
import type { CcxtExchange, CcxtPosition } from './internal-types.js';
import { tradedName } from './internal-types.js';
import { settlesInDollars, unifiedSymbol } from './symbols.js';

/**
 * Unified positions of ccxt in the neutral shape; rows without a size are left out. Their timestamp
 * is the last change at some exchanges and the opening at others, so they are at least as new as
 * `toldAt`: when they were asked for, or came by themselves.
 */
export function toPositions(
  exchange: CcxtExchange,
  rows: readonly unknown[],
  toldAt: number,
): PositionEvent[] {
  return (rows as (CcxtPosition | null | undefined)[]).flatMap((row) => {
    const size = Number(row?.contracts ?? 0);
    if (row === null || row === undefined || !Number.isFinite(size)) return [];
    const { side, hedged, timestamp, unrealizedPnl } = row;
    // A name and no label: what is too long for a label is still a position of its own.
    const name = tradedName(row);
    const symbol = unifiedSymbol(exchange, name) ?? String(name);
    return {
      symbol,
      side: typeof side === 'string' ? side : undefined,
      hedged: typeof hedged === 'boolean' ? hedged : undefined,
      size,
      asOf: typeof timestamp === 'number' ? Math.max(timestamp, toldAt) : toldAt,
      unrealizedPnl: settlesInDollars(symbol) ? moneyField(unrealizedPnl) : undefined,
    };
  });
}

/** What an answer of `fetchPositions(symbols, params)` speaks of. */
export function scopeOf(exchange: CcxtExchange, args: readonly unknown[]): PositionScope {
  const [symbols, params] = args;
  if (Array.isArray(symbols) && symbols.length > 0) {
    return { symbols: symbols.map((symbol) => unifiedSymbol(exchange, symbol) ?? '') };
  }
  // `{ subType: 'inverse' }` and the like ask for a part of the account.
  const part = params === undefined ? '{}' : JSON.stringify(params);
  return part === '{}' ? {} : { part };
}
