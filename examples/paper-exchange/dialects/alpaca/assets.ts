import { type Market, marketOf } from '../../markets.js';
import { alpacaRefusal } from './refusals.js';

/** What is traded under Alpaca's name for it, on a market of the core. */
export interface Asset {
  readonly symbol: string;
  readonly assetClass: 'us_equity' | 'crypto';
  readonly name: string;
  readonly market: Market;
}

const asset = (symbol: string, name: string, core: string): Asset => ({
  symbol,
  name,
  assetClass: symbol.includes('/') ? 'crypto' : 'us_equity',
  market: marketOf(core),
});

export const ASSETS: readonly Asset[] = [
  asset('AAPL', 'Apple Inc. Common Stock', 'SOLUSDT'),
  asset('BTC/USD', 'Bitcoin', 'BTCUSDT'),
  asset('ETH/USD', 'Ethereum', 'ETHUSDT'),
];

/** How positions spell a symbol: without the slash that orders of crypto have. */
export const positionSymbol = ({ symbol }: Asset): string => symbol.replace('/', '');

/** The asset of a symbol, with its slash or without. */
export function findAsset(symbol: string): Asset | undefined {
  return ASSETS.find((one) => one.symbol === symbol || positionSymbol(one) === symbol);
}

export function assetOf(symbol: string | undefined): Asset {
  const found = symbol === undefined ? undefined : findAsset(symbol);
  if (found === undefined) {
    throw alpacaRefusal(42210000, `asset "${symbol ?? ''}" not found`);
  }
  return found;
}

export const assetId = (one: Asset): string =>
  `a55e7000-0000-4000-8000-${String(ASSETS.indexOf(one)).padStart(12, '0')}`;

export const assetView = (one: Asset) => ({
  id: assetId(one),
  class: one.assetClass,
  exchange: one.assetClass === 'crypto' ? 'CRYPTO' : 'NASDAQ',
  symbol: one.symbol,
  name: one.name,
  status: 'active',
  tradable: true,
  marginable: one.assetClass === 'us_equity',
  shortable: one.assetClass === 'us_equity',
  easy_to_borrow: one.assetClass === 'us_equity',
  fractionable: true,
  min_order_size: one.market.minQty.toFixed(),
  min_trade_increment: one.market.step.toFixed(),
  price_increment: one.market.tick.toFixed(),
});
