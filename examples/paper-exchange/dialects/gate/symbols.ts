import type { Market } from '../../markets.js';
import { MARKETS } from '../../markets.js';
import type { Money } from '../../money.js';

/** `BTC_USDT`, for a currency pair and a contract alike. */
export const pairOf = ({ base, quote }: Market): string => `${base}_${quote}`;

export const pairOfSymbol = (symbol: string): string => {
  const market = MARKETS.get(symbol);
  return market === undefined ? symbol : pairOf(market);
};

/** The core's symbol; of a pair that is not traded, one that the core does not know either. */
export const symbolOfPair = (pair: string | undefined): string | undefined =>
  pair?.replace('_', '');

/** Futures are counted in contracts, of which one is the smallest step of the market. */
export const contractsOf = (market: Market, qty: Money): number => qty.div(market.step).toNumber();

export const signedContracts = (market: Market, side: string, qty: Money): number =>
  contractsOf(market, qty) * (side === 'BUY' ? 1 : -1);
