import type { Venue } from './markets.js';

export type Transport = 'rest' | 'ws';
export type Operation = 'create' | 'edit' | 'cancel' | 'cancel_all' | 'test';

/** `pending` until answered; `cut` means handled but the answer broke off. */
export type Outcome = 'pending' | 'ok' | 'refused' | 'no_answer' | 'cut';

/** How a request ended; the fields are filled in when it does. */
export interface Ending {
  outcome: Outcome;
  /** The code of the body when refused, else 0. */
  code: number;
  /** 0 until, or unless, something was answered. */
  httpStatus: number;
  /** From arrival to the answer being ready to send. */
  handlingMs: number;
}

interface Arrival {
  readonly venue: Venue;
  readonly transport: Transport;
  /** Never the API key itself: see `accountIdOf`. */
  readonly account: string | undefined;
}

export interface RequestEntry extends Arrival, Ending {
  readonly kind: 'request';
  readonly method: string;
  readonly path: string;
  readonly weight: number;
  /** The rate-limit headers sent, or for WebSocket answers what the headers would have said. */
  headers: Readonly<Record<string, string>>;
}

export interface OrderEntry extends Arrival, Ending {
  readonly kind: 'order';
  readonly operation: Operation;
  readonly symbol: string | undefined;
  readonly side: string | undefined;
  readonly type: string | undefined;
  readonly clientOrderId: string | undefined;
  readonly quantity: string | undefined;
  readonly price: string | undefined;
  orderId: number | undefined;
}

export interface FillEntry {
  readonly kind: 'fill';
  readonly venue: Venue;
  readonly account: string;
  readonly symbol: string;
  readonly side: string;
  readonly tradeId: number;
  readonly orderId: number;
  readonly clientOrderId: string;
  readonly price: string;
  readonly qty: string;
  readonly commission: string;
  readonly commissionAsset: string;
  readonly maker: boolean;
  /** USD-M only, before commission. */
  readonly realized: string | undefined;
}

export interface ConnectionEntry {
  readonly kind: 'connection';
  readonly event: 'open' | 'close';
  readonly connection: number;
  readonly venue: Venue;
  readonly channel: 'public' | 'private' | 'api';
  /** Close only. */
  readonly code: number | undefined;
  readonly by: 'client' | 'exchange' | undefined;
}

/** A client has asked for a public stream over a socket that was open. */
export interface SubscriptionEntry {
  readonly kind: 'subscription';
  readonly connection: number;
  readonly venue: Venue;
  readonly stream: string;
}

export interface FaultEntry {
  readonly kind: 'fault';
  readonly event: 'set' | 'clear' | 'drop';
  readonly fault: object;
}

export type Entry =
  | RequestEntry
  | OrderEntry
  | FillEntry
  | ConnectionEntry
  | SubscriptionEntry
  | FaultEntry;
/** Number and arrival time come on top; the time is the machine's, whatever the clock fault says. */
export type Logged<E extends Entry = Entry> = E & { readonly seq: number; readonly at: number };
export type EntryOf<K extends Entry['kind']> = Extract<Entry, { kind: K }>;

/** What the exchange saw, in order, kept apart from everything that measures the bot. */
export class Journal {
  readonly #entries: Logged[] = [];
  readonly #now: () => number;
  readonly #max: number;
  #seq = 0;

  constructor(now: () => number, max = 200_000) {
    this.#now = now;
    this.#max = max;
  }

  /** Appends an entry and hands it back, so that its ending can be filled in later. */
  add<E extends Entry>(entry: E): Logged<E> {
    const logged = Object.assign(entry, { seq: ++this.#seq, at: this.#now() });
    this.#entries.push(logged);
    if (this.#entries.length > this.#max) {
      this.#entries.shift();
    }
    return logged;
  }

  all(): readonly Logged[] {
    return this.#entries;
  }

  of<K extends Entry['kind']>(kind: K): Array<Logged<EntryOf<K>>> {
    return this.#entries.filter((entry) => entry.kind === kind) as Array<Logged<EntryOf<K>>>;
  }

  get orders(): Array<Logged<OrderEntry>> {
    return this.of('order');
  }

  get fills(): Array<Logged<FillEntry>> {
    return this.of('fill');
  }
}

export const pending = (): Ending => ({
  outcome: 'pending',
  code: 0,
  httpStatus: 0,
  handlingMs: 0,
});
