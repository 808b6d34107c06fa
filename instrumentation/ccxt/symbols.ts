import { REFUSED_LABEL, UNKNOWN_LABEL } from '../../lib/metrics/attributes.js';
import type { CcxtExchange } from './internal-types.js';

/** `BTC/USDT`, `BTC/USDT:USDT`, `BTC/USD:BTC-241227-100000-C`: how ccxt spells a market. */
const UNIFIED_SYMBOL =
  /^[\p{L}\p{N}.]{1,20}\/[\p{L}\p{N}.]{1,10}(?::[\p{L}\p{N}.]{1,10}(?:-[\w.]{1,20})*)?$/u;

/** `KXFED-26DEC_T3.50:YES`: how ccxt spells an outcome of a prediction market. */
const OUTCOME = /^[\w.-]{1,80}:\w{1,40}$/;

/** Coins that stand for one dollar. */
const DOLLARS = new Set([
  'USD',
  'USDT',
  'USDC',
  'BUSD',
  'FDUSD',
  'TUSD',
  'USDP',
  'USDE',
  'USDD',
  'USD1',
  'PYUSD',
  'RLUSD',
  'DAI',
]);

/**
 * The unified symbol that a bot means; ccxt takes market ids as well. Undefined where it is neither
 * a market nor spelled like one: a bot that mixes up its arguments passes an order id here.
 */
export function unifiedSymbol(exchange: CcxtExchange, given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  const { markets, markets_by_id: byId } = exchange;
  if (hasKey(markets, given)) return given;
  const candidates: unknown = hasKey(byId, given) ? byId[given] : undefined;
  const market: unknown = Array.isArray(candidates) ? candidates[0] : candidates;
  const { symbol } = (market ?? {}) as { symbol?: unknown };
  if (typeof symbol === 'string') return symbol;
  if ('outcomes' in exchange) return outcomeSymbol(exchange, given);
  return UNIFIED_SYMBOL.test(given) ? given : undefined;
}

/** The handle of an outcome; ccxt takes its id as well. */
function outcomeSymbol(exchange: CcxtExchange, given: string): string | undefined {
  const { outcomes, outcomes_by_id: byId } = exchange;
  if (hasKey(outcomes, given)) return given;
  const { outcome } = (hasKey(byId, given) ? byId[given] : {}) as { outcome?: unknown };
  if (typeof outcome === 'string') return outcome;
  return OUTCOME.test(given) ? given : undefined;
}

/** The label of a symbol that came from the bot. */
export function symbolLabel(exchange: CcxtExchange, given: unknown): string {
  if (typeof given !== 'string' || given === '') return UNKNOWN_LABEL;
  return unifiedSymbol(exchange, given) ?? REFUSED_LABEL;
}

/** Whether profit and loss of this market are told in dollars; coin-margined ones tell coins. */
export function settlesInDollars(symbol: string): boolean {
  const settle = symbol.split(':')[1]?.split('-')[0] ?? symbol.split('/')[1];
  return settle !== undefined && DOLLARS.has(settle);
}

function hasKey(table: unknown, key: string): table is Record<string, unknown> {
  return typeof table === 'object' && table !== null && Object.hasOwn(table, key);
}
