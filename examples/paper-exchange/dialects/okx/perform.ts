import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import type { Params } from '../../operation.js';
import { type Asked, handle, type Told } from '../requests.js';
import { WindowLimits } from '../window-limits.js';
import { refused } from './errors.js';
import type { OkxOperation } from './operations.js';
import { coreParams, INSTRUMENTS, named } from './words.js';

const WINDOW_MS = 2000;

const limits = new WindowLimits();

/** A request of either transport. */
export interface OkxRequest {
  readonly operation: OkxOperation;
  readonly items: readonly Params[];
  readonly asked: Pick<Asked, 'transport' | 'method' | 'path' | 'apiKey' | 'session'>;
  /** Throws a `Refusal` where the request may not act for an account. */
  readonly authenticate: () => Account | undefined;
}

const isKnown = ({ instId, instIdCode }: Params): boolean =>
  INSTRUMENTS.some((one) => one.instId === instId || String(one.instIdCode) === instIdCode);

/** The journal has orders for unknown instruments too, by the name that the client gave them. */
const journaled = (params: Params): Params =>
  isKnown(params) ? coreParams(params) : { symbol: params['instId'] ?? '' };

/** Handles a request from arrival to the answer: authentication, limits, the operation, the journal. */
export function perform(core: Core, { operation, items, asked, authenticate }: OkxRequest) {
  const [first] = items;
  const venue = first !== undefined && isKnown(first) ? named(first).venue : 'spot';
  const answer = (): Told => {
    const account = operation.access === 'public' ? undefined : authenticate();
    if (account !== undefined) {
      count(core, operation, `${account.id} ${asked.path}`, items.length);
    }
    const { data, code, items: each } = operation.run({ core, items, account });
    const msg = code === 0 || asked.transport === 'ws' ? '' : MESSAGES[code];
    const body = { code: String(code), msg, data };
    const told = { status: 200, code, body, headers: {} };
    return each === undefined ? told : { ...told, items: each };
  };
  return handle(
    core,
    { ...asked, venue, order: operation.order, items: items.map(journaled) },
    answer,
    (refusal) => refused(refusal, operation.order),
  );
}

/** On the WebSocket the answer leaves this to the codes of its items. */
const MESSAGES = { 1: 'All operations failed', 2: 'Bulk operation partially succeeded.' } as const;

function count(core: Core, { perTwoSeconds }: OkxOperation, name: string, by: number): void {
  if (limits.take(core, name, perTwoSeconds, WINDOW_MS, by).exceeded) {
    throw new Refusal(-1003, 'Too Many Requests', 429);
  }
}
