import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from '../accounts.js';
import type { Core } from '../core.js';
import { type Answer, dispatch } from '../dispatch.js';
import { Refusal } from '../errors.js';
import type { Transport } from '../journal.js';
import type { Venue } from '../markets.js';
import type { Operation, Params } from '../operation.js';
import type { CallUsage } from './call-windows.js';

/** What a client sent, query and body as one, with the account that it sent it for. */
export interface Asked {
  readonly core: Core;
  readonly account: Account | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  /** A JSON body that is a list, as batches are on some exchanges. */
  readonly list: readonly unknown[];
}

/** One route of an exchange: what the core is to do, and both translations. */
export interface Route {
  readonly venue: Venue | ((asked: Asked) => Venue);
  readonly operation: Operation;
  /** The parameters of the core's operation. */
  readonly params?: (asked: Asked) => Params;
  /** What success is answered with; 200 unless said. */
  readonly status?: number;
  /** The payload of the answer; `result` is what the operation returned. */
  readonly view: (result: never, asked: Asked) => unknown;
}

export interface Credentials {
  readonly apiKey: string | undefined;
  readonly signature: string | undefined;
  /** The client's time in milliseconds. */
  readonly sentAt: number;
}

/** How an exchange words what is the same on all its routes. */
export interface Wording {
  /** How far a client's clock may be off, in milliseconds. */
  readonly clockWindowMs: number;
  /** Counts the call against the exchange's own limit for it. */
  count(core: Core, call: { key: string; venue: Venue; isOrder: boolean }): CallUsage;
  success(core: Core, data: unknown): unknown;
  refusal(
    core: Core,
    refusal: { code: number; msg: string; status: number; venue: Venue },
  ): { status: number; body: unknown };
  headers(core: Core, usage: CallUsage, retryAfterS: number | undefined): Record<string, string>;
}

export interface Asking {
  readonly transport: Transport;
  readonly method: string;
  readonly path: string;
  readonly credentials: Credentials;
  /** A WebSocket session is authenticated already. */
  readonly session?: Account;
}

const text = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0];

/** A request header as one text. */
export const header = (headers: IncomingHttpHeaders, name: string): string | undefined =>
  text(headers[name]);

/** Sends a request through the core with its faults and journal, and words the answer. */
export function ask(core: Core, wording: Wording, route: Route, asked: Asked, asking: Asking) {
  const { credentials, session, method, path, transport } = asking;
  const venue = typeof route.venue === 'string' ? route.venue : route.venue(asked);
  const key = `${credentials.apiKey ?? session?.id ?? ''} ${method} ${path}`;
  const isOrder = route.operation.order !== undefined;
  const usage = wording.count(core, { key, venue, isOrder });
  return dispatch(
    core,
    { venue, operation: limited(route.operation, usage) },
    {
      transport,
      method,
      path,
      apiKey: credentials.apiKey,
      params: { ...route.params?.(asked), ...timing(core, wording, credentials) },
      ...(session === undefined ? {} : { session }),
      translate: (answer) => worded(core, wording, { answer, venue, usage, route, asked }),
    },
  );
}

/** The core's own check of the clock is narrower than what most exchanges allow. */
function timing(core: Core, { clockWindowMs }: Wording, { sentAt, signature }: Credentials) {
  const now = core.time();
  const timestamp = Math.abs(sentAt - now) <= clockWindowMs ? now : sentAt;
  return {
    timestamp: String(timestamp),
    recvWindow: String(clockWindowMs),
    ...(signature === undefined ? {} : { signature }),
  };
}

function limited(operation: Operation, usage: CallUsage): Operation {
  if (usage.remaining >= 0) {
    return operation;
  }
  const run = () => {
    throw new Refusal(-1003, 'Too many requests.', 429);
  };
  return { ...operation, run };
}

interface Told {
  readonly answer: Answer;
  readonly venue: Venue;
  readonly usage: CallUsage;
  readonly route: Route;
  readonly asked: Asked;
}

function worded(core: Core, wording: Wording, told: Told): Answer {
  const { answer, usage, route, asked, venue } = told;
  if (answer.status === 200) {
    const body = wording.success(core, route.view(answer.body as never, asked));
    const headers = wording.headers(core, usage, undefined);
    return { ...answer, status: route.status ?? 200, body, headers };
  }
  const { code, msg } = answer.body as { code: number; msg: string };
  const { status, body } = wording.refusal(core, { code, msg, status: answer.status, venue });
  // Only a fault says when to come back; an exceeded limit of the exchange's own ends with its window.
  const retry = usage.remaining >= 0 ? answer.headers['retry-after'] : undefined;
  const retryAfterS = retry === undefined ? undefined : Number(retry);
  return { ...answer, status, body, headers: wording.headers(core, usage, retryAfterS) };
}

/** The fields of a query string and of a JSON body, and the body's items where it is a list. */
export function fieldsOf(query: URLSearchParams, body: string): Pick<Asked, 'fields' | 'list'> {
  const json = parse(body);
  const named = Object.fromEntries(query);
  return Array.isArray(json)
    ? { fields: named, list: json }
    : { fields: { ...named, ...(json as object | undefined) }, list: [] };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A field as text; nothing where it is absent or empty. */
export function field(fields: Asked['fields'], ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined && value !== null && value !== '') {
      return String(value);
    }
  }
  return undefined;
}

/** Parameters without those that have no value. */
export const given = (params: Readonly<Record<string, string | undefined>>): Params =>
  Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
