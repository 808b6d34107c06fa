import type { Fields } from '../fields.js';
import { fieldsOf } from '../fields.js';

/** What an order is known by. */
export interface OrderIds {
  /** The exchange's own id. */
  readonly id?: string | undefined;
  /** The id that the bot, or its client, has given it. */
  readonly clientId?: string | undefined;
}

/** How exchanges call the id of an order. */
const IDS = ['orderId', 'order_id', 'ordId', 'orderID'] as const;

/** How they call the one that the bot has given it. */
const CLIENT_IDS = [
  'clientOrderId',
  'client_order_id',
  'newClientOrderId',
  'clOrdId',
  'clientOid',
  'orderLinkId',
] as const;

/** What an answer has around its orders; the envelope of some has an `id` too, which is its own. */
const CONTAINERS = [
  'result',
  'data',
  'success_response',
  'newOrderResponse',
  'orderReports',
  'orders',
  'list',
  'successList',
  'args',
  'body',
  'order',
] as const;

const DEEPEST = 4;

/** The ids in a payload that is about an order and is not the order itself: a fill, a request. */
export function orderIdsIn(payload: Fields): OrderIds {
  return { id: firstOf(payload, IDS), clientId: clientIdIn(payload) };
}

/**
 * What the orders of a call are known by, one entry an order; some are several for the exchange. An
 * answer that cannot be told apart by order has none. Ids of the bot's own are looked for among the
 * arguments too: where an answer never came, they are all there is.
 */
export function toldIds(
  answer: unknown,
  args: readonly unknown[],
  orders: number,
): readonly (readonly OrderIds[])[] {
  const told = rowsIn(answer).map(idsOfOrder);
  const asked = askedIn(args, orders);
  if (orders <= 1) return [[...told, ...asked]];
  return told.length === orders ? told.map((ids) => [ids]) : asked.map((ids) => [ids]);
}

function idsOfOrder(order: Fields): OrderIds {
  return { id: firstOf(order, [...IDS, 'id']), clientId: clientIdIn(order) };
}

/** The requests among the arguments, as long as they are as many as the orders. */
function askedIn(args: readonly unknown[], orders: number): OrderIds[] {
  if (orders > 1) {
    const batch = args.find((arg) => Array.isArray(arg) && arg.length === orders) as unknown[];
    return (batch ?? []).map((item) => ({ clientId: clientIdIn(fieldsOf(item)) }));
  }
  const ids = args.map((arg) => clientIdIn(fieldsOf(arg)));
  return ids.filter((clientId) => clientId !== undefined).map((clientId) => ({ clientId }));
}

function rowsIn(answer: unknown, depth = 0): readonly Fields[] {
  if (Array.isArray(answer)) return answer.map((item) => rowsIn(item, depth + 1)[0] ?? {});
  const fields = fieldsOf(answer);
  const inner = CONTAINERS.map((name) => fields[name]).find(
    (value) => typeof value === 'object' && value !== null,
  );
  return inner === undefined || depth >= DEEPEST ? [fields] : rowsIn(inner, depth + 1);
}

function clientIdIn(payload: Fields): string | undefined {
  // At Gate what begins like this is the bot's own; any other text says how an order was placed.
  const { text } = payload;
  const isOwn = typeof text === 'string' && text.startsWith('t-');
  return firstOf(payload, CLIENT_IDS) ?? (isOwn ? text : undefined);
}

function firstOf(payload: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const id = idOf(payload[name]);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** Clients that parse long numbers give objects or bigints, which write themselves as digits. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' || value === '0' ? undefined : value;
  if (typeof value === 'number' || typeof value === 'bigint') {
    return value > 0 ? String(value) : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const text = String(value);
  return /^\d+$/.test(text) ? text : undefined;
}
