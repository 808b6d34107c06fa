import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { bookSide } from '../../market-data.js';
import { MARKETS, type Venue } from '../../markets.js';
import { type Money, plain, ZERO } from '../../money.js';
import { averagePrice } from '../../order-views.js';
import type { Order, Trade } from '../../orders.js';
import type { Quote } from '../../prices.js';
import type { Print } from '../../tape.js';
import { type Instrument, instrument, ordTypeOf, stateOf, toUnits } from './words.js';

const lower = (side: 'BUY' | 'SELL') => side.toLowerCase();

const sum = (trades: readonly Trade[], of: (trade: Trade) => Money): Money =>
  trades.reduce((total, trade) => total.add(of(trade)), ZERO);

const head = ({ instType, instId }: Instrument) => ({ instType, instId });

/** An order; on the stream also the fill that it is told for, where there is one. */
export function orderRow(venue: Venue, order: Order, trade?: Trade) {
  const traded = instrument(venue, order.market);
  const lastTrade = trade ?? order.trades.at(-1);
  return {
    ...head(traded),
    ccy: '',
    ordId: String(order.id),
    clOrdId: order.clientOrderId,
    tag: '',
    px: order.type === 'MARKET' ? '' : plain(order.price),
    sz: toUnits(traded, order.qty),
    ordType: ordTypeOf(order),
    side: lower(order.side),
    posSide: venue === 'spot' ? '' : 'net',
    tdMode: venue === 'spot' ? 'cash' : 'cross',
    tgtCcy: venue === 'spot' ? 'base_ccy' : '',
    reduceOnly: String(order.reduceOnly),
    accFillSz: toUnits(traded, order.filled),
    avgPx: order.filled.isZero() ? '' : plain(averagePrice(order)),
    state: stateOf(order),
    cancelSource: order.status === 'EXPIRED' ? '31' : '',
    pnl: plain(sum(order.trades, (one) => one.realized ?? ZERO)),
    fee: plain(sum(order.trades, (one) => one.commission).neg()),
    feeCcy: lastTrade?.commissionAsset ?? '',
    fillPx: lastTrade === undefined ? '' : plain(lastTrade.price),
    fillSz: lastTrade === undefined ? '0' : toUnits(traded, lastTrade.qty),
    fillTime: lastTrade === undefined ? '' : String(lastTrade.time),
    tradeId: lastTrade === undefined ? '' : String(lastTrade.id),
    lever: venue === 'spot' ? '' : '20',
    uTime: String(order.updateTime),
    cTime: String(order.time),
  };
}

/** As the stream tells it: the fill that is news, or none. */
export const streamedOrder = (venue: Venue, order: Order, trade: Trade | undefined) => ({
  ...orderRow(venue, order, trade),
  ...(trade === undefined
    ? { tradeId: '', fillPx: '', fillSz: '0', fillTime: '', fillPnl: '0', fillFee: '0' }
    : {
        fillPnl: plain(trade.realized ?? ZERO),
        fillFee: plain(trade.commission.neg()),
        fillFeeCcy: trade.commissionAsset,
        execType: trade.maker ? 'M' : 'T',
      }),
  amendResult: '',
  reqId: '',
  code: '0',
  msg: '',
});

export const fillRow = (venue: Venue, order: Order, trade: Trade) => ({
  ...head(instrument(venue, order.market)),
  tradeId: String(trade.id),
  ordId: String(order.id),
  clOrdId: order.clientOrderId,
  billId: `${instrument(venue, order.market).instIdCode}${trade.id}`,
  tag: '',
  fillPx: plain(trade.price),
  fillSz: toUnits(instrument(venue, order.market), trade.qty),
  fillPnl: plain(trade.realized ?? ZERO),
  side: lower(trade.side),
  posSide: venue === 'spot' ? '' : 'net',
  execType: trade.maker ? 'M' : 'T',
  feeCcy: trade.commissionAsset,
  fee: plain(trade.commission.neg()),
  fillTime: String(trade.time),
  ts: String(trade.time),
});

export function positionRow(core: Core, { usdm }: Account, symbol: string) {
  const quote = core.prices.quote(symbol);
  const traded = instrument('usdm', quote.market);
  const { qty, entryPrice, realized } = usdm.position(symbol);
  const margin = plain(usdm.positionMargin(symbol));
  const time = String(core.time());
  const flat = qty.isZero();
  return {
    ...head(traded),
    mgnMode: 'cross',
    posId: String(traded.instIdCode),
    posSide: 'net',
    pos: toUnits(traded, qty),
    availPos: toUnits(traded, qty),
    posCcy: '',
    ccy: usdm.asset,
    avgPx: flat ? '' : plain(entryPrice),
    markPx: plain(quote.price),
    last: plain(quote.price),
    upl: plain(usdm.unrealized(symbol)),
    pnl: plain(realized),
    lever: String(usdm.leverage(symbol)),
    liqPx: '',
    imr: margin,
    mmr: margin,
    margin: '',
    notionalUsd: plain(qty.abs().mul(quote.price)),
    uTime: time,
    cTime: time,
    pTime: time,
  };
}

export const positionRows = (core: Core, account: Account, wanted: (symbol: string) => boolean) =>
  [...MARKETS.keys()]
    .filter((symbol) => wanted(symbol) && !account.usdm.position(symbol).qty.isZero())
    .map((symbol) => positionRow(core, account, symbol));

/** The core has a wallet for each venue; a trading account shows them as one. */
function coinRow(core: Core, { spot, usdm }: Account, ccy: string) {
  const { free, locked } = spot.balance(ccy);
  const margin = ccy === usdm.asset;
  const cash = free.add(locked).add(margin ? usdm.wallet : ZERO);
  const upl = margin ? usdm.totalUnrealized() : ZERO;
  const available = free.add(margin ? usdm.available() : ZERO);
  const price = MARKETS.has(`${ccy}USDT`) ? core.prices.quote(`${ccy}USDT`).price : ZERO.add(1);
  return {
    ccy,
    cashBal: plain(cash),
    eq: plain(cash.add(upl)),
    eqUsd: plain(cash.add(upl).mul(price)),
    availBal: plain(available),
    availEq: plain(available),
    frozenBal: plain(cash.add(upl).sub(available)),
    ordFrozen: plain(locked),
    upl: plain(upl),
    uTime: String(core.time()),
  };
}

export function balanceRow(core: Core, account: Account, coins?: readonly string[]) {
  const details = [...account.spot.balances().keys()]
    .filter((ccy) => coins === undefined || coins.includes(ccy))
    .map((ccy) => coinRow(core, account, ccy));
  return {
    totalEq: plain(details.reduce((total, { eqUsd }) => total.add(eqUsd), ZERO)),
    upl: plain(account.usdm.totalUnrealized()),
    imr: plain(account.usdm.totalPositionMargin()),
    uTime: String(core.time()),
    details,
  };
}

export function instrumentRow(traded: Instrument) {
  const { market, venue, unit, instIdCode } = traded;
  const swap = venue === 'usdm';
  const name = `${market.base}-${market.quote}`;
  return {
    ...head(traded),
    instIdCode,
    uly: swap ? name : '',
    instFamily: swap ? name : '',
    baseCcy: swap ? '' : market.base,
    quoteCcy: swap ? '' : market.quote,
    settleCcy: swap ? market.quote : '',
    ctVal: swap ? plain(unit) : '',
    ctMult: swap ? '1' : '',
    ctValCcy: swap ? market.base : '',
    ctType: swap ? 'linear' : '',
    listTime: '1606468572000',
    expTime: '',
    lever: swap ? '100' : '',
    tickSz: plain(market.tick),
    lotSz: toUnits(traded, market.step),
    minSz: toUnits(traded, market.minQty),
    maxLmtSz: toUnits(traded, market.maxQty),
    maxMktSz: toUnits(traded, market.maxQty),
    state: 'live',
    ruleType: 'normal',
  };
}

export function tickerRow(core: Core, traded: Instrument) {
  const { symbol, levelSize } = traded.market;
  const { price, bid, ask, tradeQty } = core.prices.quote(symbol);
  const { open, high, low, volume } = core.tape.of(symbol);
  return {
    ...head(traded),
    last: plain(price),
    lastSz: toUnits(traded, tradeQty),
    askPx: plain(ask),
    askSz: toUnits(traded, levelSize),
    bidPx: plain(bid),
    bidSz: toUnits(traded, levelSize),
    open24h: plain(open),
    high24h: plain(high),
    low24h: plain(low),
    volCcy24h: plain(volume),
    vol24h: toUnits(traded, volume),
    ts: String(core.time()),
  };
}

export function bookRow(core: Core, traded: Instrument, depth: number) {
  const quote: Quote = core.prices.quote(traded.market.symbol);
  const size = toUnits(traded, traded.market.levelSize);
  const side = (name: 'bids' | 'asks') =>
    bookSide(quote, name, depth).map(([price]) => [price, size, '0', '1']);
  return {
    asks: side('asks'),
    bids: side('bids'),
    ts: String(core.time()),
    seqId: quote.updateId,
    prevSeqId: -1,
  };
}

export const tradeRow = (traded: Instrument, { id, price, qty, time, buyerMaker }: Print) => ({
  instId: traded.instId,
  tradeId: String(id),
  px: plain(price),
  sz: toUnits(traded, qty),
  side: buyerMaker ? 'sell' : 'buy',
  ts: String(time),
  count: '1',
});
