import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import type { Params } from '../../operation.js';
import type { Task } from '../gateway.js';
import type { Desk } from '../orders.js';
import { isKnown, named } from './words.js';

/** What a request of either transport asks for; of several orders where it is a batch. */
export type OkxOperation = (core: Core, items: readonly Params[], isRest: boolean) => Task;

export interface Call {
  readonly core: Core;
  readonly params: Params;
  readonly account: Account;
}

export const answer = (data: readonly object[], code = 0, msg = '') => ({
  code: String(code),
  msg,
  data,
});

export const venueOf = ([first]: readonly Params[]) =>
  first !== undefined && isKnown(first) ? named(first).venue : 'spot';

export const deskOf = ({ core, params, account }: Call): Desk => ({
  core,
  venue: named(params).venue,
  account,
});
