import type { Venue } from '../../markets.js';
import type { Order } from '../../orders.js';
import { field } from '../fields.js';
import { type Item, isRefused } from '../orders.js';
import { ACTIONS, type Asked, type Route, type Routes } from '../route.js';
import * as views from './order-views.js';
import * as requests from './requests.js';
import { wordsOf } from './wording.js';

type View = (order: Order) => object;

const viewOf = (venue: Venue): View => (venue === 'spot' ? views.spotOrder : views.futuresOrder);

/** Each item of a batch says whether it succeeded, and a refused one why. */
export const batchRows =
  (venue: Venue) =>
  (items: Item[], { list }: Asked) =>
    items.map((item, index) => {
      const { text } = requests.refFields(list[index]);
      if (!isRefused(item)) {
        return { order_id: String(item.id), text, succeeded: true, ...viewOf(venue)(item) };
      }
      const [, label, message] = wordsOf(venue, item);
      return { text, succeeded: false, label, message, detail: message };
    });

export const cancelRows =
  (venue: Venue) =>
  (items: Item[], { list }: Asked) =>
    items.map((item, index) => {
      const asked = requests.refFields(list[index]);
      const id = { ...asked, id: String(asked['id']) };
      if (!isRefused(item)) return { ...id, succeeded: true, label: '', message: '' };
      const [, label, message] = wordsOf(venue, item);
      return { ...id, succeeded: false, label, message };
    });

/** What spot and futures do alike, under paths of their own. */
export function trading(venue: Venue, prefix: string): Routes {
  const { orderRefOf, amendment } = requests;
  const amend: Route = {
    venue,
    action: ACTIONS.amend,
    params: amendment(venue),
    view: viewOf(venue),
  };
  return {
    [`DELETE ${prefix}/orders`]: {
      venue,
      action: ACTIONS.cancelAll,
      params: requests.symbolParam,
      view: (orders: Order[]) => orders.map(viewOf(venue)),
    },
    [`GET ${prefix}/orders`]: {
      venue,
      action: { run: listOrders },
      params: (asked) => ({
        ...requests.symbolParam(asked),
        status: field(asked.fields, 'status') ?? 'open',
      }),
      view: (orders: Order[]) => orders.map(viewOf(venue)),
    },
    [`GET ${prefix}/orders/:id`]: {
      venue,
      action: ACTIONS.query,
      params: orderRefOf(venue),
      view: viewOf(venue),
    },
    [`DELETE ${prefix}/orders/:id`]: {
      venue,
      action: ACTIONS.cancel,
      params: orderRefOf(venue),
      view: viewOf(venue),
    },
    [`PATCH ${prefix}/orders/:id`]: amend,
    [`PUT ${prefix}/orders/:id`]: amend,
  };
}

const listOrders: typeof ACTIONS.openOrders.run = (desk, items) =>
  (items[0]?.['status'] === 'open' ? ACTIONS.openOrders : ACTIONS.pastOrders).run(desk, items);
