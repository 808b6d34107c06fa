import type { Answer } from '../core/answer-method.js';
import { fieldsOf } from '../core/fields.js';
import { fillsOfExecutions } from '../exchanges/bybit/fills.js';
import { positionsOfRows } from '../exchanges/bybit/positions.js';
import type { Told } from '../siebly/index.js';
import type { SieblyRest } from '../siebly/internal-types.js';

/** The account's executions, also of long ago; the list does not tell what they realized. */
export function readExecutions({ value, watch, account }: Told): void {
  const { result } = fieldsOf(value);
  for (const fill of fillsOfExecutions(fieldsOf(result)['list'])) {
    watch.accounts.filled(account(), fill);
  }
}

/** Positions: of the symbol that was asked for, or of all that are settled in a coin. */
export function readPositions(told: Told, { args, askedAt }: Answer<SieblyRest>): void {
  const { retCode, result } = fieldsOf(told.value);
  if (retCode !== 0) return;
  const { list, category, nextPageCursor } = fieldsOf(result);
  const { symbol, settleCoin, baseCoin, cursor } = fieldsOf(args[0]);
  const positions = positionsOfRows(list, askedAt, category);
  const { positions: book } = told.watch.accounts;
  if (typeof symbol === 'string') {
    book.replace(told.account(), positions, { symbols: [symbol] });
  } else if (nextPageCursor || cursor) {
    // One page of several says nothing of what is on the others.
    book.update(told.account(), positions);
  } else {
    book.replace(told.account(), positions, {
      part: [category, settleCoin, baseCoin].map(String).join('/'),
    });
  }
}

/** Milliseconds since the epoch in the answer of `getServerTime()`. */
export function serverTime(answer: unknown): number | undefined {
  const { retCode, time } = fieldsOf(answer);
  return retCode === 0 && typeof time === 'number' ? time : undefined;
}
