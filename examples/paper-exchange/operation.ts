import type { Account } from './accounts.js';
import type { Core } from './core.js';
import { malformed } from './errors.js';
import type { Operation as OrderOperation } from './journal.js';
import type { Venue as VenueName } from './markets.js';
import type { Venue } from './venue.js';

/** Parameters of a query, form body or WebSocket frame; everything is text, as on the wire. */
export type Params = Readonly<Record<string, string>>;

/** What an operation works with. */
export interface Call {
  readonly core: Core;
  readonly venue: Venue;
  readonly params: Params;
  /** Signed operations have the account of the key, public ones none. */
  readonly account: Account | undefined;
}

/** One thing the exchange can do, whether asked over REST or over a WebSocket. */
export interface Operation {
  /** Request weight, or the weight without a symbol as the second figure. */
  readonly weight: number | readonly [number, number];
  readonly access: 'public' | 'key' | 'signed';
  /** What the journal calls it, for the operations that concern orders. */
  readonly order?: OrderOperation;
  /** Whether the order limits count it. */
  readonly counts?: boolean;
  /** The parameters of each order in a request of several; default: what is in `batchOrders`. */
  readonly items?: (params: Params) => readonly Params[];
  readonly run: (call: Call) => unknown;
}

export type Operations = Readonly<Record<string, Operation>>;

export interface Target {
  readonly venue: VenueName;
  readonly operation: Operation;
}

export const weightOf = ({ weight }: Operation, params: Params): number =>
  typeof weight === 'number' ? weight : weight[params['symbol'] === undefined ? 1 : 0];

export function requireParam(params: Params, name: string): string {
  const value = params[name];
  if (value === undefined || value === '') {
    throw malformed(name);
  }
  return value;
}

/** The account of a call whose operation is not public. */
export function accountOf({ account }: Call): Account {
  if (account === undefined) {
    throw new Error('a public operation asked for an account');
  }
  return account;
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** Turns what JSON brought into parameters; structures stay JSON. */
export function toParams(values: Readonly<Record<string, unknown>>): Params {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, isPlain(value) ? String(value) : JSON.stringify(value)]),
  );
}
