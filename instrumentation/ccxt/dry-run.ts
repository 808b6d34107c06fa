import type { CcxtExchange } from './internal-types.js';
import { unifiedSymbol } from './symbols.js';

/** How an order is handed in: one by REST, one over a WebSocket, or several by REST. */
export type Way = 'rest' | 'socket' | 'batch';

type Params = Readonly<Record<string, unknown>>;

/** By which parameters a class of ccxt checks an order instead of placing it, and where it does. */
interface DryRunRule {
  readonly params: readonly string[];
  readonly ways: readonly Way[];
  /** Whether contracts are placed all the same: ccxt drops the parameter without a word. */
  readonly isSpotOnly?: true;
  /** When an order is placed all the same. */
  readonly unless?: (params: Params, options: Params) => boolean;
}

const BINANCE: DryRunRule = {
  params: ['test'],
  ways: ['rest', 'socket'],
  isSpotOnly: true,
  unless: (params, options) =>
    params['marginMode'] !== undefined ||
    [params['portfolioMargin'], options['portfolioMargin']].includes(true) ||
    options['defaultType'] === 'margin',
};
const COINBASE: DryRunRule = {
  params: ['preview', 'test'],
  ways: ['rest'],
  // It closes a position then, by another route.
  unless: ({ reduceOnly }) => reduceOnly === true,
};
const KUCOIN: DryRunRule = {
  params: ['test'],
  ways: ['rest'],
  unless: (params, options) => [params['uta'], options['uta']].includes(true),
};
const TEST: DryRunRule = { params: ['test'], ways: ['rest'] };

/** By ccxt's id. Elsewhere the same words mean nothing, and the order is real. */
const RULES: Readonly<Record<string, DryRunRule>> = {
  binance: BINANCE,
  binanceus: BINANCE,
  binanceusdm: BINANCE,
  binancecoinm: BINANCE,
  bingx: TEST,
  coinbase: COINBASE,
  coinbaseadvanced: COINBASE,
  coinsph: TEST,
  derive: TEST,
  hashkey: { ...TEST, isSpotOnly: true },
  kraken: { params: ['validate'], ways: ['rest', 'batch'] },
  kucoin: KUCOIN,
  kucoinfutures: KUCOIN,
  mexc: { ...TEST, isSpotOnly: true },
  upbit: TEST,
};

/** Whether an order is only checked. May throw what the bot's getters throw. */
export function isDryRun(
  exchange: CcxtExchange,
  way: Way,
  { symbol, params }: { readonly symbol?: unknown; readonly params: unknown },
): boolean {
  if (typeof params !== 'object' || params === null) return false;
  const rule = typeof exchange.id === 'string' ? RULES[exchange.id] : undefined;
  if (rule?.ways.includes(way) !== true) return false;
  const given = params as Params;
  if (!rule.params.some((name) => given[name] === true)) return false;
  // Over a socket the same request is sent to the venue's own test method.
  if (rule.isSpotOnly && way === 'rest' && !isSpot(exchange, symbol)) return false;
  return rule.unless?.(given, (exchange.options ?? {}) as Params) !== true;
}

/** ccxt spells contracts with what they settle in: `BTC/USDT:USDT`. */
function isSpot(exchange: CcxtExchange, symbol: unknown): boolean {
  return unifiedSymbol(exchange, symbol)?.includes(':') === false;
}
