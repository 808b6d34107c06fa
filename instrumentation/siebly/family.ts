import type { ErrorType } from '../../lib/collector/order-event.js';
import type { RequesterSource } from '../core/exchange-instrumentation.js';
import type { ExchangeWatch } from '../core/exchange-watch.js';
import type { Requester } from '../core/orders/call-context.js';
import { AcknowledgedOrders } from './acknowledged-orders.js';
import type { RestClass, SieblyAnswers, SieblyClient, SocketClass, Told } from './client-table.js';
import type { SieblyRest, SieblySocket } from './internal-types.js';

/** What the wrappers of one package share: its table, its classes as loaded, whom they tell. */
export class SieblyFamily {
  readonly table: SieblyClient;
  readonly #observer: RequesterSource;
  readonly #restClasses = new Map<object, RestClass>();
  readonly #socketClasses = new Map<object, SocketClass>();
  readonly #statuses = new WeakMap<object, number>();
  /** Orders over WebSocket whose last word is still to come. */
  readonly acknowledged = new AcknowledgedOrders();

  constructor(table: SieblyClient, observer: RequesterSource) {
    this.table = table;
    this.#observer = observer;
  }

  isEnabled(): boolean {
    return this.#observer.isEnabled();
  }

  get watch(): ExchangeWatch {
    return this.#observer.watch;
  }

  get tracing(): RequesterSource['tracing'] {
    return this.#observer.tracing;
  }

  /** Notes the prototypes of a loaded class, so that its instances can be told from others'. */
  hasRestClass(prototype: object, restClass: RestClass): void {
    this.#restClasses.set(prototype, restClass);
  }

  hasSocketClass(prototype: object, socketClass: SocketClass): void {
    this.#socketClasses.set(prototype, socketClass);
  }

  /** The class that a client is an instance of, subclasses of the bot included. */
  socketClassOf(client: object): SocketClass | undefined {
    return classOf(client, this.#socketClasses);
  }

  restClassOf(client: object): RestClass | undefined {
    return classOf(client, this.#restClasses);
  }

  /** Who sends the requests of a REST client; undefined for classes that have nothing to do with orders. */
  restRequester(client: object): Requester | undefined {
    const restClass = this.restClassOf(client);
    if (restClass === undefined) return undefined;
    const requester = this.#observer.requesterOf(client, () => restClass.exchange);
    requester.answered ??= () =>
      requester.watch.connections.requestEnded(requester.exchange, client, true);
    return requester;
  }

  socketExchange(client: SieblySocket, wsKey: unknown): string | undefined {
    return this.socketClassOf(client)?.exchangeOf(client, wsKey);
  }

  told(client: SieblyRest | SieblySocket, exchange: string, value: unknown): Told {
    return new ToldByClient(this, client, exchange, value);
  }

  /** Remembers the HTTP status behind what a client threw: most clients leave it out. */
  noteStatus(thrown: unknown, status: unknown): void {
    if (typeof thrown !== 'object' || thrown === null || typeof status !== 'number') return;
    this.#statuses.set(thrown, status);
  }

  /** The class of what a call threw. */
  errorType(error: unknown, answers: SieblyAnswers = this.table.answers): ErrorType {
    const isObject = typeof error === 'object' && error !== null;
    const status = isObject ? this.#statuses.get(error) : undefined;
    return isBrokenOff(error, status) ? 'network' : answers.errorType({ error, status });
  }
}

/** Most of what is told is never asked whose account it is about, so that is made when it is. */
class ToldByClient implements Told {
  constructor(
    private readonly family: SieblyFamily,
    private readonly client: SieblyRest | SieblySocket,
    readonly exchange: string,
    readonly value: unknown,
  ) {}

  get watch(): ExchangeWatch {
    return this.family.watch;
  }

  get account(): Told['account'] {
    const { family, client, exchange } = this;
    return () => family.watch.accounts.of(client, exchange, () => family.table.identity(client));
  }
}

/**
 * Where the connection broke off in an answer with a good status, there is no body: most clients
 * throw the rest of the answer without it, and those that throw the body itself throw nothing.
 */
function isBrokenOff(error: unknown, status: number | undefined): boolean {
  if (error === undefined) return true;
  const isGood = status !== undefined && status >= 200 && status < 300;
  const { body } = error as { body?: unknown };
  return isGood && body === undefined && Object.hasOwn(error as object, 'body');
}

function classOf<Class>(client: object, classes: ReadonlyMap<object, Class>): Class | undefined {
  for (let link: object | null = client; link !== null; link = Object.getPrototypeOf(link)) {
    const found = classes.get(link);
    if (found !== undefined) return found;
  }
  return undefined;
}
