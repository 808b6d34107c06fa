import type { Venue } from '../../markets.js';
import { type Item, isRefused } from '../orders.js';
import { ids } from './order-views.js';
import { wordsOf } from './wording.js';

/** Classic batches sort their items into two lists. */
export function listsOf(
  venue: Venue,
  items: readonly Item[],
  clientOids: ReadonlyArray<string | undefined>,
) {
  const successList: object[] = [];
  const failureList: object[] = [];
  for (const [index, item] of items.entries()) {
    if (isRefused(item)) {
      const [, errorCode, errorMsg] = wordsOf(venue, item);
      failureList.push({ orderId: '', clientOid: clientOids[index] ?? '', errorMsg, errorCode });
    } else {
      successList.push(ids(item));
    }
  }
  return { successList, failureList };
}

/** The unified account answers a batch with one row for each item. */
export const rowsOf = (
  venue: Venue,
  items: readonly Item[],
  clientOids: ReadonlyArray<string | undefined> = [],
) =>
  items.map((item, index) => {
    if (!isRefused(item)) {
      return { ...ids(item), code: '0', msg: 'Success' };
    }
    const [, code, msg] = wordsOf(venue, item);
    return { orderId: '', clientOid: clientOids[index] ?? '', code, msg };
  });
