import type { Core } from '../../core.js';
import { bookSide } from '../../market-data.js';
import { MARKETS, type Market, marketOf } from '../../markets.js';
import { plain } from '../../money.js';
import type { Fields } from '../fields.js';
import { contracts, nameOf, symbolOf } from './names.js';

const wanted = (words: Fields): Market => marketOf(symbolOf(words['symbol']));

export const serverTime = (core: Core) => ({ server_time: core.time() });

export const spotPairs = () => ({
  symbols: [...MARKETS.values()].map((market) => ({
    symbol: nameOf('spot', market),
    base_currency: market.base,
    quote_currency: market.quote,
    quote_increment: plain(market.step),
    base_min_size: plain(market.minQty),
    base_max_size: plain(market.maxQty),
    price_min_precision: 0,
    price_max_precision: market.tick.decimalPlaces(),
    expiration: 'NA',
    min_buy_amount: plain(market.minNotional),
    min_sell_amount: plain(market.minNotional),
    trade_status: 'trading',
  })),
});

export function spotTicker(core: Core, words: Fields) {
  const { market, price, bid, ask } = core.prices.quote(wanted(words).symbol);
  const { open, high, low, volume } = core.tape.of(market.symbol);
  return {
    symbol: nameOf('spot', market),
    last: plain(price),
    v_24h: plain(volume),
    qv_24h: plain(volume.mul(price)),
    open_24h: plain(open),
    high_24h: plain(high),
    low_24h: plain(low),
    fluctuation: plain(price.div(open).sub(1)),
    bid_px: plain(bid),
    bid_sz: plain(market.levelSize),
    ask_px: plain(ask),
    ask_sz: plain(market.levelSize),
    ts: String(core.time()),
  };
}

export function spotBook(core: Core, words: Fields) {
  const quote = core.prices.quote(wanted(words).symbol);
  const [asks, bids] = [bookSide(quote, 'asks'), bookSide(quote, 'bids')];
  return { ts: String(core.time()), symbol: nameOf('spot', quote.market), asks, bids };
}

export const contractDetails = (core: Core) => ({
  symbols: [...MARKETS.values()].map((market) => {
    const price = plain(core.prices.quote(market.symbol).price);
    return {
      symbol: market.symbol,
      product_type: 1,
      base_currency: market.base,
      quote_currency: market.quote,
      contract_size: plain(market.step),
      price_precision: plain(market.tick),
      vol_precision: '1',
      min_volume: '1',
      max_volume: contracts(market, market.maxQty),
      market_max_volume: contracts(market, market.maxQty),
      min_leverage: '1',
      max_leverage: '100',
      last_price: price,
      index_price: price,
      status: 'Trading',
    };
  }),
});

export function contractBook(core: Core, words: Fields) {
  const quote = core.prices.quote(wanted(words).symbol);
  const side = (name: 'asks' | 'bids') =>
    bookSide(quote, name).map(([price, size]) => [price, size, size]);
  const { symbol } = quote.market;
  return { timestamp: core.time(), symbol, asks: side('asks'), bids: side('bids') };
}
