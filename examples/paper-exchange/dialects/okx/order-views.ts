import type { Venue } from '../../markets.js';
import { type Money, plain, ZERO } from '../../money.js';
import { averagePrice } from '../../order-views.js';
import type { Order, Trade } from '../../orders.js';
import { type Instrument, instrument, ordTypeOf, stateOf, toUnits } from './words.js';

const lower = (side: 'BUY' | 'SELL') => side.toLowerCase();

const sum = (trades: readonly Trade[], of: (trade: Trade) => Money): Money =>
  trades.reduce((total, trade) => total.add(of(trade)), ZERO);

export const head = ({ instType, instId }: Instrument) => ({ instType, instId });

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
