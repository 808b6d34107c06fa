import type { Core } from '../../core.js';
import { MARKETS, type Market } from '../../markets.js';
import { type Money, plain } from '../../money.js';

const decimals = (step: Money): string => String(step.decimalPlaces());

export const spotSymbol = (market: Market) => ({
  symbol: market.symbol,
  baseCoin: market.base,
  quoteCoin: market.quote,
  minTradeAmount: plain(market.minQty),
  maxTradeAmount: plain(market.maxQty),
  takerFeeRate: '0.001',
  makerFeeRate: '0.001',
  pricePrecision: decimals(market.tick),
  quantityPrecision: decimals(market.step),
  quotePrecision: '8',
  minTradeUSDT: plain(market.minNotional),
  status: 'online',
  buyLimitPriceRatio: '0.05',
  sellLimitPriceRatio: '0.05',
  orderQuantity: '200',
  areaSymbol: 'no',
});

export const contract = (market: Market) => ({
  symbol: market.symbol,
  baseCoin: market.base,
  quoteCoin: market.quote,
  buyLimitPriceRatio: '0.05',
  sellLimitPriceRatio: '0.05',
  feeRateUpRatio: '0.005',
  makerFeeRate: '0.0002',
  takerFeeRate: '0.0005',
  openCostUpRatio: '0.01',
  supportMarginCoins: ['USDT'],
  minTradeNum: plain(market.minQty),
  priceEndStep: '1',
  volumePlace: decimals(market.step),
  pricePlace: decimals(market.tick),
  sizeMultiplier: plain(market.step),
  symbolType: 'perpetual',
  minTradeUSDT: plain(market.minNotional),
  maxSymbolOrderNum: '200',
  maxProductOrderNum: '400',
  maxPositionNum: '150',
  symbolStatus: 'normal',
  offTime: '-1',
  limitOpenTime: '-1',
  minLever: '1',
  maxLever: '125',
  posLimit: '0.05',
});

export const instrument = (category: string) => (market: Market) => ({
  symbol: market.symbol,
  category,
  baseCoin: market.base,
  quoteCoin: market.quote,
  minOrderQty: plain(market.minQty),
  maxOrderQty: plain(market.maxQty),
  maxMarketOrderQty: plain(market.maxQty),
  pricePrecision: decimals(market.tick),
  quantityPrecision: decimals(market.step),
  quotePrecision: '8',
  minOrderAmount: plain(market.minNotional),
  status: 'online',
});

/** The figures of the last day, under the names of the classic account. */
export function ticker(core: Core, market: Market) {
  const { price, bid, ask } = core.prices.quote(market.symbol);
  const { open, high, low, volume } = core.tape.of(market.symbol);
  const size = plain(market.levelSize);
  return {
    lastPr: plain(price),
    bidPr: plain(bid),
    askPr: plain(ask),
    bidSz: size,
    askSz: size,
    open24h: plain(open),
    high24h: plain(high),
    low24h: plain(low),
    change24h: plain(price.div(open).sub(1)),
    baseVolume: plain(volume),
    quoteVolume: plain(volume.mul(price)),
    openUtc: plain(open),
    ts: String(core.time()),
  };
}

export function tickerV3(core: Core, market: Market) {
  const { lastPr, open24h, high24h, low24h, bidPr, askPr, bidSz, askSz, change24h, ...volumes } =
    ticker(core, market);
  return {
    lastPrice: lastPr,
    openPrice24h: open24h,
    highPrice24h: high24h,
    lowPrice24h: low24h,
    bid1Price: bidPr,
    bid1Size: bidSz,
    ask1Price: askPr,
    ask1Size: askSz,
    price24hPcnt: change24h,
    volume24h: volumes.baseVolume,
    turnover24h: volumes.quoteVolume,
  };
}

/** The markets a request is about: the one it names, or all. */
export const marketsOf = (symbol: string | undefined): Market[] =>
  [...MARKETS.values()].filter((market) => symbol === undefined || market.symbol === symbol);
