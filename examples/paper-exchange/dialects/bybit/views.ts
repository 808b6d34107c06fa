import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { MARKETS, type Venue } from '../../markets.js';
import { type Money, plain, ZERO } from '../../money.js';
import { averagePrice } from '../../order-views.js';
import { isOpen, type Order, remaining, type Trade } from '../../orders.js';
import { categoryOf, sideOf, statusOf, timeInForceOf } from './words.js';

const sum = (trades: readonly Trade[], of: (trade: Trade) => Money): Money =>
  trades.reduce((total, trade) => total.add(of(trade)), ZERO);

export const ack = ({ id, clientOrderId }: Order) => ({
  orderId: String(id),
  orderLinkId: clientOrderId,
});

const wouldTake = ({ timeInForce, status }: Order) => timeInForce === 'PO' && status === 'EXPIRED';

export const orderRow = (venue: Venue, order: Order) => ({
  ...ack(order),
  symbol: order.market.symbol,
  price: plain(order.price),
  qty: plain(order.qty),
  side: sideOf(order.side),
  isLeverage: '0',
  positionIdx: 0,
  orderStatus: statusOf(order),
  cancelType: order.status === 'CANCELED' ? 'CancelByUser' : 'UNKNOWN',
  rejectReason: wouldTake(order) ? 'EC_PostOnlyWillTakeLiquidity' : 'EC_NoError',
  avgPrice: order.filled.isZero() ? '' : plain(averagePrice(order)),
  leavesQty: plain(isOpen(order) ? remaining(order) : ZERO),
  leavesValue: plain(isOpen(order) ? remaining(order).mul(order.price) : ZERO),
  cumExecQty: plain(order.filled),
  cumExecValue: plain(order.quoteFilled),
  cumExecFee: plain(sum(order.trades, (trade) => trade.commission)),
  closedPnl: plain(sum(order.trades, (trade) => trade.realized ?? ZERO)),
  timeInForce: timeInForceOf(order),
  orderType: order.type === 'MARKET' ? 'Market' : 'Limit',
  stopOrderType: order.trigger === undefined ? '' : 'Stop',
  triggerPrice: order.trigger === undefined ? '' : plain(order.trigger.price),
  reduceOnly: order.reduceOnly,
  createType: 'CreateByUser',
  // Clients tell contracts from spot by this field, which spot orders do not have.
  ...(venue === 'usdm' ? { tpslMode: 'UNKNOWN' } : { marketUnit: 'baseCoin' }),
  createdTime: String(order.time),
  updatedTime: String(order.updateTime),
});

export const executionRow = (venue: Venue, order: Order, trade: Trade) => ({
  symbol: trade.symbol,
  ...ack(order),
  side: sideOf(trade.side),
  orderPrice: plain(order.price),
  orderQty: plain(order.qty),
  leavesQty: plain(isOpen(order) ? remaining(order) : ZERO),
  orderType: order.type === 'MARKET' ? 'Market' : 'Limit',
  stopOrderType: 'UNKNOWN',
  // Told of contracts only, which clients go by.
  ...(venue === 'usdm' ? { createType: 'CreateByUser' } : {}),
  execFee: plain(trade.commission),
  feeCurrency: trade.commissionAsset,
  execId: `${categoryOf(venue)}-${trade.id}`,
  execPrice: plain(trade.price),
  execQty: plain(trade.qty),
  execType: 'Trade',
  execValue: plain(trade.price.mul(trade.qty)),
  execTime: String(trade.time),
  isMaker: trade.maker,
  seq: trade.id,
});

/** On the stream an execution also says what it realized, which the list of the past does not. */
export const streamedExecution = (venue: Venue, order: Order, trade: Trade) => ({
  category: categoryOf(venue),
  ...executionRow(venue, order, trade),
  execPnl: plain(trade.realized ?? ZERO),
});

export function positionRow(core: Core, { usdm }: Account, symbol: string) {
  const { qty, entryPrice, realized } = usdm.position(symbol);
  const mark = core.prices.quote(symbol).price;
  const flat = qty.isZero();
  return {
    positionIdx: 0,
    symbol,
    side: flat ? '' : sideOf(qty.isNeg() ? 'SELL' : 'BUY'),
    size: plain(qty.abs()),
    avgPrice: plain(entryPrice),
    // What the list calls avgPrice is entryPrice on the stream.
    entryPrice: plain(entryPrice),
    positionValue: plain(qty.abs().mul(entryPrice)),
    tradeMode: 0,
    positionStatus: 'Normal',
    leverage: String(usdm.leverage(symbol)),
    markPrice: plain(mark),
    liqPrice: '',
    positionIM: plain(usdm.positionMargin(symbol)),
    positionMM: plain(usdm.positionMargin(symbol)),
    takeProfit: '',
    stopLoss: '',
    unrealisedPnl: plain(usdm.unrealized(symbol)),
    cumRealisedPnl: plain(realized),
    createdTime: String(core.time()),
    updatedTime: String(core.time()),
    seq: core.prices.quote(symbol).updateId,
  };
}

/** A symbol asked for by name is listed without a position too. */
export const positionRows = (core: Core, account: Account, symbol: string | undefined) =>
  symbol === undefined
    ? [...MARKETS.keys()]
        .filter((one) => !account.usdm.position(one).qty.isZero())
        .map((one) => positionRow(core, account, one))
    : [positionRow(core, account, symbol)];

const priceOf = (core: Core, asset: string): Money =>
  MARKETS.has(`${asset}USDT`) ? core.prices.quote(`${asset}USDT`).price : ZERO.add(1);

/** The core has a wallet for each venue; a unified account shows them as one. */
function coinRow(core: Core, { spot, usdm }: Account, coin: string) {
  const { free, locked } = spot.balance(coin);
  const margin = coin === usdm.asset;
  const wallet = free.add(locked).add(margin ? usdm.wallet : ZERO);
  const profit = margin ? usdm.totalUnrealized() : ZERO;
  return {
    coin,
    equity: plain(wallet.add(profit)),
    usdValue: plain(wallet.add(profit).mul(priceOf(core, coin))),
    walletBalance: plain(wallet),
    locked: plain(locked),
    borrowAmount: '0',
    availableToWithdraw: '',
    totalOrderIM: plain(margin ? usdm.orderMargin() : ZERO),
    totalPositionIM: plain(margin ? usdm.totalPositionMargin() : ZERO),
    unrealisedPnl: plain(profit),
    cumRealisedPnl: plain(
      margin
        ? [...usdm.positions().values()].reduce((total, { realized }) => total.add(realized), ZERO)
        : ZERO,
    ),
    marginCollateral: true,
    collateralSwitch: true,
  };
}

export function walletRow(core: Core, account: Account, coins?: readonly string[]) {
  const rows = [...account.spot.balances().keys()]
    .filter((coin) => coins === undefined || coins.includes(coin))
    .map((coin) => coinRow(core, account, coin));
  const equity = rows.reduce((total, { usdValue }) => total.add(usdValue), ZERO);
  return {
    accountType: 'UNIFIED',
    totalEquity: plain(equity),
    totalWalletBalance: plain(equity.sub(account.usdm.totalUnrealized())),
    totalMarginBalance: plain(equity),
    totalAvailableBalance: plain(account.usdm.available()),
    totalPerpUPL: plain(account.usdm.totalUnrealized()),
    totalInitialMargin: plain(account.usdm.totalPositionMargin()),
    coin: rows,
  };
}
