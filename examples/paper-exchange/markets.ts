import { unknownSymbol } from './errors.js';
import { dec, type Money } from './money.js';
import type { Limit } from './rate-limits.js';

export type Venue = 'spot' | 'usdm';

/** One symbol; spot and USD-M trade the same ones under the same filters. */
export interface Market {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly tick: Money;
  readonly step: Money;
  readonly minQty: Money;
  readonly maxQty: Money;
  readonly minNotional: Money;
  readonly startPrice: Money;
  /** What one price level of the synthetic book holds. A larger order walks to the next level. */
  readonly levelSize: Money;
}

const market = (
  base: string,
  [tick, step, startPrice, levelSize]: readonly [string, string, string, string],
): Market => ({
  symbol: `${base}USDT`,
  base,
  quote: 'USDT',
  tick: dec(tick),
  step: dec(step),
  minQty: dec(step),
  maxQty: dec(9000),
  minNotional: dec(5),
  startPrice: dec(startPrice),
  levelSize: dec(levelSize),
});

export const MARKETS: ReadonlyMap<string, Market> = new Map(
  [
    market('BTC', ['0.01', '0.001', '60000', '5']),
    market('ETH', ['0.01', '0.001', '3000', '50']),
    market('SOL', ['0.01', '0.01', '150', '500']),
  ].map((one) => [one.symbol, one]),
);

/** The market of a symbol, or the refusal -1121. */
export function marketOf(symbol: string | undefined): Market {
  const found = symbol === undefined ? undefined : MARKETS.get(symbol);
  if (found === undefined) {
    throw unknownSymbol();
  }
  return found;
}

const filters = (m: Market, venue: Venue) => [
  {
    filterType: 'PRICE_FILTER',
    minPrice: m.tick.toFixed(),
    maxPrice: '1000000.00',
    tickSize: m.tick.toFixed(),
  },
  lotFilter(m, 'LOT_SIZE'),
  lotFilter(m, 'MARKET_LOT_SIZE'),
  venue === 'spot'
    ? { filterType: 'NOTIONAL', minNotional: m.minNotional.toFixed(), applyMinToMarket: true }
    : { filterType: 'MIN_NOTIONAL', notional: m.minNotional.toFixed() },
];

const lotFilter = (m: Market, filterType: string) => ({
  filterType,
  minQty: m.minQty.toFixed(),
  maxQty: m.maxQty.toFixed(),
  stepSize: m.step.toFixed(),
});

const spotSymbol = (m: Market) => ({
  symbol: m.symbol,
  status: 'TRADING',
  baseAsset: m.base,
  baseAssetPrecision: 8,
  quoteAsset: m.quote,
  quotePrecision: 8,
  quoteAssetPrecision: 8,
  baseCommissionPrecision: 8,
  quoteCommissionPrecision: 8,
  orderTypes: [
    'LIMIT',
    'LIMIT_MAKER',
    'MARKET',
    'STOP_LOSS',
    'STOP_LOSS_LIMIT',
    'TAKE_PROFIT',
    'TAKE_PROFIT_LIMIT',
  ],
  quoteOrderQtyMarketAllowed: true,
  cancelReplaceAllowed: true,
  isSpotTradingAllowed: true,
  isMarginTradingAllowed: false,
  filters: filters(m, 'spot'),
  permissions: ['SPOT'],
});

const futuresSymbol = (m: Market) => ({
  symbol: m.symbol,
  pair: m.symbol,
  contractType: 'PERPETUAL',
  deliveryDate: 4133404800000,
  onboardDate: 1569398400000,
  status: 'TRADING',
  maintMarginPercent: '2.5000',
  requiredMarginPercent: '5.0000',
  baseAsset: m.base,
  quoteAsset: m.quote,
  marginAsset: m.quote,
  pricePrecision: m.tick.decimalPlaces(),
  quantityPrecision: m.step.decimalPlaces(),
  baseAssetPrecision: 8,
  quotePrecision: 8,
  orderTypes: ['LIMIT', 'MARKET', 'STOP', 'STOP_MARKET', 'TAKE_PROFIT', 'TAKE_PROFIT_MARKET'],
  timeInForce: ['GTC', 'IOC', 'FOK', 'GTX'],
  filters: filters(m, 'usdm'),
});

/** `rateLimits` comes before `symbols`, so that a reader of the first bytes finds the limits. */
export function exchangeInfo(venue: Venue, serverTime: number, limits: readonly Limit[]) {
  const describe: (m: Market) => object = venue === 'spot' ? spotSymbol : futuresSymbol;
  return {
    timezone: 'UTC',
    serverTime,
    rateLimits: limits.map(({ rateLimitType, interval, intervalNum, limit }) => ({
      rateLimitType,
      interval,
      intervalNum,
      limit,
    })),
    exchangeFilters: [],
    symbols: [...MARKETS.values()].map(describe),
  };
}
