import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import type { Operation } from '../../journal.js';
import type { Params } from '../../operation.js';
import type { Done } from '../gateway.js';
import { bookOf as coreBook } from './book.js';
import type { AlpacaOrder } from './order.js';
import { injected } from './refusals.js';

/** A request as the routes take it. */
export interface Call {
  readonly core: Core;
  readonly account: Account;
  /** What the path names. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

export interface Route {
  readonly order?: Operation;
  /** The orders a request is about, in the journal's words. */
  readonly told?: (call: Call) => readonly Params[];
  readonly run: (call: Call) => Done;
}

export const ok = (body: unknown): Done => ({ status: 200, body });

export const bookOf = ({ core }: Call) => coreBook(core);

export const orderOf = (call: Call): AlpacaOrder => bookOf(call).order(call.account, call.name);

export const inJournal = ({ core }: AlpacaOrder) => ({ orderId: core?.id });

export function injectRejection({ core }: Call): void {
  const fault = core.faults.meets('reject', true);
  if (fault !== undefined) {
    throw injected(fault.code, fault.msg);
  }
}
