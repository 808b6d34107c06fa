import type { Answer } from '../core/answer-method.js';
import { fieldsOf, itemsOf } from '../core/fields.js';
import { nativeSymbolLabel } from '../core/orders/symbol-label.js';
import { fillOf, fillsOf } from '../exchanges/bitget/fills.js';
import { partOf, positionsOf } from '../exchanges/bitget/positions.js';
import type { Told } from '../siebly/index.js';
import type { SieblyRest } from '../siebly/internal-types.js';

type Asked = Answer<SieblyRest>;

const dataOf = (answer: unknown): unknown => fieldsOf(answer)['data'];

/** The fills of the classic spot account; also those of long ago. */
export function readSpotFills({ value, watch, account }: Told): void {
  for (const fill of fillsOf(dataOf(value), 'SPOT')) watch.accounts.filled(account(), fill);
}

/** The fills of the product type that was asked for. */
export function readFuturesFills({ value, watch, account }: Told, { args }: Asked): void {
  const { productType } = fieldsOf(args[0]);
  const fills = fillsOf(fieldsOf(dataOf(value))['fillList'], productType);
  for (const fill of fills) watch.accounts.filled(account(), fill);
}

/** The fills of the unified account, each with its category. */
export function readUnifiedFills({ value, watch, account }: Told): void {
  for (const row of itemsOf(fieldsOf(dataOf(value))['list'])) {
    watch.accounts.filled(account(), fillOf(row, fieldsOf(row)['category']));
  }
}

/** The positions of a product type or category, all of them or those of one symbol. */
function readPositions(told: Told, { args, askedAt }: Asked, rows: unknown): void {
  if (!Array.isArray(rows)) return;
  const { productType, category, symbol } = fieldsOf(args[0]);
  const product = productType ?? category;
  const positions = positionsOf(rows, product, askedAt);
  const scope =
    typeof symbol === 'string'
      ? { symbols: [nativeSymbolLabel(symbol)] }
      : { part: partOf(product) };
  told.watch.accounts.positions.replace(told.account(), positions, scope);
}

export const readClassicPositions = (told: Told, asked: Asked): void =>
  readPositions(told, asked, dataOf(told.value));

export const readUnifiedPositions = (told: Told, asked: Asked): void =>
  readPositions(told, asked, fieldsOf(dataOf(told.value))['list']);
