import type { Account } from './accounts.js';
import { authenticate } from './authentication.js';
import { closeEntries, type Entries, openEntries } from './bookkeeping.js';
import type { Core } from './core.js';
import { Refusal, tooManyOrders, tooManyRequests } from './errors.js';
import type { Outcome, Transport } from './journal.js';
import type { Params, Target } from './operation.js';
import type { Limit } from './rate-limits.js';

/** A request as either transport hands it over. */
export interface Incoming {
  readonly transport: Transport;
  readonly method: string;
  readonly path: string;
  readonly params: Params;
  readonly apiKey: string | undefined;
  /** A session on the WebSocket API is already authenticated. */
  readonly session?: Account;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** The transport is to break off half way through. */
  readonly cut: boolean;
}

/** What was made of a request, before the faults that spoil the answer. */
export interface Performed extends Omit<Answer, 'cut'> {
  /** What the journal reads codes and order ids from, where an exchange's bodies have other names. */
  readonly logged?: unknown;
}

/**
 * Handles one request from arrival to the answer, faults, limits and journal included. Resolves to
 * nothing where the fault switch says that the client is never to hear back.
 */
export async function dispatch(
  core: Core,
  target: Target,
  incoming: Incoming,
): Promise<Answer | undefined> {
  const entries = openEntries(core, target, incoming);
  const isOrder = target.operation.order !== undefined;
  return answered(core, entries, isOrder, () => perform(core, target, incoming, entries));
}

/** Performs a request between the faults that hold it up and those that spoil its answer. */
export async function answered(
  core: Core,
  entries: Entries,
  isOrder: boolean,
  performed: () => Performed,
): Promise<Answer | undefined> {
  const slow = core.faults.meets('slow', isOrder);
  if (slow !== undefined) {
    await delay(slow.ms);
  }
  if (core.faults.meets('hang', isOrder) !== undefined) {
    closeEntries(entries, { outcome: 'no_answer', status: 0, body: undefined });
    return undefined;
  }
  const { logged, ...answer } = performed();
  const cut = core.faults.meets('truncate', isOrder) !== undefined;
  const outcome: Outcome = cut ? 'cut' : answer.status < 300 ? 'ok' : 'refused';
  closeEntries(entries, { outcome, status: answer.status, body: logged ?? answer.body });
  entries.request.headers = answer.headers;
  return { ...answer, cut };
}

function perform(core: Core, target: Target, incoming: Incoming, entries: Entries) {
  const limits = core.limits[target.venue];
  let account: Account | undefined;
  try {
    limits.addWeight(entries.request.weight);
    refuseByFault(core, target.operation.order !== undefined);
    refuseOverWeight(core, target);
    account = authenticate(core, target.operation.access, incoming);
    const body = run(core, target, incoming.params, account, entries.orders.length);
    const orders = target.operation.counts === true && account !== undefined;
    const headers = {
      ...limits.weightHeaders(),
      ...(orders ? limits.orderHeaders(account?.id ?? '') : {}),
    };
    return { status: 200, body, headers };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(-1000, String(error), 500);
    const retry = retryHeader(core, target, refusal);
    return {
      status: refusal.status,
      body: {
        code: refusal.code,
        msg: refusal.message,
        ...(refusal.data === undefined ? {} : { data: refusal.data }),
      },
      headers: { ...limits.weightHeaders(), ...retry },
    };
  }
}

/** An order the exchange refuses does not stay in the order count. */
function run(
  core: Core,
  { venue, operation }: Target,
  params: Params,
  account: Account | undefined,
  orderCount: number,
): unknown {
  const call = { core, venue: core.venues[venue], params, account };
  if (operation.counts !== true || account === undefined) {
    return operation.run(call);
  }
  const limits = core.limits[venue];
  limits.addOrders(account.id, orderCount);
  try {
    if (limits.exceeded('ORDERS', account.id) !== undefined) {
      throw tooManyOrders();
    }
    return operation.run(call);
  } catch (error) {
    limits.addOrders(account.id, -orderCount);
    throw error;
  }
}

export class Throttled extends Refusal {
  constructor(
    status: 418 | 429,
    readonly retryAfterS: number,
  ) {
    super(
      -1003,
      status === 418 ? 'Way too many requests; IP banned.' : 'Too many requests.',
      status,
    );
  }
}

/** Refuses a request where the fault switch says so, in the words of Binance. */
export function refuseByFault({ faults }: Core, isOrder: boolean): void {
  const ban = faults.meets('ban', isOrder);
  if (ban !== undefined) {
    throw new Throttled(418, ban.retryAfterS ?? 120);
  }
  const limited = faults.meets('rate-limit', isOrder);
  if (limited !== undefined) {
    throw new Throttled(429, limited.retryAfterS ?? 30);
  }
  const fault = faults.meets('error', isOrder);
  if (fault !== undefined) {
    const status = fault.status ?? 500;
    const code = fault.code ?? (status === 503 ? -1001 : -1000);
    throw new Refusal(code, 'An unknown error occurred while processing the request.', status);
  }
}

function refuseOverWeight({ limits }: Core, { venue }: Target): void {
  const exceeded = limits[venue].exceeded('REQUEST_WEIGHT');
  if (exceeded !== undefined) {
    throw tooManyRequests(exceeded.limit);
  }
}

function retryHeader(core: Core, { venue }: Target, refusal: Refusal): Record<string, string> {
  if (refusal instanceof Throttled) {
    return { 'retry-after': String(refusal.retryAfterS) };
  }
  if (refusal.status !== 429) {
    return {};
  }
  const type: Limit['rateLimitType'] = refusal.code === -1015 ? 'ORDERS' : 'REQUEST_WEIGHT';
  const limits = core.limits[venue];
  const limit = limits.limits.find((one) => one.rateLimitType === type);
  return limit === undefined ? {} : { 'retry-after': String(limits.secondsLeft(limit)) };
}

const delay = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });
