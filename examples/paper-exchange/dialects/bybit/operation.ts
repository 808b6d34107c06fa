import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import type { Params } from '../../operation.js';
import type { Task } from '../gateway.js';
import type { Desk } from '../orders.js';
import { venueOf } from './words.js';

/** What a request of either transport asks for. */
export type BybitOperation = (core: Core, params: Params) => Task;

export const listed = (rows: readonly object[], more: object = {}) => ({
  nextPageCursor: '',
  ...more,
  list: rows,
});

export const deskOf = (core: Core, { category }: Params, account: Account): Desk => ({
  core,
  venue: venueOf(category),
  account,
});
