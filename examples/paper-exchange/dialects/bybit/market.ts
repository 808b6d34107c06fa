import type { Core } from '../../core.js';
import { bookSide } from '../../market-data.js';
import { MARKETS, type Market, type Venue } from '../../markets.js';
import { plain } from '../../money.js';
import type { Quote } from '../../prices.js';
import type { Print } from '../../tape.js';
import { sideOf } from './words.js';

const riskParameters = { priceLimitRatioX: '0.05', priceLimitRatioY: '0.05' };

const common = (market: Market) => ({
  symbol: market.symbol,
  baseCoin: market.base,
  quoteCoin: market.quote,
  status: 'Trading',
  symbolType: '',
});

const spotInstrument = (market: Market) => ({
  ...common(market),
  innovation: '0',
  marginTrading: 'none',
  lotSizeFilter: {
    basePrecision: market.step.toFixed(),
    quotePrecision: '0.00000001',
    minOrderQty: market.minQty.toFixed(),
    maxOrderQty: market.maxQty.toFixed(),
    minOrderAmt: market.minNotional.toFixed(),
    maxOrderAmt: '8000000',
  },
  priceFilter: { tickSize: market.tick.toFixed() },
  riskParameters,
});

const linearInstrument = (market: Market) => ({
  ...common(market),
  contractType: 'LinearPerpetual',
  launchTime: '1585526400000',
  deliveryTime: '0',
  priceScale: String(market.tick.decimalPlaces()),
  leverageFilter: { minLeverage: '1', maxLeverage: '100.00', leverageStep: '0.01' },
  priceFilter: {
    minPrice: market.tick.toFixed(),
    maxPrice: '1999999',
    tickSize: market.tick.toFixed(),
  },
  lotSizeFilter: {
    maxOrderQty: market.maxQty.toFixed(),
    maxMktOrderQty: market.maxQty.toFixed(),
    minOrderQty: market.minQty.toFixed(),
    qtyStep: market.step.toFixed(),
    minNotionalValue: market.minNotional.toFixed(),
  },
  unifiedMarginTrade: true,
  fundingInterval: 480,
  settleCoin: market.quote,
  isPreListing: false,
  riskParameters,
});

export const instruments = (venue: Venue, symbol: string | undefined) =>
  [...MARKETS.values()]
    .filter((market) => symbol === undefined || market.symbol === symbol)
    .map((market) => (venue === 'spot' ? spotInstrument(market) : linearInstrument(market)));

const bookTop = ({ bid, ask, market }: Quote) => ({
  bid1Price: plain(bid),
  bid1Size: plain(market.levelSize),
  ask1Price: plain(ask),
  ask1Size: plain(market.levelSize),
});

export function ticker(core: Core, venue: Venue, quote: Quote, streamed = false) {
  const { symbol } = quote.market;
  const { open, high, low, volume } = core.tape.of(symbol);
  const price = plain(quote.price);
  return {
    symbol,
    lastPrice: price,
    prevPrice24h: plain(open),
    price24hPcnt: plain(quote.price.div(open).sub(1)),
    highPrice24h: plain(high),
    lowPrice24h: plain(low),
    volume24h: plain(volume),
    turnover24h: plain(volume.mul(quote.price)),
    ...(venue === 'spot' ? { usdIndexPrice: price } : { markPrice: price, indexPrice: price }),
    // The spot stream is the one place that does not tell the top of the book.
    ...(venue === 'spot' && streamed ? {} : bookTop(quote)),
  };
}

export const book = (quote: Quote, depth: number) => ({
  s: quote.market.symbol,
  b: bookSide(quote, 'bids', depth),
  a: bookSide(quote, 'asks', depth),
  u: quote.updateId,
  seq: quote.updateId,
});

export const publicTrade = (symbol: string, { id, price, qty, time, buyerMaker }: Print) => ({
  T: time,
  s: symbol,
  S: sideOf(buyerMaker ? 'SELL' : 'BUY'),
  v: plain(qty),
  p: plain(price),
  i: String(id),
  BT: false,
});

export const recentTrade = (symbol: string, { id, price, qty, time, buyerMaker }: Print) => ({
  execId: String(id),
  symbol,
  price: plain(price),
  size: plain(qty),
  side: sideOf(buyerMaker ? 'SELL' : 'BUY'),
  time: String(time),
  isBlockTrade: false,
});
