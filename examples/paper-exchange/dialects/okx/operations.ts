import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { malformed, Refusal } from '../../errors.js';
import type { Operation as OrderOperation } from '../../journal.js';
import type { Params } from '../../operation.js';
import { isOpen, type Order } from '../../orders.js';
import { amend, cancel, type Desk, each, find, place, type Step } from '../orders.js';
import type { Item, Told } from '../requests.js';
import { codeOf } from './errors.js';
import {
  balanceRow,
  bookRow,
  fillRow,
  instrumentRow,
  orderRow,
  positionRows,
  tickerRow,
  tradeRow,
} from './views.js';
import { coreParams, INSTRUMENTS, type Instrument, named } from './words.js';

export interface OkxCall {
  readonly core: Core;
  /** What a request is about; several orders where it is a batch. */
  readonly items: readonly Params[];
  /** There for signed operations. */
  readonly account: Account | undefined;
}

export interface Done {
  readonly data: readonly object[];
  /** `1` where all of it was refused, `2` where some of it was. */
  readonly code: 0 | 1 | 2;
  readonly items?: NonNullable<Told['items']>;
}

export interface OkxOperation {
  readonly access: 'public' | 'signed';
  readonly order?: OrderOperation;
  /** Requests in two seconds and account; each order of a batch counts. */
  readonly perTwoSeconds: number;
  readonly run: (call: OkxCall) => Done;
}

const ok = (data: readonly object[]): Done => ({ data, code: 0 });

const signed = (perTwoSeconds: number, run: OkxOperation['run']): OkxOperation => ({
  access: 'signed',
  perTwoSeconds,
  run,
});

const open = (run: OkxOperation['run']): OkxOperation => ({
  access: 'public',
  perTwoSeconds: 120,
  run,
});

const paramsOf = ({ items }: OkxCall): Params => items[0] ?? {};

export function accountOf({ account }: OkxCall): Account {
  if (account === undefined) {
    throw new Error('a public operation asked for an account');
  }
  return account;
}

const deskOf = (call: OkxCall, params: Params): Desk => ({
  core: call.core,
  venue: named(params).venue,
  account: accountOf(call),
});

/** One order or many: each stands or falls alone, and says so in a code of its own. */
const orders = (order: OrderOperation, perTwoSeconds: number, step: Step): OkxOperation => ({
  ...signed(perTwoSeconds, (call) => {
    if (call.items.length === 0) {
      throw malformed('args');
    }
    const done = call.items.map((params) => attempt(call, step, params));
    const refused = done.filter((item) => item instanceof Refusal).length;
    return {
      data: done.map((item, index) => resultRow(call, order, item, call.items[index] ?? {})),
      code: refused === 0 ? 0 : refused === done.length ? 1 : 2,
      items: done.map((item) =>
        item instanceof Refusal
          ? { code: codeOf(item, order).code, orderId: undefined }
          : { code: 0, orderId: item.id },
      ),
    };
  }),
  order,
});

function attempt(call: OkxCall, step: Step, params: Params): Item {
  try {
    return each(deskOf(call, params), step, [coreParams(params)])[0] as Item;
  } catch (error) {
    if (error instanceof Refusal) {
      return error;
    }
    throw error;
  }
}

function resultRow({ core }: OkxCall, order: OrderOperation, item: Item, params: Params) {
  const { clOrdId = '', ordId = '', tag = '', reqId = '' } = params;
  const refusal = item instanceof Refusal ? codeOf(item, order) : undefined;
  return {
    ordId: item instanceof Refusal ? ordId : String(item.id),
    clOrdId,
    ...(order === 'edit' ? { reqId } : {}),
    ...(order === 'create' ? { tag } : {}),
    ts: String(core.time()),
    sCode: String(refusal?.code ?? 0),
    sMsg: refusal?.text ?? '',
  };
}

/** Closes a position at the market; that there is none is refused as a whole. */
function closePosition(call: OkxCall): Done {
  const params = paramsOf(call);
  const { market, instId } = named(params);
  const { qty } = accountOf(call).usdm.position(market.symbol);
  if (qty.isZero()) {
    throw new Refusal(51023, 'Position does not exist');
  }
  const order = place(deskOf(call, params), {
    symbol: market.symbol,
    side: qty.isNeg() ? 'BUY' : 'SELL',
    type: 'MARKET',
    quantity: qty.abs().toFixed(),
    reduceOnly: 'true',
  });
  const { clOrdId = '', tag = '' } = params;
  return {
    data: [{ instId, posSide: 'net', clOrdId, tag }],
    code: 0,
    items: [{ code: 0, orderId: order.id }],
  };
}

/** The instruments that parameters leave: of a type, of a name, or all of them. */
const chosen = ({ instType, instId }: Params): readonly Instrument[] =>
  INSTRUMENTS.filter(
    (one) =>
      (instType === undefined || instType === 'ANY' || one.instType === instType) &&
      (instId === undefined || instId.split(',').includes(one.instId)),
  );

const ordersWhere =
  (wanted: (order: Order) => boolean) =>
  (call: OkxCall): Done =>
    ok(
      chosen(paramsOf(call)).flatMap(({ venue, market }) =>
        call.core.venues[venue]
          .orders(accountOf(call), market.symbol)
          .filter(wanted)
          .reverse()
          .map((order) => orderRow(venue, order)),
      ),
    );

function fills(call: OkxCall): Done {
  const { ordId } = paramsOf(call);
  const rows = chosen(paramsOf(call)).flatMap(({ venue, market }) =>
    call.core.venues[venue]
      .orders(accountOf(call), market.symbol)
      .filter(({ id }) => ordId === undefined || String(id) === ordId)
      .flatMap((order) => order.trades.map((trade) => fillRow(venue, order, trade))),
  );
  return ok(rows.sort((a, b) => Number(b.tradeId) - Number(a.tradeId)));
}

function positions(call: OkxCall): Done {
  const symbols = chosen(paramsOf(call))
    .filter(({ venue }) => venue === 'usdm')
    .map(({ market }) => market.symbol);
  return ok(positionRows(call.core, accountOf(call), (symbol) => symbols.includes(symbol)));
}

function order(call: OkxCall): Done {
  const params = paramsOf(call);
  const desk = deskOf(call, params);
  return ok([orderRow(desk.venue, find(desk, coreParams(params)))]);
}

function publicTrades(call: OkxCall): Done {
  const traded = named(paramsOf(call));
  const { prints } = call.core.tape.of(traded.market.symbol);
  const rows = prints.slice(-Number(paramsOf(call)['limit'] ?? 100)).reverse();
  return ok(rows.map((print) => tradeRow(traded, print)));
}

const place60 = orders('create', 60, place);
const amend60 = orders('edit', 60, amend);
const cancel60 = orders('cancel', 60, cancel);

/** One-way mode on a single-currency margin account; the account level is what clients look at. */
const CONFIG = {
  uid: '1',
  mainUid: '1',
  acctLv: '2',
  posMode: 'net_mode',
  perm: 'read_only,trade',
};

export const OPERATIONS = {
  place: place60,
  placeBatch: { ...place60, perTwoSeconds: 300 },
  amend: amend60,
  amendBatch: { ...amend60, perTwoSeconds: 300 },
  cancel: cancel60,
  cancelBatch: { ...cancel60, perTwoSeconds: 300 },
  closePosition: { ...signed(20, closePosition), order: 'create' },
  order: signed(60, order),
  pending: signed(60, ordersWhere(isOpen)),
  past: signed(
    40,
    ordersWhere((one) => !isOpen(one)),
  ),
  fills: signed(60, fills),
  positions: signed(10, positions),
  balance: signed(10, (call) =>
    ok([balanceRow(call.core, accountOf(call), paramsOf(call)['ccy']?.split(','))]),
  ),
  config: signed(5, () => ok([CONFIG])),
  time: open(({ core }) => ok([{ ts: String(core.time()) }])),
  instruments: open((call) => ok(chosen(paramsOf(call)).map(instrumentRow))),
  ticker: open((call) => ok([tickerRow(call.core, named(paramsOf(call)))])),
  tickers: open((call) => ok(chosen(paramsOf(call)).map((one) => tickerRow(call.core, one)))),
  book: open((call) => {
    const params = paramsOf(call);
    return ok([bookRow(call.core, named(params), Number(params['sz'] ?? 1))]);
  }),
  trades: open(publicTrades),
} as const satisfies Record<string, OkxOperation>;
