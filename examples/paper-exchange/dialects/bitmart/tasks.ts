import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import type { Operation as OrderOperation } from '../../journal.js';
import type { Venue } from '../../markets.js';
import { type Params, toParams } from '../../operation.js';
import type { Order } from '../../orders.js';
import type { Fields } from '../fields.js';
import type { Outcome, SignedTask } from '../gateway.js';
import { cancelAll, type Desk, find } from '../orders.js';
import { answer } from './errors.js';
import { symbolOf } from './names.js';

type TaskOf = (core: Core, words: Fields) => SignedTask;

interface Written {
  readonly data: unknown;
  readonly outcome?: Outcome | Outcome[];
}

/** What names an order: routes differ in how they write its ids. */
export function refParams(words: Fields): Params {
  const {
    symbol,
    order_id,
    orderId = order_id,
    client_order_id,
    clientOrderId = client_order_id,
  } = words;
  return toParams({ symbol: symbolOf(symbol), orderId, origClientOrderId: clientOrderId });
}

/** The shapes of what an account may ask on one venue. */
export function tasksOn(venue: Venue) {
  const signed = (run: SignedTask['run']): SignedTask => ({ access: 'signed', venue, run });

  const read =
    (data: (desk: Desk, words: Fields) => unknown): TaskOf =>
    (core, words) =>
      signed((account) => ({ body: answer(data({ core, venue, account }, words)) }));

  const write = (
    core: Core,
    order: OrderOperation,
    items: readonly Params[],
    run: (desk: Desk) => Written,
  ): SignedTask => ({
    ...signed((account) => {
      const { data, outcome = {} } = run({ core, venue, account });
      return { body: answer(data), outcome };
    }),
    order,
    items,
  });

  return {
    read,
    write,
    query: (view: (order: Order, account: Account) => unknown): TaskOf =>
      read((desk, words) => {
        const { symbol: _, ...ids } = refParams(words);
        return view(find(desk, ids), desk.account);
      }),
    cancelAll:
      (data: object | null): TaskOf =>
      (core, words) => {
        const symbol = symbolOf(words['symbol']);
        return write(core, 'cancel_all', [toParams({ symbol })], (desk) => {
          cancelAll(desk, symbol);
          return { data };
        });
      },
  };
}
