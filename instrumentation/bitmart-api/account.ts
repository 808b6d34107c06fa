import type { FillEvent } from '../core/account/fill-book.js';
import type { Answer } from '../core/answer-method.js';
import { fieldsOf } from '../core/fields.js';
import { fillsOfFuturesTrades, fillsOfSpotTrades } from '../exchanges/bitmart/fills.js';
import { positionsOfAnswer } from '../exchanges/bitmart/positions.js';
import type { Told } from '../siebly/index.js';
import type { SieblyRest } from '../siebly/internal-types.js';

/** The account's trades, also of long ago. */
const reading =
  (fillsIn: (rows: unknown) => FillEvent[]) =>
  ({ value, watch, account }: Told): void => {
    for (const fill of fillsIn(fieldsOf(value)['data'])) watch.accounts.filled(account(), fill);
  };

export const readSpotTrades = reading(fillsOfSpotTrades);
export const readFuturesTrades = reading(fillsOfFuturesTrades);

/** Positions: all of them, or those of the symbol that was asked for. */
export function readPositions({ value, watch, account }: Told, answer: Answer<SieblyRest>): void {
  const { data } = fieldsOf(value);
  if (!Array.isArray(data)) return;
  const { symbol } = fieldsOf(answer.args[0]);
  const scope = typeof symbol === 'string' ? { symbols: [symbol] } : {};
  watch.accounts.positions.replace(account(), positionsOfAnswer(data, answer.askedAt), scope);
}
