import type { AlgoOrder } from './algo-orders.js';
import { listView } from './list-operations.js';
import { fixed8, plain, ZERO } from './money.js';
import type { OrderList } from './order-lists.js';
import { averagePrice } from './order-views.js';
import { isOpen, typeName } from './orders.js';
import type { OrderEvent } from './venue.js';

/** What happened to a spot order. */
export function executionReport({ order, type, trade }: OrderEvent, time: number) {
  return {
    e: 'executionReport',
    E: time,
    s: order.market.symbol,
    c: order.clientOrderId,
    S: order.side,
    o: typeName(order),
    f: order.timeInForce,
    q: fixed8(order.qty),
    p: fixed8(order.price),
    P: fixed8(order.trigger?.price ?? ZERO),
    F: '0.00000000',
    g: order.listId,
    C: type === 'CANCELED' ? order.clientOrderId : '',
    x: type,
    X: order.status,
    r: 'NONE',
    i: order.id,
    l: fixed8(trade?.qty ?? ZERO),
    z: fixed8(order.filled),
    L: fixed8(trade?.price ?? ZERO),
    n: fixed8(trade?.commission ?? ZERO),
    N: trade?.commissionAsset ?? null,
    T: order.updateTime,
    t: trade?.id ?? -1,
    w: isOpen(order) && !order.isWaiting,
    m: trade?.maker ?? false,
    O: order.time,
    Z: fixed8(order.quoteFilled),
    Y: fixed8(trade === undefined ? ZERO : trade.price.mul(trade.qty)),
    Q: '0.00000000',
    V: 'NONE',
  };
}

/** The balances an order of this symbol can have moved. */
export function outboundAccountPosition({ account, order }: OrderEvent, time: number) {
  return {
    e: 'outboundAccountPosition',
    E: time,
    u: order.updateTime,
    B: [order.market.base, order.market.quote].map((asset) => {
      const { free, locked } = account.spot.balance(asset);
      return { a: asset, f: fixed8(free), l: fixed8(locked) };
    }),
  };
}

/** What happened to a USD-M order; `rp` is what this fill realized, before its commission. */
export function orderTradeUpdate({ order, type, trade }: OrderEvent, time: number) {
  return {
    e: 'ORDER_TRADE_UPDATE',
    E: time,
    T: order.updateTime,
    o: {
      s: order.market.symbol,
      c: order.clientOrderId,
      S: order.side,
      o: order.type,
      f: order.timeInForce,
      q: plain(order.qty),
      p: plain(order.price),
      ap: plain(averagePrice(order)),
      sp: '0',
      x: type,
      X: order.status,
      i: order.id,
      l: plain(trade?.qty ?? ZERO),
      z: plain(order.filled),
      L: plain(trade?.price ?? ZERO),
      ...(trade === undefined ? {} : { N: trade.commissionAsset, n: plain(trade.commission) }),
      T: order.updateTime,
      t: trade?.id ?? 0,
      b: '0',
      a: '0',
      m: trade?.maker ?? false,
      R: order.reduceOnly,
      wt: 'CONTRACT_PRICE',
      ot: typeName(order),
      ps: 'BOTH',
      cp: false,
      rp: plain(trade?.realized ?? ZERO),
    },
  };
}

/** The wallet and the position a fill changed. */
export function accountUpdate({ account, order }: OrderEvent, time: number) {
  const { symbol } = order.market;
  const { usdm } = account;
  const position = usdm.position(symbol);
  const wallet = plain(usdm.wallet);
  return {
    e: 'ACCOUNT_UPDATE',
    E: time,
    T: order.updateTime,
    a: {
      m: 'ORDER',
      B: [{ a: usdm.asset, wb: wallet, cw: wallet, bc: '0' }],
      P: [
        {
          s: symbol,
          pa: plain(position.qty),
          ep: plain(position.entryPrice),
          bep: plain(position.entryPrice),
          cr: plain(position.realized),
          up: plain(usdm.unrealized(symbol)),
          mt: 'cross',
          iw: '0',
          ps: 'BOTH',
        },
      ],
    },
  };
}

/** What became of an order list; the reports of its orders come on their own. */
export function listStatus(list: OrderList, time: number) {
  const view = listView(list);
  return {
    e: 'listStatus',
    E: time,
    s: view.symbol,
    g: view.orderListId,
    c: view.contingencyType,
    l: view.listStatusType,
    L: view.listOrderStatus,
    r: 'NONE',
    C: view.listClientOrderId,
    T: time,
    O: view.orders.map(({ symbol, orderId, clientOrderId }) => ({
      s: symbol,
      i: orderId,
      c: clientOrderId,
    })),
  };
}

/** What became of a conditional order of USD-M; the order it turns into reports on its own. */
export function algoUpdate(algo: AlgoOrder, time: number) {
  const { request, order } = algo;
  return {
    e: 'ALGO_UPDATE',
    E: time,
    T: algo.updateTime,
    o: {
      caid: algo.clientId,
      aid: algo.id,
      at: 'CONDITIONAL',
      o: typeName(request),
      s: request.market.symbol,
      S: request.side,
      ps: 'BOTH',
      f: request.timeInForce,
      q: plain(request.qty),
      X: algo.status,
      ai: order === undefined ? '' : String(order.id),
      tp: plain(algo.trigger.price),
      p: plain(request.price),
      wt: 'CONTRACT_PRICE',
      cp: algo.closesPosition,
      R: request.reduceOnly,
    },
  };
}
