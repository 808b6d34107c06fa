import type { Core } from '../../core.js';
import { bookSide } from '../../market-data.js';
import type { Market, Venue } from '../../markets.js';
import { plain } from '../../money.js';
import type { Quote } from '../../prices.js';
import { iso, PRODUCTS, productId } from './names.js';

/** What names a product and says how it is traded. */
export function product(core: Core, venue: Venue, market: Market) {
  const { price, bid, ask } = core.prices.quote(market.symbol);
  const perpetual = venue === 'usdm';
  return {
    product_id: productId(venue, market),
    price: plain(price),
    price_percentage_change_24h: '0',
    volume_24h: plain(core.tape.of(market.symbol).volume),
    volume_percentage_change_24h: '0',
    base_increment: plain(market.step),
    quote_increment: plain(market.tick),
    price_increment: plain(market.tick),
    quote_min_size: plain(market.minNotional),
    quote_max_size: '10000000',
    base_min_size: plain(market.minQty),
    base_max_size: plain(market.maxQty),
    base_name: market.base,
    quote_name: market.quote,
    base_currency_id: perpetual ? '' : market.base,
    quote_currency_id: perpetual ? 'USDC' : market.quote,
    base_display_symbol: market.base,
    quote_display_symbol: perpetual ? 'USDC' : market.quote,
    display_name: perpetual ? `${market.base} PERP` : `${market.base}-${market.quote}`,
    product_type: perpetual ? 'FUTURE' : 'SPOT',
    product_venue: perpetual ? 'INTX' : 'CBE',
    status: 'online',
    is_disabled: false,
    trading_disabled: false,
    mid_market_price: plain(bid.add(ask).div(2)),
    future_product_details: perpetual ? perpetualDetails(market) : null,
  };
}

const perpetualDetails = ({ base }: Market) => ({
  venue: 'INTX',
  contract_code: base,
  contract_expiry: null,
  contract_size: '1',
  contract_root_unit: base,
  contract_expiry_type: 'PERPETUAL',
  perpetual_details: { open_interest: '0', funding_rate: '0', max_leverage: '20' },
  contract_display_name: `${base} PERP`,
});

/** Spot, unless a query asks for futures; of those there are perpetuals and none that expire. */
export function products(core: Core, query: URLSearchParams) {
  const futures = query.get('product_type') === 'FUTURE';
  const perpetual = query.get('contract_expiry_type') === 'PERPETUAL';
  const wanted = PRODUCTS.filter(({ venue }) => (venue === 'spot' ? !futures : perpetual));
  const rows = wanted.map(({ venue, market }) => product(core, venue, market));
  return { products: rows, num_products: rows.length };
}

export function book(core: Core, venue: Venue, market: Market, limit = 20) {
  const quote = core.prices.quote(market.symbol);
  const side = (name: 'bids' | 'asks') =>
    bookSide(quote, name, limit).map(([price, size]) => ({ price, size }));
  return {
    product_id: productId(venue, market),
    bids: side('bids'),
    asks: side('asks'),
    time: iso(core.time()),
  };
}

/** The latest public trades, newest first; `side` is the maker's. */
export function trades(core: Core, venue: Venue, market: Market, limit = 100) {
  const { bid, ask } = core.prices.quote(market.symbol);
  const prints = core.tape.of(market.symbol).prints.slice(-limit).reverse();
  return {
    trades: prints.map(({ id, price, qty, time, buyerMaker }) => ({
      trade_id: String(id),
      product_id: productId(venue, market),
      price: plain(price),
      size: plain(qty),
      time: iso(time),
      side: buyerMaker ? 'BUY' : 'SELL',
    })),
    best_bid: plain(bid),
    best_ask: plain(ask),
  };
}

/** What the ticker channel says of a price. */
export const ticker = ({ price, bid, ask, market, tradeQty }: Quote, product_id: string) => ({
  type: 'update',
  tickers: [
    {
      type: 'ticker',
      product_id,
      price: plain(price),
      volume_24_h: plain(tradeQty),
      low_24_h: plain(price),
      high_24_h: plain(price),
      low_52_w: plain(price),
      high_52_w: plain(price),
      price_percent_chg_24_h: '0',
      best_bid: plain(bid),
      best_bid_quantity: plain(market.levelSize),
      best_ask: plain(ask),
      best_ask_quantity: plain(market.levelSize),
    },
  ],
});
