import { batchItems } from '../batch-items.js';
import { Refusal } from '../errors.js';
import { marketOf } from '../markets.js';
import { accountOf, type Call, type Operation } from '../operation.js';
import { amendment, orderRef, orderRequest } from '../order-request.js';
import { isOpen, type Order, type Trade } from '../orders.js';
import { injectRejection } from '../rejection.js';

/** What became of one order. The journal reads `orderId`, or `code` where it was refused. */
export type OrderOutcome =
  | { readonly orderId: number; readonly order: Order }
  | { readonly code: number; readonly msg: string };

const done = (order: Order): OrderOutcome => ({ orderId: order.id, order });

function place(call: Call): OrderOutcome {
  const { core, venue, params } = call;
  const request = orderRequest(venue.name, core.prices, params);
  injectRejection(core);
  return done(venue.place(accountOf(call), request));
}

function amend(call: Call): OrderOutcome {
  const market = marketOf(call.params['symbol']);
  const ref = orderRef(call.params);
  const { price, qty } = amendment(market, call.params);
  injectRejection(call.core);
  return done(call.venue.amend(accountOf(call), market.symbol, ref, price, qty));
}

function cancel(call: Call): OrderOutcome {
  const { symbol } = marketOf(call.params['symbol']);
  return done(call.venue.cancel(accountOf(call), symbol, orderRef(call.params)));
}

/** Cancels and places; where there is nothing to cancel, nothing is placed. */
function replace(call: Call): OrderOutcome {
  cancel(call);
  return place(call);
}

/** Each item stands or falls alone. */
const batch = (run: (call: Call) => OrderOutcome) => (call: Call) =>
  batchItems(call.params['batchOrders']).map((params): OrderOutcome => {
    try {
      return run({ ...call, params });
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      return { code: error.code, msg: error.message };
    }
  });

const ordersOf = (call: Call): Order[] => {
  const { symbol } = call.params;
  return call.venue.orders(accountOf(call), symbol && marketOf(symbol).symbol);
};

function cancelAll(call: Call): OrderOutcome[] {
  const open = ordersOf(call).filter(isOpen);
  return open.map(({ id, market }) =>
    done(
      call.venue.cancel(accountOf(call), market.symbol, {
        orderId: String(id),
        clientOrderId: undefined,
      }),
    ),
  );
}

const query = (call: Call): Order =>
  call.venue.order(accountOf(call), marketOf(call.params['symbol']).symbol, orderRef(call.params));

const trades = (call: Call): Trade[] =>
  ordersOf(call)
    .flatMap((order) => order.trades)
    .filter(({ orderId }) => (call.params['orderId'] ?? String(orderId)) === String(orderId))
    .sort((a, b) => b.id - a.id);

const write = (
  order: NonNullable<Operation['order']>,
  run: (call: Call) => unknown,
): Operation => ({ weight: 0, access: 'signed', order, run });

const read = (run: (call: Call) => unknown): Operation => ({ weight: 0, access: 'signed', run });

/**
 * What any exchange can do, in the core's own terms: parameters are those of the Binance routes, and
 * results are orders and trades as they are, which a dialect then puts into its words.
 */
export const neutral = {
  place: write('create', place),
  placeBatch: write('create', batch(place)),
  amend: write('edit', amend),
  replace: write('edit', replace),
  cancel: write('cancel', cancel),
  cancelBatch: write('cancel', batch(cancel)),
  cancelAll: write('cancel_all', cancelAll),
  query: read(query),
  openOrders: read((call) => ordersOf(call).filter(isOpen)),
  orders: read((call) => ordersOf(call).filter((order) => !isOpen(order))),
  trades: read(trades),
  /** The account itself is the answer; views read balances and positions from it. */
  account: read(accountOf),
  market: { weight: 0, access: 'public', run: () => undefined } as Operation,
};
