import type { PositionScope } from '../core/account/position-book.js';
import type { Answer } from '../core/answer-method.js';
import { fieldsOf, fillsOfTrades } from '../exchanges/binance/fills.js';
import { positionsOfAnswer } from '../exchanges/binance/positions.js';
import type { Told } from '../siebly/index.js';
import type { SieblyRest } from '../siebly/internal-types.js';

/** The account's trades, also of long ago. */
export function readTrades({ value, watch, account }: Told): void {
  for (const fill of fillsOfTrades(value)) watch.accounts.filled(account(), fill);
}

/** Positions: all of the exchange, or those of the symbol that was asked for. */
export function readPositions(told: Told, answer: Answer<SieblyRest>): void {
  replacePositions(told, answer, {});
}

/** Positions of one half of an account that another method tells the other half of. */
export function readPositionsOf(part: string) {
  return (told: Told, answer: Answer<SieblyRest>): void => replacePositions(told, answer, { part });
}

function replacePositions(
  { value, watch, account }: Told,
  { args, askedAt }: Answer<SieblyRest>,
  whole: PositionScope,
): void {
  if (!Array.isArray(value)) return;
  const { symbol } = fieldsOf(args[0]);
  const scope = typeof symbol === 'string' ? { symbols: [symbol] } : whole;
  watch.accounts.positions.replace(account(), positionsOfAnswer(value, askedAt), scope);
}

/** The limits that the exchange sets itself; the path tells whose they are. */
export function readExchangeInfo(path: string) {
  return ({ exchange, value, watch }: Told): void => watch.limits.learned(exchange, path, value);
}
