import type { Account } from '../accounts.js';
import { openEntries } from '../bookkeeping.js';
import type { Core } from '../core.js';
import { attend, type Performed, refuseByFault, Throttled } from '../dispatch.js';
import { Refusal } from '../errors.js';
import type { Operation as OrderOperation } from '../journal.js';
import type { Venue } from '../markets.js';
import type { Params, Target } from '../operation.js';
import type { RestAnswer, RestRequest } from './dialect.js';

/** What anybody may ask. */
export interface PublicTask {
  readonly access: 'public';
  readonly run: () => Told;
}

/** What an account asks of the core, once the exchange's words are translated. */
export interface SignedTask {
  readonly access: 'signed';
  readonly venue: Venue;
  /** What the journal calls it, for tasks that concern orders. */
  readonly order?: OrderOperation;
  /** The order in the core's words, for the journal. */
  readonly params?: Params;
  /** The orders of a batch, in place of the one. */
  readonly items?: readonly Params[];
  readonly run: (account: Account) => Told;
}

export type Task = PublicTask | SignedTask;

/** What came of a task. */
export interface Told {
  /** In the exchange's words, for the client. */
  readonly body: unknown;
  /** In the core's words, for the journal: an order id, a refusal's code, or a list for a batch. */
  readonly result?: unknown;
}

/** How many requests a client made in the window that it is in. */
export interface Metered {
  readonly headers: Readonly<Record<string, string>>;
  /** Whether this request was one too many. */
  readonly over: boolean;
}

/** What differs from exchange to exchange in how requests are received. */
export interface House {
  /** The key of a request, right or not. */
  key(request: RestRequest): string | undefined;
  /** Refuses a request without key or signature, or from another time. */
  authenticate(core: Core, request: RestRequest): void;
  /** Counts a request. */
  meter(core: Core, request: RestRequest): Metered;
  /** A refusal in the exchange's words. */
  refused(refusal: Refusal, request: RestRequest): { readonly status: number; body: unknown };
}

/** Handles one REST request of another exchange: faults, limits, keys and journal. */
export function handle(
  core: Core,
  house: House,
  request: RestRequest,
  task: Task,
): Promise<RestAnswer | undefined> {
  const { method, path } = request;
  const target = targetOf(task);
  const params = task.access === 'signed' ? (task.params ?? {}) : {};
  const apiKey = house.key(request);
  const incoming = { transport: 'rest', method, path, params, apiKey } as const;
  const entries = openEntries(core, target, incoming);
  return attend(core, entries, target.operation.order !== undefined, () =>
    perform(core, house, request, task, target),
  );
}

function targetOf(task: Task): Target {
  const { access } = task;
  const operation = { weight: 1, access, run: () => undefined };
  if (task.access === 'public') return { venue: 'spot', operation };
  const { venue, order, items } = task;
  const batch = items === undefined ? {} : { items: () => items };
  return {
    venue,
    operation: { ...operation, ...batch, ...(order === undefined ? {} : { order }) },
  };
}

function perform(
  core: Core,
  house: House,
  request: RestRequest,
  task: Task,
  target: Target,
): Performed {
  const { headers, over } = house.meter(core, request);
  try {
    refuseByFault(core, target.operation.order !== undefined);
    if (over) throw new Refusal(-1003, 'Too many requests.', 429);
    return { status: 200, headers, ...run(core, house, request, task) };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(-1000, String(error), 500);
    const retry = refusal instanceof Throttled ? { 'retry-after': `${refusal.retryAfterS}` } : {};
    return {
      ...house.refused(refusal, request),
      headers: { ...headers, ...retry },
      result: { code: refusal.code },
    };
  }
}

function run(core: Core, house: House, request: RestRequest, task: Task): Told {
  if (task.access === 'public') return task.run();
  house.authenticate(core, request);
  return task.run(core.account(house.key(request) ?? ''));
}

/** What an order, or the refusal of one, is to the journal. */
export type Outcome = { readonly orderId: number } | { readonly code: number };

/** Runs what may be refused; the refusal of one item must not undo the others. */
export function attempt<T>(act: () => T): T | Refusal {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

export const outcomeOf = (result: { readonly id: number } | Refusal): Outcome =>
  result instanceof Refusal ? { code: result.code } : { orderId: result.id };

/** A JSON body, or nothing at all where it is none. */
export function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
