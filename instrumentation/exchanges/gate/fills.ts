import type { FillEvent } from '../../core/account/fill-book.js';
import { rowsOf } from '../../core/fields.js';
import { orderIdsIn } from '../../core/orders/order-ids.js';
import { sideLabel } from '../../core/orders/order-labels.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

/** The side of a number of contracts: its sign. */
export function sideOfSize(size: unknown): string | undefined {
  const contracts = Number(size);
  if (size === undefined || size === null || size === '' || !(contracts !== 0)) return undefined;
  return contracts > 0 ? 'buy' : 'sell';
}

/** Fills of spot and of futures, as answers and streams have them; they tell no realized P&L. */
export function fillsOf(rows: unknown): FillEvent[] {
  return rowsOf(rows).map((row) => {
    const { id, currency_pair: pair, contract, side, size, ...times } = row;
    const isText = typeof id === 'string' && id !== '';
    return {
      id: isText || typeof id === 'number' ? String(id) : undefined,
      isDerivative: contract !== undefined,
      symbol: nativeSymbolLabel(pair ?? contract),
      side: sideLabel(side ?? sideOfSize(size)),
      time: timeOf(times['create_time_ms'], times['create_time']),
      order: () => orderIdsIn(row),
    };
  });
}

/** Milliseconds come as a number or as text with a fraction; older answers have seconds alone. */
function timeOf(milliseconds: unknown, seconds: unknown): number {
  const time = Number(milliseconds ?? Number.NaN);
  if (time > 0) return time;
  return Number(seconds) > 0 ? Number(seconds) * 1000 : Date.now();
}
