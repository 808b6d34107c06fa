import type { Account } from '../accounts.js';
import type { Core } from '../core.js';
import type { Operation as OrderOperation } from '../journal.js';
import type { Venue } from '../markets.js';
import type { Params } from '../operation.js';
import { isOpen } from '../orders.js';
import type { Fields } from './fields.js';
import type { Outcome, Task } from './gateway.js';
import {
  amend,
  cancel,
  cancelAll,
  type Desk,
  each,
  fills,
  find,
  type Item,
  ordersOf,
  outcomeOf,
  place,
  replace,
  type Step,
} from './orders.js';

/** What a client sent, query and body as one, with the account that it sent it for. */
export interface Asked {
  readonly core: Core;
  readonly account: Account | undefined;
  readonly fields: Fields;
  /** A JSON body that is a list, as batches are on some exchanges. */
  readonly list: readonly unknown[];
}

/** What is done for an account; the parameters are those of the Binance routes. */
interface Action {
  /** Where it concerns orders; then it returns one, or an item for each in a batch. */
  readonly order?: OrderOperation;
  readonly run: (desk: Desk, items: readonly Params[]) => unknown;
}

/** One route of an exchange as a row of its table: what the core does, and both translations. */
export interface Route {
  readonly venue: Venue | ((asked: Asked) => Venue);
  /** None where anybody may ask. */
  readonly action?: Action;
  /** The parameters of the action, or of each order in a batch. */
  readonly params?: (asked: Asked) => Params | readonly Params[];
  /** What success is answered with; 200 unless said. */
  readonly status?: number;
  /** The payload of the answer; `result` is what the action returned. */
  readonly view: (result: never, asked: Asked) => unknown;
}

export type Routes = Readonly<Record<string, Route>>;

/** A route that anybody may ask. */
export const open = (venue: Route['venue'], view: (asked: Asked) => unknown): Route => ({
  venue,
  view: (_: unknown, asked) => view(asked),
});

/** What a request by such a route comes to. */
export function taskOf(route: Route, asked: Asked, success: (data: unknown) => unknown): Task {
  const { action, params, status = 200 } = route;
  const venue = typeof route.venue === 'string' ? route.venue : route.venue(asked);
  const body = (result: unknown) => success(route.view(result as never, asked));
  if (action === undefined) {
    return { access: 'public', venue, run: () => ({ status, body: body(undefined) }) };
  }
  const { order } = action;
  const items = [params?.(asked) ?? {}].flat();
  return {
    access: 'signed',
    venue,
    order,
    items,
    run: (account) => {
      const result = action.run({ core: asked.core, venue, account }, items);
      const outcome = order === undefined ? {} : outcomesOf(result as Item | Item[]);
      return { status, body: body(result), outcome };
    },
  };
}

const outcomesOf = (result: Item | readonly Item[]): Outcome | Outcome[] =>
  Array.isArray(result) ? result.map((item: Item) => outcomeOf(item)) : outcomeOf(result as Item);

const single = (order: OrderOperation, step: Step): Action => ({
  order,
  run: (desk, [params = {}]) => step(desk, params),
});

const batch = (order: OrderOperation, step: Step): Action => ({
  order,
  run: (desk, items) => each(desk, step, items),
});

const read = (run: (desk: Desk, params: Params) => unknown): Action => ({
  run: (desk, [params = {}]) => run(desk, params),
});

/** What any exchange can do; results are orders and fills as the core has them. */
export const ACTIONS = {
  place: single('create', place),
  placeBatch: batch('create', place),
  amend: single('edit', amend),
  replace: single('edit', replace),
  cancel: single('cancel', cancel),
  cancelBatch: batch('cancel', cancel),
  cancelAll: {
    order: 'cancel_all',
    run: (desk, [{ symbol } = {}]) => cancelAll(desk, symbol),
  },
  query: read(find),
  openOrders: read((desk, { symbol }) => ordersOf(desk, symbol).filter(isOpen)),
  pastOrders: read((desk, { symbol }) => ordersOf(desk, symbol).filter((one) => !isOpen(one))),
  fills: read(fills),
  /** The account itself is the answer; views read balances and positions from it. */
  account: read(({ account }) => account),
} as const satisfies Record<string, Action>;
