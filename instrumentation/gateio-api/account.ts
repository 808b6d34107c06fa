import type { Answer } from '../core/answer-method.js';
import { fieldsOf } from '../core/fields.js';
import { nativeSymbolLabel } from '../core/orders/symbol-label.js';
import { fillsOf } from '../exchanges/gate/fills.js';
import { positionsOf } from '../exchanges/gate/positions.js';
import { takeRealized } from '../exchanges/gate/realized.js';
import type { Told } from '../siebly/index.js';
import type { SieblyRest } from '../siebly/internal-types.js';

/** The account's trades; also those of long ago. */
export function readTrades({ value, watch, account }: Told): void {
  for (const fill of fillsOf(value)) watch.accounts.filled(account(), fill);
}

/** All positions that are settled in one currency; those of delivery contracts apart. */
export const readPositions =
  (kind: string) =>
  ({ value, watch, account }: Told, { args, askedAt }: Answer<SieblyRest>): void => {
    if (!Array.isArray(value)) return;
    const part = `${kind}/${String(fieldsOf(args[0])['settle'])}`;
    watch.accounts.positions.replace(account(), positionsOf(value, askedAt), { part });
    takeRealized(value, account(), watch);
  };

/** The position of one contract, in hedge mode both of them. */
export function readPosition(
  { value, watch, account }: Told,
  { args, askedAt }: Answer<SieblyRest>,
): void {
  const rows: unknown[] = Array.isArray(value) ? value : [value];
  const symbols = [nativeSymbolLabel(fieldsOf(args[0])['contract'])];
  watch.accounts.positions.replace(account(), positionsOf(rows, askedAt), { symbols });
  takeRealized(rows, account(), watch);
}
