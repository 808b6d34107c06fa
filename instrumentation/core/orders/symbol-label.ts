import { REFUSED_LABEL, UNKNOWN_LABEL } from '../../../lib/metrics/attributes.js';

/**
 * `BTCUSDT`, `BTC-USDT-SWAP`, `BTC_USDT`, `XBTUSDTM`, `BTC/USD`, `BTC-241227-100000-C`: how exchanges
 * spell their markets. Shorter than any UUID or API key, and something other than a number: a bot that
 * mixes up its arguments passes an order id here.
 */
const NATIVE_SYMBOL = /^(?!\d+$)[\p{L}\p{N}.]{1,19}(?:[-_/:][\p{L}\p{N}.]{1,12}){0,4}$/u;
const LONGEST_SYMBOL = 32;

/** A bot trades so many markets; what is refused is not remembered, for it could be anything. */
const REMEMBERED_SYMBOLS = 2_000;
const remembered = new Set<string>();

/** The label of a symbol in the exchange's own spelling. */
export function nativeSymbolLabel(given: unknown): string {
  if (typeof given !== 'string' || given === '') return UNKNOWN_LABEL;
  if (remembered.has(given)) return given;
  if (given.length > LONGEST_SYMBOL || !NATIVE_SYMBOL.test(given)) return REFUSED_LABEL;
  if (remembered.size < REMEMBERED_SYMBOLS) remembered.add(given);
  return given;
}
