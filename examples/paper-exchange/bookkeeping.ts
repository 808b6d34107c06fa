import { performance } from 'node:perf_hooks';
import { type Account, accountIdOf } from './accounts.js';
import { batchItems } from './batch-items.js';
import type { Core } from './core.js';
import {
  type Ending,
  type Logged,
  type OrderEntry,
  type Operation as OrderOperation,
  type Outcome,
  pending,
  type RequestEntry,
  type Transport,
} from './journal.js';
import type { Venue } from './markets.js';
import type { Params } from './operation.js';

/** What the journal is told of a request when it comes. */
export interface Arrived {
  readonly venue: Venue;
  readonly transport: Transport;
  readonly method: string;
  readonly path: string;
  readonly apiKey: string | undefined;
  readonly session?: Account | undefined;
  readonly weight: number;
  /** What it does with orders, and with which ones. */
  readonly order: OrderOperation | undefined;
  readonly items: readonly Params[];
}

/** What the journal has of a request that is being handled. */
export interface Entries {
  readonly request: Logged<RequestEntry>;
  readonly orders: ReadonlyArray<Logged<OrderEntry>>;
  readonly started: number;
}

/** Enters a request, and each order in it, before anything can go wrong with them. */
export function openEntries(core: Core, arrived: Arrived): Entries {
  const { venue, transport, method, path, weight, apiKey, session, order, items } = arrived;
  const account = session?.id ?? (apiKey === undefined ? undefined : accountIdOf(apiKey));
  const arrival = { venue, transport, account };
  const request = core.journal.add<RequestEntry>({
    kind: 'request',
    ...arrival,
    method,
    path,
    weight,
    headers: {},
    ...pending(),
  });
  const orders = (order === undefined ? [] : items).map((item) =>
    core.journal.add<OrderEntry>({
      kind: 'order',
      ...arrival,
      operation: order ?? 'create',
      symbol: item['symbol'],
      side: item['side'],
      type: item['type'],
      clientOrderId: clientIdOf(item),
      quantity: item['quantity'],
      price: item['price'],
      orderId: undefined,
      ...pending(),
    }),
  );
  return { request, orders, started: performance.now() };
}

/** The parameters of each order in a request: those of a batch, or its own. */
export const itemsIn = (params: Params): readonly Params[] =>
  params['batchOrders'] === undefined ? [params] : batchItems(params['batchOrders']);

const clientIdOf = (item: Params): string | undefined =>
  item['newClientOrderId'] ??
  item['clientAlgoId'] ??
  item['newClientStrategyId'] ??
  item['origClientOrderId'];

interface Close {
  readonly outcome: Outcome;
  readonly status: number;
  readonly body: unknown;
}

/** Enters how the request ended; the items of a batch each have an ending of their own. */
export function closeEntries(
  { request, orders, started }: Entries,
  { outcome, status, body }: Close,
): void {
  const handlingMs = performance.now() - started;
  Object.assign(request, { outcome, httpStatus: status, code: codeOf(body), handlingMs });
  const reports = Array.isArray(body) ? body : (body as Answered | undefined)?.orderReports;
  for (const [index, order] of orders.entries()) {
    const own = reports?.length === orders.length ? reports[index] : body;
    const code = codeOf(own);
    const refused = outcome === 'ok' && code !== 0;
    const ending: Ending = {
      outcome: refused ? 'refused' : outcome,
      httpStatus: status,
      code,
      handlingMs,
    };
    Object.assign(order, ending, { orderId: orderIdOf(own) });
  }
}

/** Only refusals have a code, but for the `code: 200` that USD-M says where all went well. */
function codeOf(body: unknown): number {
  const code = (body as { code?: unknown } | undefined)?.code;
  return typeof code === 'number' && code !== 200 ? code : 0;
}

/** Where the answers of the order operations have the order's number. */
interface Answered {
  readonly orderId?: number;
  readonly algoId?: number;
  readonly strategyId?: number;
  readonly newOrderResponse?: { readonly orderId?: number };
  readonly amendedOrder?: { readonly orderId?: number };
  readonly orderReports?: readonly unknown[];
}

function orderIdOf(body: unknown): number | undefined {
  const { orderId, algoId, strategyId, newOrderResponse, amendedOrder } = (body ?? {}) as Answered;
  return orderId ?? algoId ?? strategyId ?? newOrderResponse?.orderId ?? amendedOrder?.orderId;
}
