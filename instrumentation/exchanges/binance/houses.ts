import type { ErrorType } from '../../../lib/collector/order-event.js';
import { neverThrow } from '../../../lib/diagnostics/never-throw.js';
import type { Account } from '../../core/account/position-book.js';
import type { RequesterSource } from '../../core/exchange-instrumentation.js';
import { fieldsOf } from '../../core/fields.js';
import type { Settlement } from '../../core/observe-result.js';
import type { Requester } from '../../core/orders/call-context.js';
import { callContext } from '../../core/orders/call-context.js';
import type { OrderDialect } from '../../core/orders/order-dialect.js';
import { ACCOUNT_ROUTES } from './account-routes.js';
import { failuresOfAnswer, fillsOfAnswer } from './answers.js';
import type { BinanceParams } from './orders.js';
import { readUserData } from './user-data.js';

/** What one kind of client has in a way of its own. */
export interface BinanceClientKind<Client extends object> {
  /** For reports of faults. */
  readonly name: string;
  /** What tells the client's account apart: its API key. */
  readonly identity: (client: Client) => readonly unknown[];
  /** The class of what a call threw. */
  readonly errorType: (error: unknown, client: Client) => ErrorType;
  /** The body within an answer: see {@link OrderDialect.body}. */
  readonly body?: (answer: unknown) => unknown;
  /** Whether reading a body parses it anew; then what is megabytes long is not read. */
  readonly parsesAgain?: boolean;
}

/** A request as a client makes it. */
export interface BinanceRequest {
  readonly method: string;
  /** From the first slash on, without a query. */
  readonly path: string;
  readonly params: BinanceParams;
}

/** Errors after which nobody can say that the exchange was reached. */
const UNREACHABLE = new Set<ErrorType>(['timeout', 'network', 'exchange_unavailable']);

/**
 * One client object trades at several of Binance's houses: spot, USD-M, COIN-M. Each is an exchange
 * of its own, with its own orders, limits, clock and connection.
 */
export class BinanceHouses<Client extends object> {
  readonly #source: RequesterSource;
  readonly #kind: BinanceClientKind<Client>;
  /** What stands for a client at each of the houses. */
  readonly #desks = new WeakMap<Client, Map<string, object>>();
  readonly #dialects = new Map<string, OrderDialect<Client>>();

  constructor(source: RequesterSource, kind: BinanceClientKind<Client>) {
    this.#source = source;
    this.#kind = kind;
  }

  isEnabled(): boolean {
    return this.#source.isEnabled();
  }

  get watch(): RequesterSource['watch'] {
    return this.#source.watch;
  }

  get tracing(): RequesterSource['tracing'] {
    return this.#source.tracing;
  }

  requester(client: Client, exchange: string): Requester {
    return this.#source.requesterOf(this.#desk(client, exchange), () => exchange);
  }

  account(client: Client, exchange: string): Account {
    return this.watch.accounts.of(client, exchange, () => this.#kind.identity(client));
  }

  /** How the orders of these clients end at one of the houses. */
  dialect(exchange: string): OrderDialect<Client> {
    let dialect = this.#dialects.get(exchange);
    if (dialect === undefined) {
      const { name, errorType, body } = this.#kind;
      dialect = {
        name,
        requester: (client) => this.requester(client, exchange),
        errorType,
        ...(body === undefined ? {} : { body }),
        failures: failuresOfAnswer,
        answered: (client, answer, { operation }) => {
          if (operation !== 'cancel') this.#filled(client, exchange, answer);
        },
      };
      this.#dialects.set(exchange, dialect);
    }
    return dialect;
  }

  /**
   * Makes any request of a client: whether it was answered tells the connection, and its answer may
   * tell fills, positions, limits or the time.
   */
  request<T>(client: Client, exchange: string, request: BinanceRequest, proceed: () => T): T {
    const { path } = request;
    const isTime = path.endsWith('/time');
    const known = this.requester(client, exchange);
    // The times of a request for the time must not be moved by others side by side.
    const requester: Requester = isTime ? { ...known } : known;
    const askedAt = Date.now();
    return callContext.runRequest(requester, proceed, (end) => {
      neverThrow(`reading an answer of ${this.#kind.name}`, () => {
        this.#ended(client, requester, request, end, askedAt);
      });
    });
  }

  /** A message of a user data stream of the client came. */
  userData(client: Client, exchange: string, message: unknown): void {
    const { e, event, data } = fieldsOf(message);
    // The WebSocket API and combined streams wrap their events.
    const told = e === undefined ? (event ?? data) : message;
    readUserData(told, () => this.account(client, exchange), this.watch);
  }

  #ended(
    client: Client,
    requester: Requester,
    request: BinanceRequest,
    end: Settlement,
    askedAt: number,
  ): void {
    const { exchange, client: desk, watch } = requester;
    const reachable = !(end.failed && UNREACHABLE.has(this.#kind.errorType(end.error, client)));
    watch.connections.requestEnded(exchange, desk, reachable);
    if (end.failed || !isRead(request, this.#kind.parsesAgain === true)) return;
    const answer = { requester, request, askedAt };
    const body = this.#kind.body === undefined ? end.value : this.#kind.body(end.value);
    if (!(body instanceof Promise)) {
      this.#read(client, answer, body);
      return;
    }
    const readSafely = (parsed: unknown): void => {
      neverThrow(`reading an answer of ${this.#kind.name}`, () =>
        this.#read(client, answer, parsed),
      );
    };
    body.then(readSafely, () => undefined);
  }

  #read(client: Client, { requester, request, askedAt }: Answered, body: unknown): void {
    const { exchange, watch, sentAt, receivedAt } = requester;
    const { method, path, params } = request;
    if (path.endsWith('/exchangeInfo')) watch.limits.learned(exchange, path, body);
    if (path.endsWith('/time') && sentAt !== undefined && receivedAt !== undefined) {
      const { serverTime } = body as { serverTime: number };
      watch.clocks.add(exchange, { sentAt, receivedAt, serverTime });
    }
    const account = this.account(client, exchange);
    ACCOUNT_ROUTES[`${method} ${path}`]?.({ account, watch, params, body, askedAt });
  }

  #filled(client: Client, exchange: string, answer: unknown): void {
    const account = this.account(client, exchange);
    for (const fill of fillsOfAnswer(answer)) this.watch.accounts.filled(account, fill);
  }

  #desk(client: Client, exchange: string): object {
    let desks = this.#desks.get(client);
    if (desks === undefined) {
      desks = new Map();
      this.#desks.set(client, desks);
    }
    let desk = desks.get(exchange);
    if (desk === undefined) {
      desk = {};
      desks.set(exchange, desk);
    }
    return desk;
  }
}

interface Answered {
  readonly requester: Requester;
  readonly request: BinanceRequest;
  readonly askedAt: number;
}

/** Whether the answer to a request tells anything, so that it is worth a look. */
function isRead({ method, path }: BinanceRequest, parsesAgain: boolean): boolean {
  if (path.endsWith('/exchangeInfo')) return !parsesAgain;
  return path.endsWith('/time') || Object.hasOwn(ACCOUNT_ROUTES, `${method} ${path}`);
}
