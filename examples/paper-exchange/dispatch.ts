import type { Account } from './accounts.js';
import { authenticate } from './authentication.js';
import { closeEntries, type Entries, itemsIn, openEntries } from './bookkeeping.js';
import type { Core } from './core.js';
import { Refusal, tooManyOrders, tooManyRequests } from './errors.js';
import type { Outcome, Transport } from './journal.js';
import { type Call, type Operation, type Params, type Target, weightOf } from './operation.js';
import type { Limit, RateLimits } from './rate-limits.js';

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

/** An answer before it is known whether the transport is to break off. */
export interface Performed extends Omit<Answer, 'cut'> {
  /** What the journal is told, where the body has it in other words than the core's. */
  readonly result?: unknown;
  /** Default: whatever has another status than 2xx. */
  readonly isRefused?: boolean;
}

/**
 * Handles one request from arrival to the answer, faults, limits and journal included. Resolves to
 * nothing where the fault switch says that the client is never to hear back.
 */
export function dispatch(
  core: Core,
  target: Target,
  incoming: Incoming,
): Promise<Answer | undefined> {
  const { venue, operation } = target;
  const { params } = incoming;
  const entries = openEntries(core, {
    ...incoming,
    venue,
    weight: weightOf(operation, params),
    order: operation.order,
    items: operation.items?.(params) ?? itemsIn(params),
  });
  return attend(core, entries, operation.order !== undefined, () =>
    perform(core, target, incoming, entries),
  );
}

/** Has a request wait, hang or break off where a fault says so, and closes its journal entries. */
export async function attend(
  core: Core,
  entries: Entries,
  isOrder: boolean,
  performing: () => Performed,
): Promise<Answer | undefined> {
  const reached = await throughFaults(core, isOrder, performing);
  if (reached === undefined) {
    closeEntries(entries, { outcome: 'no_answer', status: 0, body: undefined });
    return undefined;
  }
  const { status, body, headers, result = body, isRefused = status >= 300 } = reached.answer;
  const outcome: Outcome = reached.cut ? 'cut' : isRefused ? 'refused' : 'ok';
  closeEntries(entries, { outcome, status, body: result });
  entries.request.headers = headers;
  return { status, body, headers, cut: reached.cut };
}

/** Answers unless a fault says that nobody is to hear back; `cut` where the answer breaks off. */
async function throughFaults<A>(
  { faults }: Core,
  isOrder: boolean,
  answer: () => A,
): Promise<{ readonly answer: A; readonly cut: boolean } | undefined> {
  const slow = faults.meets('slow', isOrder);
  if (slow !== undefined) {
    await delay(slow.ms);
  }
  if (faults.meets('hang', isOrder) !== undefined) {
    return undefined;
  }
  return { answer: answer(), cut: faults.meets('truncate', isOrder) !== undefined };
}

function perform(core: Core, target: Target, incoming: Incoming, entries: Entries) {
  const limits = core.limitsOf(target.venue, incoming.path);
  let account: Account | undefined;
  try {
    limits.addWeight(entries.request.weight);
    refuseByFault(core, target.operation.order !== undefined);
    refuseOverWeight(limits);
    account = authenticate(core, target.operation.access, incoming);
    const call = { core, venue: core.venues[target.venue], params: incoming.params, account };
    const body = run(target.operation, call, limits, entries.orders.length);
    const orders = target.operation.counts === true && account !== undefined;
    const headers = {
      ...limits.weightHeaders(),
      ...(orders ? limits.orderHeaders(account?.id ?? '') : {}),
    };
    return { status: 200, body, headers };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(-1000, String(error), 500);
    const retry = retryHeader(limits, refusal);
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
function run(operation: Operation, call: Call, limits: RateLimits, orderCount: number): unknown {
  const { account } = call;
  if (operation.counts !== true || account === undefined) {
    return operation.run(call);
  }
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

/** A refusal by fault that names the seconds until the next try. */
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

/** Refuses what the ban, rate-limit and error faults meet, in Binance's codes. */
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

function refuseOverWeight(limits: RateLimits): void {
  const exceeded = limits.exceeded('REQUEST_WEIGHT');
  if (exceeded !== undefined) {
    throw tooManyRequests(exceeded.limit);
  }
}

function retryHeader(limits: RateLimits, refusal: Refusal): Record<string, string> {
  if (refusal instanceof Throttled) {
    return { 'retry-after': String(refusal.retryAfterS) };
  }
  if (refusal.status !== 429) {
    return {};
  }
  const type: Limit['rateLimitType'] = refusal.code === -1015 ? 'ORDERS' : 'REQUEST_WEIGHT';
  const limit = limits.limits.find((one) => one.rateLimitType === type);
  return limit === undefined ? {} : { 'retry-after': String(limits.secondsLeft(limit)) };
}

const delay = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });
