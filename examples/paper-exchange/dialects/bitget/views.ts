import type { Core } from '../../core.js';
import { MARKETS, type Market, type Venue } from '../../markets.js';
import { type Money, plain } from '../../money.js';
import { averagePrice } from '../../order-views.js';
import type { Order, OrderStatus, Trade } from '../../orders.js';
import { type Item, isRefused } from '../orders.js';
import { wordsOf } from './wording.js';

const STATUS: Readonly<Record<OrderStatus, string>> = {
  PENDING_NEW: 'live',
  NEW: 'live',
  PARTIALLY_FILLED: 'partially_filled',
  FILLED: 'filled',
  CANCELED: 'canceled',
  EXPIRED: 'canceled',
};

export const sideOf = ({ side }: { side: string }): string => side.toLowerCase();
export const typeOf = ({ type }: Order): string => (type === 'MARKET' ? 'market' : 'limit');
export const statusOf = (order: Order): string => STATUS[order.status];
export const forceOf = ({ type, timeInForce }: Order): string =>
  type === 'LIMIT_MAKER' || timeInForce === 'GTX' ? 'post_only' : timeInForce.toLowerCase();
export const scopeOf = (trade: Trade): string => (trade.maker ? 'maker' : 'taker');
export const feeOf = (order: Order): string =>
  plain(order.trades.reduce((sum, { commission }) => sum.sub(commission), order.filled.mul(0)));
export const profitOf = (order: Order): string =>
  plain(order.trades.reduce((sum, { realized }) => sum.add(realized ?? 0), order.filled.mul(0)));

export const ids = ({ id, clientOrderId }: Order) => ({
  orderId: String(id),
  clientOid: clientOrderId,
});

/** A commission is told as what it did to the account: negative. */
export const feeDetail = (trade: Trade) => ({
  deduction: 'no',
  feeCoin: trade.commissionAsset,
  totalDeductionFee: '0',
  totalFee: plain(trade.commission.neg()),
});

/** What both kinds of classic account tell of an order. */
const orderBase = (order: Order) => ({
  symbol: order.market.symbol,
  ...ids(order),
  size: plain(order.qty),
  price: plain(order.price),
  priceAvg: plain(averagePrice(order)),
  baseVolume: plain(order.filled),
  quoteVolume: plain(order.quoteFilled),
  side: sideOf(order),
  orderType: typeOf(order),
  force: forceOf(order),
  status: statusOf(order),
  enterPointSource: 'API',
  cTime: String(order.time),
  uTime: String(order.updateTime),
});

export const spotOrder = (order: Order) => ({
  userId: '1',
  ...orderBase(order),
  feeDetail: '',
  orderSource: 'normal',
});

export const mixOrder = (order: Order) => ({
  ...orderBase(order),
  state: statusOf(order),
  fee: feeOf(order),
  totalProfits: profitOf(order),
  posSide: 'net',
  marginCoin: 'USDT',
  leverage: '20',
  marginMode: 'crossed',
  reduceOnly: order.reduceOnly ? 'YES' : 'NO',
  tradeSide: sideOf(order),
  posMode: 'one_way_mode',
  orderSource: 'normal',
});

export const spotFill = (order: Order, trade: Trade) => ({
  userId: '1',
  symbol: trade.symbol,
  orderId: String(trade.orderId),
  tradeId: String(trade.id),
  orderType: typeOf(order),
  side: sideOf(trade),
  priceAvg: plain(trade.price),
  size: plain(trade.qty),
  amount: plain(trade.price.mul(trade.qty)),
  tradeScope: scopeOf(trade),
  cTime: String(trade.time),
  uTime: String(trade.time),
});

export const mixFill = (order: Order, trade: Trade) => ({
  symbol: trade.symbol,
  orderId: String(trade.orderId),
  tradeId: String(trade.id),
  orderType: typeOf(order),
  side: sideOf(trade),
  price: plain(trade.price),
  baseVolume: plain(trade.qty),
  quoteVolume: plain(trade.price.mul(trade.qty)),
  profit: plain(trade.realized ?? trade.qty.mul(0)),
  tradeSide: sideOf(trade),
  posMode: 'one_way_mode',
  tradeScope: scopeOf(trade),
  feeDetail: [feeDetail(trade)],
  cTime: String(trade.time),
  uTime: String(trade.time),
});

/** Classic batches sort their items into two lists. */
export function listsOf(
  venue: Venue,
  items: readonly Item[],
  clientOids: ReadonlyArray<string | undefined>,
) {
  const successList: object[] = [];
  const failureList: object[] = [];
  for (const [index, item] of items.entries()) {
    if (isRefused(item)) {
      const [, errorCode, errorMsg] = wordsOf(venue, item);
      failureList.push({ orderId: '', clientOid: clientOids[index] ?? '', errorMsg, errorCode });
    } else {
      successList.push(ids(item));
    }
  }
  return { successList, failureList };
}

/** The unified account answers a batch with one row for each item. */
export const rowsOf = (
  venue: Venue,
  items: readonly Item[],
  clientOids: ReadonlyArray<string | undefined> = [],
) =>
  items.map((item, index) => {
    if (!isRefused(item)) {
      return { ...ids(item), code: '0', msg: 'Success' };
    }
    const [, code, msg] = wordsOf(venue, item);
    return { orderId: '', clientOid: clientOids[index] ?? '', code, msg };
  });

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
