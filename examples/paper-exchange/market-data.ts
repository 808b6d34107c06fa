import { exchangeInfo, marketOf, type Venue as VenueName } from './markets.js';
import { BOOK_LEVELS, levelPrice } from './matching.js';
import { plain } from './money.js';
import type { Call, Operation, Operations } from './operation.js';
import type { Quote } from './prices.js';
import type { Candle, Print } from './tape.js';

const open = (weight: Operation['weight'], run: (call: Call) => unknown): Operation => ({
  weight,
  access: 'public',
  run,
});

const quoteOf = ({ core, params }: Call): Quote =>
  core.prices.quote(marketOf(params['symbol']).symbol);

const limitOf = ({ params }: Call, fallback: number): number => Number(params['limit'] ?? fallback);

/** One side of the book as `[price, quantity]` rows, best first. */
export const bookSide = (quote: Quote, side: 'bids' | 'asks', levels = BOOK_LEVELS) =>
  Array.from({ length: Math.min(levels, BOOK_LEVELS) }, (_, level) => [
    plain(levelPrice(quote, side === 'asks' ? 'BUY' : 'SELL', level)),
    plain(quote.market.levelSize),
  ]);

/** What changed on one side of the book: levels that went away have quantity 0. */
export function bookChanges(previous: Quote, quote: Quote, side: 'bids' | 'asks') {
  const now = bookSide(quote, side);
  const kept = new Set(now.map(([price]) => price));
  const gone = bookSide(previous, side).filter(([price]) => !kept.has(price));
  return [...gone.map(([price]) => [price, '0']), ...now];
}

function depth(call: Call) {
  const quote = quoteOf(call);
  const levels = limitOf(call, 100);
  const time = call.core.time();
  return {
    lastUpdateId: quote.updateId,
    ...(call.venue.name === 'usdm' ? { E: time, T: time } : {}),
    bids: bookSide(quote, 'bids', levels),
    asks: bookSide(quote, 'asks', levels),
  };
}

function ticker24hr(call: Call) {
  const { market, price, bid, ask, updateId } = quoteOf(call);
  const { open: openPrice, high, low, volume } = call.core.tape.of(market.symbol);
  const closeTime = call.core.time();
  const book = {
    bidPrice: plain(bid),
    bidQty: plain(market.levelSize),
    askPrice: plain(ask),
    askQty: plain(market.levelSize),
    prevClosePrice: plain(openPrice),
  };
  return {
    symbol: market.symbol,
    priceChange: plain(price.sub(openPrice)),
    priceChangePercent: plain(price.div(openPrice).sub(1).mul(100)),
    weightedAvgPrice: plain(price),
    lastPrice: plain(price),
    lastQty: plain(market.step),
    ...(call.venue.name === 'spot' ? book : {}),
    openPrice: plain(openPrice),
    highPrice: plain(high),
    lowPrice: plain(low),
    volume: plain(volume),
    quoteVolume: plain(volume.mul(price)),
    openTime: closeTime - 86_400_000,
    closeTime,
    firstId: 1,
    lastId: updateId,
    count: updateId,
  };
}

const bookTicker = (call: Call) => {
  const { market, bid, ask } = quoteOf(call);
  return {
    symbol: market.symbol,
    bidPrice: plain(bid),
    bidQty: plain(market.levelSize),
    askPrice: plain(ask),
    askQty: plain(market.levelSize),
    time: call.core.time(),
  };
};

const aggTrade = (print: Print) => ({
  a: print.id,
  p: plain(print.price),
  q: plain(print.qty),
  f: print.id,
  l: print.id,
  T: print.time,
  m: print.buyerMaker,
  M: true,
});

const trade = (print: Print) => ({
  id: print.id,
  price: plain(print.price),
  qty: plain(print.qty),
  quoteQty: plain(print.price.mul(print.qty)),
  time: print.time,
  isBuyerMaker: print.buyerMaker,
});

const kline = ({ openTime, open: first, high, low, close, volume }: Candle) => [
  openTime,
  ...[first, high, low, close, volume].map(plain),
  openTime + 59_999,
  plain(volume.mul(close)),
  1,
  '0',
  '0',
  '0',
];

function premiumIndex(call: Call) {
  const { market, price } = quoteOf(call);
  return {
    symbol: market.symbol,
    markPrice: plain(price),
    indexPrice: plain(price),
    lastFundingRate: '0',
    nextFundingTime: 0,
    time: call.core.time(),
  };
}

const history = (call: Call) => call.core.tape.of(marketOf(call.params['symbol']).symbol);

/** What anybody may ask, by the last part of the path; both venues answer alike. */
export const marketData = (venue: VenueName): Operations => ({
  ping: open(1, () => ({})),
  time: open(1, ({ core }) => ({ serverTime: core.time() })),
  exchangeInfo: open(venue === 'spot' ? 20 : 1, ({ core }) =>
    exchangeInfo(venue, core.time(), core.limits[venue].limits),
  ),
  depth: open(5, depth),
  'ticker/24hr': open([2, 80], ticker24hr),
  'ticker/price': open([2, 4], (call) => {
    const { market, price } = quoteOf(call);
    return { symbol: market.symbol, price: plain(price), time: call.core.time() };
  }),
  'ticker/bookTicker': open([2, 4], bookTicker),
  aggTrades: open(4, (call) => history(call).prints.slice(-limitOf(call, 500)).map(aggTrade)),
  trades: open(5, (call) => history(call).prints.slice(-limitOf(call, 500)).map(trade)),
  klines: open(2, (call) => history(call).candles.slice(-limitOf(call, 500)).map(kline)),
  premiumIndex: open(1, premiumIndex),
});
