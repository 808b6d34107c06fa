import type { ErrorType, OrderOperation } from '../../lib/collector/order-event.js';
import type { Answer } from '../core/answer-method.js';
import type { ExchangeWatch } from '../core/exchange-watch.js';
import type { OrderFailure, OrderRequest } from '../core/orders/order-call.js';
import type { SieblyRest, SieblySocket } from './internal-types.js';

/** An order as a client's arguments spell it; whatever is no text is unknown. */
export interface NativeOrder {
  readonly symbol?: unknown;
  readonly side?: unknown;
  readonly type?: unknown;
}

/** What an order method, or an operation of the order API over WebSocket, does. */
export interface SieblyOrderMethod {
  readonly operation: OrderOperation;
  /** The orders that a call with these arguments places, edits or closes; none for a cancellation. */
  readonly orders: (args: readonly unknown[]) => readonly NativeOrder[];
  /** Whether these arguments ask for a check instead of an order. Default: they never do. */
  readonly isDryRun?: (args: readonly unknown[]) => boolean;
}

/** What a failed call threw, and the HTTP status of the answer behind it, where there was one. */
export interface SieblyFault {
  readonly error: unknown;
  readonly status: number | undefined;
}

/** How the answers of one client tell what became of orders, whichever way they were sent. */
export interface SieblyAnswers {
  /** The class of what a call threw. */
  readonly errorType: (fault: SieblyFault) => ErrorType;
  /** How each order of a call that resolved ended. */
  readonly failures: (
    answer: unknown,
    request: OrderRequest,
    args: readonly unknown[],
  ) => readonly OrderFailure[];
  /**
   * The connection and the id (`spotV4/7`) of a request of which an answer is only the
   * acknowledgement; its last word comes as an event, see {@link SocketClass.lastWord}.
   */
  readonly acknowledged?: (answer: unknown) => string | undefined;
  /** How each order of a call that threw ended, where the client throws answers that tell. */
  readonly refusals?: (
    error: unknown,
    request: OrderRequest,
  ) => readonly OrderFailure[] | undefined;
  /** Reads what else the answer of an order tells: fills, limits. */
  readonly answered?: (told: Told, request: OrderRequest) => void;
}

/** Something that an exchange told a client. */
export interface Told {
  /** The answer, or the message. */
  readonly value: unknown;
  readonly exchange: string;
  readonly watch: ExchangeWatch;
  /** The account that the client trades on. */
  readonly account: () => ReturnType<ExchangeWatch['accounts']['of']>;
}

/** What the answer of a method that places no order tells. */
export type AnswerReader = (told: Told, answer: Answer<SieblyRest>) => void;

/** What was asked, of whose answer something is read. */
export interface RestRequest {
  readonly path: string;
  readonly params: unknown;
  /** In milliseconds since the epoch. */
  readonly askedAt: number;
}

/** What the answer to a request tells. */
export type PathReader = (told: Told, request: RestRequest) => void;

/** One REST class of a client. */
export interface RestClass {
  /** The label of the exchange. */
  readonly exchange: string;
  readonly orders: Readonly<Record<string, SieblyOrderMethod>>;
  /** Methods whose answers tell of fills, positions or limits. */
  readonly answers?: Readonly<Record<string, AnswerReader>>;
  /** How to read the answers of `GET` requests that tell something; paths begin with a slash. */
  readonly readerOf?: (path: string) => PathReader | undefined;
  /** Methods that ask for the exchange's time, and how to read milliseconds from their answers. */
  readonly times?: Readonly<Record<string, (answer: unknown) => number | undefined>>;
}

/** One WebSocket class of a client. */
export interface SocketClass {
  /** The label of the exchange behind one of the client's connections. */
  readonly exchangeOf: (client: SieblySocket, wsKey: unknown) => string;
  /** Operations of the order API, by name; their arguments are those of `sendWSAPIRequest`. */
  readonly operations?: Readonly<Record<string, SieblyOrderMethod>>;
  /** The event under which the client gives data, once for each message. */
  readonly dataEvent: string;
  /**
   * Age and channel of a message as `{ ts, channel }`, where an exchange has them in places of its
   * own. Default: the core looks for them in the message itself.
   */
  readonly envelope?: (message: unknown) => unknown;
  /** Reads a message: fills, positions. Called for each part of a message that is a list. */
  readonly read?: (told: Told) => void;
  /** Whether an event that is no data answers a request; default: where the client marks it so. */
  readonly isAnswer?: (event: unknown) => boolean;
  /** The last word on a request that was acknowledged before, and whether it is a refusal. */
  readonly lastWord?: (event: unknown) => LastWord | undefined;
  /** Reads the answer to a request over WebSocket, also a refusal: limits. */
  readonly readAnswer?: (told: Told) => void;
}

export interface LastWord {
  readonly id: string;
  readonly failed: boolean;
}

/** One package of the family: all that its instrumentation needs to know of it. */
export interface SieblyClient {
  /** Its name at npm. */
  readonly module: string;
  readonly versions: readonly string[];
  readonly rest: Readonly<Record<string, RestClass>>;
  readonly sockets: Readonly<Record<string, SocketClass>>;
  /** How REST calls end. */
  readonly answers: SieblyAnswers;
  /** How orders over WebSocket end; needed where there are any. Default: as REST calls do. */
  readonly socketAnswers?: SieblyAnswers;
  /** What tells the accounts behind two clients apart: the API key. Only a hash of it is kept. */
  readonly identity: (client: SieblyRest | SieblySocket) => readonly unknown[];
  /**
   * Requests by which a WebSocket client keeps its own streams alive, by a REST client of its own
   * that nobody ever closes: they do not make the bot a user of REST.
   */
  readonly isUpkeep?: (endpoint: string) => boolean;
}
