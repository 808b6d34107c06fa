import { subscribe } from 'node:diagnostics_channel';
import { neverThrow } from '../../../lib/diagnostics/never-throw.js';
import { fieldsOf } from '../fields.js';
import type { Requester } from '../orders/call-context.js';
import { callContext } from '../orders/call-context.js';
import type { OrderTrace } from '../orders/order-trace.js';

/** The requests of exchange clients that are under way. Keyed by the request: on a kept-alive
 * socket the answer may come in the context of an earlier one. */
const senders = new WeakMap<object, Requester>();

interface Message {
  readonly request?: unknown;
  readonly response?: unknown;
}

/** What Node.js and undici publish of a request, by channel; see their documentation. */
const CHANNELS: Readonly<Record<string, (message: Message) => void>> = {
  'http.client.request.start': ({ request }) => requestLeft(request),
  'http.client.response.finish': ({ request, response }) => {
    const requester = answeredTo(request);
    if (requester === undefined) return;
    // Node.js makes this table when it is asked for, so it is asked only where it is read.
    const { headers } = response as { headers?: unknown };
    answerCame(requester, request, headers);
  },
  'undici:request:create': ({ request }) => requestLeft(request),
  'undici:request:headers': ({ request, response }) => {
    const requester = answeredTo(request);
    if (requester === undefined) return;
    const { headers } = response as { headers?: unknown };
    answerCame(requester, request, headerTable(headers));
  },
};

let isWatching = false;

/**
 * Follows every HTTP request that is sent inside a call of an exchange client, whichever HTTP
 * library the client has: when it left, when it was answered, what its headers tell about limits.
 * Calling it again changes nothing.
 */
export function watchHttp(): void {
  if (isWatching) return;
  isWatching = true;
  for (const [channel, follow] of Object.entries(CHANNELS)) {
    const place = `following ${channel}`;
    // What a subscriber throws would become an uncaught exception of the bot.
    subscribe(channel, (message) => {
      neverThrow(place, () => follow(message as Message));
    });
  }
}

function requestLeft(request: unknown): void {
  const scope = callContext.scope();
  if (scope === undefined) return;
  const order = callContext.orderOf(scope);
  order?.requestSent();
  if (order?.trace !== undefined) noteTarget(order.trace, request);
  const { requester } = scope;
  if (requester?.followsHttp !== true || typeof request !== 'object' || request === null) return;
  requester.sentAt = Date.now();
  senders.set(request, requester);
}

function noteTarget(trace: OrderTrace, request: unknown): void {
  const { method, path } = fieldsOf(request);
  trace.requestSent(method, path);
}

/** Whose request this is the answer to; undefined for all requests of the process but clients'. */
function answeredTo(request: unknown): Requester | undefined {
  return typeof request === 'object' && request !== null ? senders.get(request) : undefined;
}

function answerCame(requester: Requester, request: unknown, headers: unknown): void {
  const { path } = request as { path?: unknown };
  requester.receivedAt = Date.now();
  requester.answered?.();
  requester.watch.limits.answered(requester.exchange, path, headers);
}

/** undici tells headers as they came: name, value, name, value, as bytes. */
function headerTable(list: unknown): Record<string, string> {
  const table: Record<string, string> = {};
  if (!Array.isArray(list)) return table;
  for (let index = 0; index + 1 < list.length; index += 2) {
    table[String(list[index])] = String(list[index + 1]);
  }
  return table;
}
