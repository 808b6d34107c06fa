import type { Core } from '../../core.js';
import { plain, ZERO } from '../../money.js';
import { signed } from '../../orders.js';
import type { OrderEvent } from '../../venue.js';
import {
  endedPosition,
  heldBy,
  holdSide,
  mixAccount,
  mixPosition,
  spotAssets,
  unifiedAssets,
  unifiedPosition,
} from './account-views.js';
import { feeDetail, mixFill, mixOrder, scopeOf, spotFill, spotOrder } from './order-views.js';
import { unifiedFill, unifiedOrder } from './unified-views.js';

type View = (core: Core, event: OrderEvent) => object[] | undefined;

/** An order push also tells the fill that it is about, under names of its own. */
function lastFill({ trade }: OrderEvent) {
  if (trade === undefined) {
    return {};
  }
  return {
    fillPrice: plain(trade.price),
    tradeId: String(trade.id),
    baseVolume: plain(trade.qty),
    fillTime: String(trade.time),
    fillFee: plain(trade.commission.neg()),
    fillFeeCoin: trade.commissionAsset,
    tradeScope: scopeOf(trade) === 'maker' ? 'M' : 'T',
    ...(trade.realized === undefined ? {} : { pnl: plain(trade.realized) }),
  };
}

function classicOrder(_core: Core, event: OrderEvent): object[] {
  const { order, venue } = event;
  const {
    symbol,
    baseVolume: _now,
    ...row
  } = venue === 'spot' ? spotOrder(order) : mixOrder(order);
  const sizes = { newSize: plain(order.qty), accBaseVolume: plain(order.filled) };
  return [{ instId: symbol, ...row, ...sizes, ...lastFill(event) }];
}

function classicFill(_core: Core, { order, trade, venue }: OrderEvent) {
  if (trade === undefined) return undefined;
  const row = venue === 'spot' ? spotFill(order, trade) : mixFill(order, trade);
  return [{ ...row, feeDetail: [feeDetail(trade)] }];
}

/** Positions are told as a whole: one that was closed is the one that is not there. */
const classicPositions: View = (core, { account, trade }) =>
  trade && heldBy(account).map(({ symbol }) => mixPosition(core, account, symbol, 'instId'));

/** The unified account tells the symbol at hand; a side that a fill ended is told as ended. */
function unifiedPositions(core: Core, { account, order, trade, venue }: OrderEvent) {
  if (trade === undefined || venue === 'spot') return undefined;
  const { symbol } = order.market;
  const now = account.usdm.position(symbol).qty;
  const before = now.sub(signed(trade.side, trade.qty));
  const ended = !before.isZero() && (now.isZero() || before.isNeg() !== now.isNeg());
  return [
    ...(ended ? [endedPosition(core, account, symbol, holdSide(before))] : []),
    ...(now.eq(ZERO) ? [] : [unifiedPosition(core, account, symbol)]),
  ];
}

const classicAccount: View = (core, { account, order, venue }) =>
  venue === 'spot'
    ? spotAssets(core, account).filter(({ coin }) =>
        [order.market.base, order.market.quote].includes(coin),
      )
    : [mixAccount(account)];

/** The private channels of the classic accounts. */
export const CLASSIC_CHANNELS: Readonly<Record<string, View>> = {
  orders: classicOrder,
  fill: classicFill,
  positions: classicPositions,
  account: classicAccount,
};

/** The private topics of the unified account. */
export const UNIFIED_TOPICS: Readonly<Record<string, View>> = {
  order: (_core, { order, venue }) => [unifiedOrder(venue)(order)],
  fill: (_core, { order, trade, venue }) => trade && [unifiedFill(venue, order, trade)],
  position: unifiedPositions,
  account: (_core, { account }) => [unifiedAssets(account)],
};
