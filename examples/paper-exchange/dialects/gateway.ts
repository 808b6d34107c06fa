import type { Account } from '../accounts.js';
import { openEntries } from '../bookkeeping.js';
import type { Core } from '../core.js';
import { type Answer, attend, type Performed, refuseByFault, Throttled } from '../dispatch.js';
import { Refusal } from '../errors.js';
import type { Operation as OrderOperation, Transport } from '../journal.js';
import type { Venue } from '../markets.js';
import type { Params } from '../operation.js';
import type { DialectSocket } from './dialect.js';
import { type Usage, type WindowLimit, WindowLimits } from './window-limits.js';

/** A request of either transport, before anything is known of what it asks for. */
export interface Arrival {
  readonly transport: Transport;
  readonly method: string;
  readonly path: string;
  readonly apiKey: string | undefined;
  /** The account of a socket that has logged in. */
  readonly session?: Account | undefined;
  /** The account that the request acts for; throws a `Refusal` where it may act for none. */
  readonly authenticate: () => Account;
}

interface Concern {
  readonly venue: Venue;
  /** What the journal calls it, for tasks that concern orders. */
  readonly order?: OrderOperation | undefined;
  /** Each order in the core's words, for the journal; one without words unless said. */
  readonly items?: readonly Params[];
  /** How many requests a window takes, where each route has a limit of its own. */
  readonly perWindow?: number;
}

/** What anybody may ask. */
export interface PublicTask extends Concern {
  readonly access: 'public';
  readonly run: () => Done;
}

/** What an account asks of the core, once the exchange's words are translated. */
export interface SignedTask extends Concern {
  readonly access: 'signed';
  readonly run: (account: Account) => Done;
}

export type Task = PublicTask | SignedTask;

/** What an order, or the refusal of one, is to the journal. */
export type Outcome = { readonly orderId?: number | undefined } | { readonly code: number };

/** What came of a task. */
export interface Done {
  /** 200 unless said otherwise. */
  readonly status?: number;
  /** In the exchange's words, for the client. */
  readonly body: unknown;
  /** For the journal; a list for a batch. */
  readonly outcome?: Outcome | readonly Outcome[];
  /** Whether the answer refuses all that was asked for, whatever its status. */
  readonly isRefused?: boolean;
}

/** A refusal in the exchange's words. */
export interface Refused {
  readonly status: number;
  readonly body: unknown;
  /** What the journal has as its code; the core's unless said otherwise. */
  readonly code?: number;
}

/** The limit that a request counts against, under a name that its window has for itself. */
export interface Metered {
  readonly name: string;
  readonly limit: WindowLimit;
  /** As how many requests it counts; 1 unless said. */
  readonly count?: number;
}

/** How far a request's limit is used up, and how long a fault tells its client to stay away. */
export interface Metering {
  readonly limit: WindowLimit | undefined;
  /** Nothing where the request was not counted. */
  readonly usage: Usage | undefined;
  /** Why the request was refused, if it was. */
  readonly refusal: Refusal | undefined;
}

/** What differs from exchange to exchange in how requests are received. */
export interface Rules {
  /** Whether requests count as they arrive, or only once it is known whose they are. */
  readonly counts: 'arrived' | 'authenticated';
  meter(core: Core, arrival: Arrival, task: Task): Metered | undefined;
  headers(core: Core, metering: Metering, arrival: Arrival): Readonly<Record<string, string>>;
  refused(core: Core, refusal: Refusal, arrival: Arrival, task: Task): Refused;
}

/** The way of every request of a dialect: journal, faults, limits, authentication, the task. */
export class Gateway {
  readonly #rules: Rules;
  readonly #limits = new WindowLimits();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** Resolves to nothing where a fault says that nobody is to hear back. */
  serve(core: Core, arrival: Arrival, task: Task): Promise<Answer | undefined> {
    const { venue, order, items = [{}] } = task;
    const entries = openEntries(core, { ...arrival, venue, order, items, weight: 1 });
    return attend(core, entries, order !== undefined, () => this.#perform(core, arrival, task));
  }

  #perform(core: Core, arrival: Arrival, task: Task): Performed {
    const { counts, meter, headers, refused } = this.#rules;
    const metered = meter(core, arrival, task);
    let usage = counts === 'arrived' ? this.#count(core, metered) : undefined;
    const headersFor = (refusal?: Refusal) =>
      headers(core, { limit: metered?.limit, usage, refusal }, arrival);
    try {
      refuseByFault(core, task.order !== undefined);
      refuseExceeded(usage);
      let done: Done;
      if (task.access === 'public') {
        done = task.run();
      } else {
        const account = arrival.authenticate();
        usage ??= this.#count(core, metered);
        refuseExceeded(usage);
        done = task.run(account);
      }
      const { status = 200, body, outcome: result = {}, isRefused = false } = done;
      return { status, body, result, isRefused, headers: headersFor() };
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(-1000, String(error), 500);
      const { code = refusal.code, ...answer } = refused(core, refusal, arrival, task);
      return { ...answer, result: { code }, isRefused: true, headers: headersFor(refusal) };
    }
  }

  #count(core: Core, metered: Metered | undefined): Usage | undefined {
    return metered && this.#limits.take(core, metered.name, metered.limit, metered.count);
  }
}

function refuseExceeded(usage: Usage | undefined): void {
  if (usage?.exceeded === true) {
    throw new Refusal(-1003, 'Too many requests.', 429);
  }
}

/** The header that says when to come back, where a fault has it said. */
export const retryAfter = (refusal: Refusal | undefined): Readonly<Record<string, string>> =>
  refusal instanceof Throttled ? { 'retry-after': String(refusal.retryAfterS) } : {};

/** Sends what a request over a socket is answered with, or breaks off where a fault says so. */
export function deliver(
  socket: DialectSocket,
  answer: Answer | undefined,
  message: (answer: Answer) => object,
): void {
  if (answer?.cut === true) {
    socket.ws.terminate();
  } else if (answer !== undefined) {
    socket.send(message(answer));
  }
}
