import type { Answer } from '../core/answer-method.js';
import { fieldsOf } from '../core/fields.js';
import { fillsOfRows } from '../exchanges/okx/fills.js';
import { positionsOfRows } from '../exchanges/okx/positions.js';
import type { Told } from '../siebly/index.js';
import type { SieblyRest } from '../siebly/internal-types.js';

/** The account's fills, also of long ago. */
export function readFills({ value, watch, account }: Told): void {
  for (const fill of fillsOfRows(value)) watch.accounts.filled(account(), fill);
}

/** Positions: of the instruments that were asked for, of a type of them, or all. */
export function readPositions(
  { value, watch, account }: Told,
  { args, askedAt }: Answer<SieblyRest>,
): void {
  if (!Array.isArray(value)) return;
  const { instId, instType, posId } = fieldsOf(args[0]);
  const positions = positionsOfRows(value, askedAt);
  const { positions: book } = watch.accounts;
  if (typeof instId === 'string') {
    book.replace(account(), positions, { symbols: instId.split(',') });
  } else if (posId !== undefined) {
    book.update(account(), positions);
  } else {
    book.replace(account(), positions, instType === undefined ? {} : { part: String(instType) });
  }
}

/** `getServerTime()` gives milliseconds since the epoch. */
export function serverTime(answer: unknown): number | undefined {
  return typeof answer === 'number' ? answer : undefined;
}
