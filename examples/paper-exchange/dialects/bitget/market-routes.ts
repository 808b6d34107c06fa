import { bookSide } from '../../market-data.js';
import { marketOf } from '../../markets.js';
import { plain } from '../../money.js';
import { field } from '../fields.js';
import { type Asked, open, type Routes } from '../route.js';
import * as views from './market-views.js';

const named = ({ fields }: Asked) => field(fields, 'symbol');

export const book = ({ core, fields }: Asked) => {
  const quote = core.prices.quote(marketOf(field(fields, 'symbol')).symbol);
  return { bids: bookSide(quote, 'bids'), asks: bookSide(quote, 'asks'), ts: String(core.time()) };
};

const tickers = (asked: Asked) =>
  views.marketsOf(named(asked)).map((market) => ({
    symbol: market.symbol,
    ...views.ticker(asked.core, market),
  }));

const recent = ({ core, fields }: Asked) => {
  const { symbol } = marketOf(field(fields, 'symbol'));
  return core.tape.of(symbol).prints.map(({ id, price, qty, time, buyerMaker }) => ({
    symbol,
    tradeId: String(id),
    side: buyerMaker ? 'sell' : 'buy',
    price: plain(price),
    size: plain(qty),
    ts: String(time),
  }));
};

/** The other product types have no contracts here. */
const isUsdt = ({ fields }: Asked): boolean =>
  field(fields, 'productType')?.toLowerCase() === 'usdt-futures';

export const PUBLIC: Routes = {
  'GET /api/v2/public/time': open('spot', ({ core }) => ({ serverTime: String(core.time()) })),
  'GET /api/v2/spot/public/symbols': open('spot', (asked) =>
    views.marketsOf(named(asked)).map(views.spotSymbol),
  ),
  'GET /api/v2/spot/market/tickers': open('spot', tickers),
  'GET /api/v2/spot/market/orderbook': open('spot', book),
  'GET /api/v2/spot/market/fills': open('spot', recent),
  'GET /api/v2/margin/currencies': open('spot', () => []),
  'GET /api/v2/mix/market/contracts': open('usdm', (asked) =>
    isUsdt(asked) ? views.marketsOf(named(asked)).map(views.contract) : [],
  ),
  'GET /api/v2/mix/market/ticker': open('usdm', tickers),
  'GET /api/v2/mix/market/tickers': open('usdm', tickers),
  'GET /api/v2/mix/market/merge-depth': open('usdm', book),
  'GET /api/v2/mix/market/fills': open('usdm', recent),
};
