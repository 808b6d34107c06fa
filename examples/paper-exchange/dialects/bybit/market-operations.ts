import type { Core } from '../../core.js';
import { MARKETS, marketOf } from '../../markets.js';
import type { Params } from '../../operation.js';
import { envelope, OK } from './errors.js';
import { book, instruments, recentTrade, ticker } from './market.js';
import { type BybitOperation, listed } from './operation.js';
import { categoryOf, tradedOn, venueOf } from './words.js';

const open =
  (result: (core: Core, params: Params) => object): BybitOperation =>
  (core, params) => ({
    access: 'public',
    venue: tradedOn(params),
    run: () => ({ body: envelope(core.time(), OK, result(core, params)) }),
  });

function tickers(core: Core, { category, symbol }: Params) {
  const venue = venueOf(category);
  const symbols = symbol === undefined ? [...MARKETS.keys()] : [marketOf(symbol).symbol];
  const rows = symbols.map((one) => ticker(core, venue, core.prices.quote(one)));
  return listed(rows, { category: categoryOf(venue) });
}

function time(core: Core) {
  const now = core.time();
  return { timeSecond: String(Math.floor(now / 1000)), timeNano: `${now}000000` };
}

function orderBook(core: Core, { symbol, limit }: Params) {
  const quote = core.prices.quote(marketOf(symbol).symbol);
  const ts = core.time();
  return { ...book(quote, Number(limit ?? 25)), ts, cts: ts };
}

function recentTrades(core: Core, { category, symbol, limit }: Params) {
  const { symbol: known } = marketOf(symbol);
  const prints = core.tape.of(known).prints.slice(-Number(limit ?? 60));
  return listed(
    prints.reverse().map((print) => recentTrade(known, print)),
    { category },
  );
}

/** What anybody may ask of the markets. */
export const MARKET = {
  time: open(time),
  instruments: open((_core, { category, symbol, status }) => {
    const venue = venueOf(category);
    const isListed = status === undefined || status === 'Trading';
    return listed(isListed ? instruments(venue, symbol) : [], { category });
  }),
  tickers: open(tickers),
  orderBook: open(orderBook),
  recentTrades: open(recentTrades),
} as const satisfies Record<string, BybitOperation>;
