import type { PositionEvent } from '../core/account/position-book.js';
import type { Answer } from '../core/answer-method.js';
import { fieldsOf, rowsOf } from '../core/fields.js';
import { fillOfExchange } from '../exchanges/coinbase/exchange-fills.js';
import { orderFillsOf } from '../exchanges/coinbase/order-fills.js';
import { expiringIn, perpetual, perpetualsIn } from '../exchanges/coinbase/positions.js';
import type { Told } from '../siebly/index.js';
import type { SieblyRest } from '../siebly/internal-types.js';

type Asked = Answer<SieblyRest>;

/** The fills of Advanced Trade, also of long ago. */
export function readFills({ value, watch, account }: Told): void {
  const { fills } = fieldsOf(value);
  const known = orderFillsOf(watch, account().key);
  // The latest come first, and the earlier ones are to be known first.
  for (const trade of [...rowsOf(fills)].reverse()) {
    for (const fill of known.ofTrade(trade)) watch.accounts.filled(account(), fill);
  }
}

/** The fills of the Exchange API. */
export function readExchangeFills({ value, watch, account }: Told): void {
  for (const trade of rowsOf(value)) watch.accounts.filled(account(), fillOfExchange(trade));
}

/** Perpetuals: all of a portfolio. */
export function readPerpetuals(told: Told, { askedAt }: Asked): void {
  const { positions } = fieldsOf(told.value);
  if (Array.isArray(positions)) replace(told, perpetualsIn(positions, askedAt), PERPETUAL);
}

/** One perpetual; the exchange answers with nothing where there is no position. */
export function readPerpetual({ value, watch, account }: Told, { askedAt }: Asked): void {
  const { position } = fieldsOf(value);
  if (typeof position !== 'object' || position === null) return;
  watch.accounts.positions.update(account(), [perpetual(fieldsOf(position), askedAt)]);
}

/** Futures that expire: all of them. */
export function readExpiring(told: Told, { askedAt }: Asked): void {
  const { positions } = fieldsOf(told.value);
  if (Array.isArray(positions)) replace(told, expiringIn(positions, askedAt), EXPIRING);
}

/**
 * Perpetuals and futures that expire are at houses of their own: an answer of the one says nothing
 * of the other. Their names end in `-PERP-INTX` and `-CDE`.
 */
const PERPETUAL = /PERPINTX$/;
const EXPIRING = /CDE$/;

/** Takes all positions of one kind: what is not among them is closed. */
function replace({ watch, account }: Told, told: PositionEvent[], markets: RegExp): void {
  watch.accounts.positions.replace(account(), told, { markets });
}
