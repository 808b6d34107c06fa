import type { Core } from '../../core.js';
import type { Market } from '../../markets.js';
import { plain } from '../../money.js';
import { contractsOf, pairOf } from './symbols.js';

export const currencyPair = (market: Market) => ({
  id: pairOf(market),
  base: market.base,
  quote: market.quote,
  fee: '0.1',
  min_base_amount: plain(market.minQty),
  min_quote_amount: plain(market.minNotional),
  max_base_amount: plain(market.maxQty),
  amount_precision: market.step.decimalPlaces(),
  precision: market.tick.decimalPlaces(),
  trade_status: 'tradable',
  sell_start: 0,
  buy_start: 0,
});

export const contract = (core: Core) => (market: Market) => {
  const price = plain(core.prices.quote(market.symbol).price);
  return {
    name: pairOf(market),
    type: 'direct',
    quanto_multiplier: plain(market.step),
    leverage_min: '1',
    leverage_max: '125',
    maintenance_rate: '0.005',
    mark_type: 'index',
    mark_price: price,
    index_price: price,
    last_price: price,
    maker_fee_rate: '0.0002',
    taker_fee_rate: '0.0005',
    order_price_round: plain(market.tick),
    mark_price_round: plain(market.tick),
    funding_rate: '0',
    funding_interval: 28_800,
    order_size_min: 1,
    order_size_max: contractsOf(market, market.maxQty),
    orders_limit: 100,
    in_delisting: false,
    status: 'trading',
  };
};

export function spotTicker(core: Core, market: Market) {
  const { price, bid, ask } = core.prices.quote(market.symbol);
  const { open, high, low, volume } = core.tape.of(market.symbol);
  return {
    currency_pair: pairOf(market),
    last: plain(price),
    lowest_ask: plain(ask),
    lowest_size: plain(market.levelSize),
    highest_bid: plain(bid),
    highest_size: plain(market.levelSize),
    change_percentage: plain(price.div(open).sub(1).mul(100)),
    base_volume: plain(volume),
    quote_volume: plain(volume.mul(price)),
    high_24h: plain(high),
    low_24h: plain(low),
  };
}

export function futuresTicker(core: Core, market: Market) {
  const { currency_pair, base_volume, quote_volume, ...rest } = spotTicker(core, market);
  return {
    contract: currency_pair,
    ...rest,
    volume_24h_base: base_volume,
    volume_24h_quote: quote_volume,
    mark_price: rest.last,
    index_price: rest.last,
    funding_rate: '0',
    quanto_base_rate: '',
  };
}
