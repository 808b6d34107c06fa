import type { Account } from '../../accounts.js';
import { batchItems } from '../../batch-items.js';
import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import type { Operation as OrderOperation } from '../../journal.js';
import { MARKETS, marketOf } from '../../markets.js';
import type { Params } from '../../operation.js';
import { isOpen, type Order } from '../../orders.js';
import { amend, cancel, cancelAll, type Desk, each, place, type Step } from '../orders.js';
import type { Told } from '../requests.js';
import { OK, retCodeOf } from './errors.js';
import { book, instruments, recentTrade, ticker } from './market.js';
import { ack, executionRow, orderRow, positionRows, walletRow } from './views.js';
import { categoryOf, coreParams, venueOf } from './words.js';

export interface BybitCall {
  readonly core: Core;
  readonly params: Params;
  /** There for signed operations. */
  readonly account: Account | undefined;
}

export interface Done {
  readonly result: object;
  readonly retExtInfo?: object;
  readonly items?: NonNullable<Told['items']>;
}

export interface BybitOperation {
  readonly access: 'public' | 'signed';
  readonly order?: OrderOperation;
  /** Whether `request` has the orders, each of which counts against the limit. */
  readonly batch?: true;
  /** Requests a second and account. */
  readonly perSecond: number;
  readonly run: (call: BybitCall) => Done;
}

/** The orders that a request asks for, as Bybit's clients write them. */
export function itemsOf({ batch }: BybitOperation, params: Params): readonly Params[] {
  if (batch !== true) {
    return [params];
  }
  const { category = '', request } = params;
  return batchItems(request).map((item) => ({ category, ...item }));
}

function deskOf({ core, params, account }: BybitCall): Desk {
  if (account === undefined) {
    throw new Error('a public operation asked for an account');
  }
  return { core, venue: venueOf(params['category']), account };
}

const list = (rows: readonly object[], more: object = {}): Done => ({
  result: { nextPageCursor: '', ...more, list: rows },
});

const signed = (perSecond: number, run: BybitOperation['run']): BybitOperation => ({
  access: 'signed',
  perSecond,
  run,
});

const open = (run: BybitOperation['run']): BybitOperation => ({
  access: 'public',
  perSecond: 120,
  run,
});

const single = (order: OrderOperation, perSecond: number, step: Step): BybitOperation => ({
  ...signed(perSecond, (call) => {
    const done = step(deskOf(call), coreParams(call.params));
    return { result: ack(done), items: [{ code: 0, orderId: done.id }] };
  }),
  order,
});

/** Resolves whatever becomes of the items: their codes are in `retExtInfo`. */
const batch = (order: OrderOperation, step: Step): BybitOperation => {
  const operation: BybitOperation = {
    ...signed(20, (call) => {
      const desk = deskOf(call);
      const asked = itemsOf(operation, call.params);
      const done = each(desk, step, asked.map(coreParams));
      const codes = done.map((item) =>
        item instanceof Refusal ? retCodeOf(item, desk.venue) : OK,
      );
      return {
        result: { list: done.map((item, index) => batchRow(item, asked[index] ?? {})) },
        retExtInfo: { list: codes.map(({ retCode: code, retMsg: msg }) => ({ code, msg })) },
        items: done.map((item, index) => ({
          code: codes[index]?.retCode ?? 0,
          orderId: item instanceof Refusal ? undefined : item.id,
        })),
      };
    }),
    order,
    batch: true,
  };
  return operation;
};

function batchRow(item: Order | Refusal, { category, symbol, orderLinkId = '' }: Params) {
  return item instanceof Refusal
    ? { category, symbol, orderId: '', orderLinkId, createAt: '' }
    : { category, symbol, ...ack(item), createAt: String(item.time) };
}

function cancelAllOrders(call: BybitCall): Done {
  const cancelled = cancelAll(deskOf(call), call.params['symbol']);
  return { result: { list: cancelled.map(ack), success: '1' } };
}

/** Names an order: then it is told whatever its state, else only what is open. */
function realtime(call: BybitCall): Done {
  const { orderId, orderLinkId, symbol } = call.params;
  if (orderId === undefined && orderLinkId === undefined) {
    return ordersWhere(call, isOpen);
  }
  return ordersWhere(
    call,
    (order) =>
      orderId === undefined ? order.clientOrderId === orderLinkId : String(order.id) === orderId,
    symbol,
  );
}

function ordersWhere(
  call: BybitCall,
  wanted: (order: Order) => boolean,
  symbol = call.params['symbol'],
): Done {
  const { core, venue, account } = deskOf(call);
  const orders = core.venues[venue].orders(account, symbol && marketOf(symbol).symbol);
  const rows = orders
    .filter(wanted)
    .reverse()
    .map((order) => orderRow(venue, order));
  return list(rows, { category: categoryOf(venue) });
}

function executions(call: BybitCall): Done {
  const { core, venue, account } = deskOf(call);
  const { symbol, orderId } = call.params;
  const rows = core.venues[venue]
    .orders(account, symbol && marketOf(symbol).symbol)
    .filter(({ id }) => orderId === undefined || String(id) === orderId)
    .flatMap((order) => order.trades.map((trade) => executionRow(venue, order, trade)))
    .sort((a, b) => b.seq - a.seq);
  return list(rows, { category: categoryOf(venue) });
}

function positions(call: BybitCall): Done {
  const { category, symbol } = call.params;
  const { core, account } = deskOf({ ...call, params: { category: 'linear' } });
  // Clients ask for inverse positions as well, of which there are none.
  const rows = category === 'linear' ? positionRows(core, account, symbol) : [];
  return list(rows, { category });
}

function wallet(call: BybitCall): Done {
  const { core, account } = deskOf({ ...call, params: { category: 'linear' } });
  return { result: { list: [walletRow(core, account, call.params['coin']?.split(','))] } };
}

const quotes = ({ core, params: { symbol } }: BybitCall) =>
  (symbol === undefined ? [...MARKETS.keys()] : [marketOf(symbol).symbol]).map((one) =>
    core.prices.quote(one),
  );

function tickers(call: BybitCall): Done {
  const venue = venueOf(call.params['category']);
  const rows = quotes(call).map((quote) => ticker(call.core, venue, quote));
  return list(rows, { category: categoryOf(venue) });
}

/** What the account can be asked for that never changes here: clients ask before anything else. */
const ACCOUNT_INFO = {
  marginMode: 'REGULAR_MARGIN',
  unifiedMarginStatus: 6,
  isMasterTrader: false,
};

export const OPERATIONS = {
  create: single('create', 20, place),
  amend: single('edit', 20, amend),
  cancel: single('cancel', 20, cancel),
  cancelAll: { ...signed(20, cancelAllOrders), order: 'cancel_all' },
  createBatch: batch('create', place),
  amendBatch: batch('edit', amend),
  cancelBatch: batch('cancel', cancel),
  realtime: signed(50, realtime),
  history: signed(50, (call) => ordersWhere(call, (order) => !isOpen(order))),
  executions: signed(50, executions),
  positions: signed(50, positions),
  wallet: signed(50, wallet),
  accountInfo: signed(50, () => ({ result: ACCOUNT_INFO })),
  apiKey: signed(10, () => ({ result: { readOnly: 0, unified: 0, uta: 1 } })),
  time: open(({ core }) => {
    const time = core.time();
    const timeSecond = String(Math.floor(time / 1000));
    return { result: { timeSecond, timeNano: `${time}000000` } };
  }),
  instruments: open(({ params: { category, symbol, status } }) => {
    const venue = venueOf(category);
    const listed = status === undefined || status === 'Trading';
    return list(listed ? instruments(venue, symbol) : [], { category });
  }),
  tickers: open(tickers),
  orderBook: open((call) => {
    const [quote] = quotes({ ...call, params: { symbol: marketOf(call.params['symbol']).symbol } });
    const ts = call.core.time();
    return {
      result:
        quote === undefined
          ? {}
          : { ...book(quote, Number(call.params['limit'] ?? 25)), ts, cts: ts },
    };
  }),
  recentTrades: open(({ core, params: { category, symbol, limit } }) => {
    const { symbol: known } = marketOf(symbol);
    const prints = core.tape
      .of(known)
      .prints.slice(-Number(limit ?? 60))
      .reverse();
    return list(
      prints.map((print) => recentTrade(known, print)),
      { category },
    );
  }),
} as const satisfies Record<string, BybitOperation>;
