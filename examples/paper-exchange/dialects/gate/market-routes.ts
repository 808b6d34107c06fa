import { bookSide } from '../../market-data.js';
import { MARKETS, type Market, marketOf } from '../../markets.js';
import { field } from '../fields.js';
import { type Asked, open, type Routes } from '../route.js';
import * as views from './market-views.js';
import { symbolOfPair } from './symbols.js';

export const marketAsked = ({ fields }: Asked): Market =>
  marketOf(symbolOfPair(field(fields, 'currency_pair', 'contract')));

/** All markets, or the one that a query names. */
const marketsAsked = ({ fields }: Asked): Market[] => {
  const symbol = symbolOfPair(field(fields, 'currency_pair', 'contract'));
  return [...MARKETS.values()].filter((one) => symbol === undefined || one.symbol === symbol);
};

function book(asked: Asked) {
  const quote = asked.core.prices.quote(marketAsked(asked).symbol);
  const [asks, bids] = [bookSide(quote, 'asks'), bookSide(quote, 'bids')];
  const time = asked.core.time();
  return { id: quote.updateId, current: time, update: time, asks, bids };
}

const levels = (rows: string[][]) => rows.map(([p, s]) => ({ p, s: Number(s) }));

export const PUBLIC: Routes = {
  'GET /spot/time': open('spot', ({ core }) => ({ server_time: core.time() })),
  'GET /spot/currency_pairs': open('spot', () => [...MARKETS.values()].map(views.currencyPair)),
  'GET /spot/currency_pairs/:currency_pair': open('spot', (asked) =>
    views.currencyPair(marketAsked(asked)),
  ),
  'GET /margin/currency_pairs': open('spot', () => []),
  'GET /margin/uni/currency_pairs': open('spot', () => []),
  'GET /spot/tickers': open('spot', (asked) =>
    marketsAsked(asked).map((market) => views.spotTicker(asked.core, market)),
  ),
  'GET /spot/order_book': open('spot', book),
  'GET /futures/usdt/contracts': open('usdm', ({ core }) =>
    [...MARKETS.values()].map(views.contract(core)),
  ),
  'GET /futures/usdt/contracts/:contract': open('usdm', (asked) =>
    views.contract(asked.core)(marketAsked(asked)),
  ),
  'GET /futures/usdt/tickers': open('usdm', (asked) =>
    marketsAsked(asked).map((market) => views.futuresTicker(asked.core, market)),
  ),
  'GET /futures/usdt/order_book': open('usdm', (asked) => {
    const { asks, bids, ...head } = book(asked);
    return { ...head, asks: levels(asks), bids: levels(bids) };
  }),
};
