import type { Venue } from '../../markets.js';
import type { Item } from '../orders.js';
import { ACTIONS, type Asked, type Routes } from '../route.js';
import { listsOf } from './batch-views.js';
import { ids } from './order-views.js';
import * as requests from './requests.js';

export const lists = (venue: Venue) => (outcomes: Item[], asked: Asked) =>
  listsOf(venue, outcomes, requests.clientOids(asked));

export function trading(
  venue: Venue,
  prefix: string,
  names: Readonly<Record<string, string>>,
): Routes {
  const order = requests.newOrder(venue);
  return {
    [`POST ${prefix}/place-order`]: {
      venue,
      action: ACTIONS.place,
      params: ({ fields }) => order(fields),
      view: ids,
    },
    [`POST ${prefix}/${names['batch']}`]: {
      venue,
      action: ACTIONS.placeBatch,
      params: requests.batchOf(order),
      view: lists(venue),
    },
    [`POST ${prefix}/cancel-order`]: {
      venue,
      action: ACTIONS.cancel,
      params: requests.orderRefOf,
      view: ids,
    },
    [`POST ${prefix}/${names['batchCancel']}`]: {
      venue,
      action: ACTIONS.cancelBatch,
      params: requests.batchOfRefs,
      view: lists(venue),
    },
  };
}
