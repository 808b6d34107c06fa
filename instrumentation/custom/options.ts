import type { MeterProvider } from '@opentelemetry/api';
import type { MoneyInput } from '../../lib/collector/money.js';
import type { ErrorType, OrderEvent, OrderOperation } from '../../lib/collector/order-event.js';

/** The names of a client's methods. */
export type MethodName<Client> = {
  [Name in keyof Client]-?: Client[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof Client] &
  string;

/** The arguments of one of them. */
export type ArgumentsOf<Client, Name extends keyof Client> = Client[Name] extends (
  ...args: infer Arguments
) => unknown
  ? Arguments
  : never;

/** What one of them gives, or what its promise does. */
export type AnswerOf<Client, Name extends keyof Client> = Client[Name] extends (
  ...args: never[]
) => infer Result
  ? Awaited<Result>
  : never;

/** An order as the client's arguments tell it; what they leave open becomes `unknown`. */
export interface OrderInput {
  /** As the exchange spells it: `BTCUSDT`, `BTC-USDT`, `BTC/USDT` … */
  readonly symbol?: string | undefined;
  /** `buy`, `SELL`, `bid`, `ask` … */
  readonly side?: string | undefined;
  /** `market`, `LIMIT`, `stopLoss` … */
  readonly type?: string | undefined;
}

/** What an exchange says of a failure. */
export interface FailureFacts {
  readonly code?: string | number | undefined;
  /** HTTP status, or what stands for one. */
  readonly status?: string | number | undefined;
}

/** How one order of an answer that resolved ended: nothing where it was placed. */
export type OrderEnding = ErrorType | FailureFacts | null | undefined;

/** What an order is known by, to link its fills to its span. */
export interface OrderIdInput {
  /** The exchange's own id. */
  readonly id?: string | number | undefined;
  /** The id that the bot has given it. */
  readonly clientId?: string | number | undefined;
}

/** An execution, as an answer tells it. */
export interface FillInput {
  /** The exchange's id of the fill; each is counted once, whichever answer tells it. */
  readonly id?: string | number | undefined;
  readonly symbol?: string | undefined;
  readonly side?: string | undefined;
  /** In milliseconds since the epoch; fills from before this process are history. Default: now. */
  readonly time?: number | undefined;
  /** In dollars; left out where the exchange tells none. */
  readonly realizedPnl?: MoneyInput | undefined;
  /** The order that it is of, to link it to that order's span; it becomes no label. */
  readonly order?: OrderIdInput | undefined;
}

/** A position, as an answer tells it. */
export interface PositionInput {
  readonly symbol?: string | undefined;
  readonly side?: 'long' | 'short' | undefined;
  /** Whether the account can hold both sides of a symbol; left out where nobody tells. */
  readonly hedged?: boolean | undefined;
  /** 0 means closed. */
  readonly size: string | number;
  /** In dollars; left out where the exchange tells none. */
  readonly unrealizedPnl?: MoneyInput | undefined;
}

/** The positions of an answer, and what else it says by leaving others out. */
export interface PositionsInput {
  readonly positions: readonly PositionInput[];
  /**
   * `account`: there are no others. `news`: nothing is said of others. A list: these symbols have no
   * others.
   */
  readonly speaksOf: 'account' | 'news' | readonly string[];
}

/** The call that an answer belongs to. */
export interface AnsweredCall<Arguments extends unknown[]> {
  readonly args: Arguments;
  /** The orders that were read from the arguments; none where the method places none. */
  readonly orders: readonly OrderEvent[];
}

/** A method that places, edits, cancels or closes orders. */
export interface OrderMethodOptions<Client, Arguments extends unknown[], Answer> {
  readonly operation: OrderOperation;
  /** The orders that a call places, edits or closes. A cancellation may do without. */
  readonly orders?: (...args: Arguments) => OrderInput | readonly OrderInput[];
  /** Whether a call only asks for a check of the order; then nothing is counted. Default: never. */
  readonly isDryRun?: (this: Client, ...args: Arguments) => boolean;
  /**
   * How the orders of an answer that resolved ended, where a resolved answer can tell of failures:
   * for one order its ending, for a batch a list in the order of the request. Default: all placed.
   */
  readonly failures?: (
    answer: Answer,
    call: AnsweredCall<Arguments>,
  ) => OrderEnding | readonly OrderEnding[];
  /**
   * What the orders of a call are known by, where it is traced: for one order its ids, for a batch a
   * list in the order of the request. Default: what stands in the answer and the arguments under the
   * names that exchanges use. The answer is undefined where none came.
   */
  readonly ids?: (
    answer: Answer | undefined,
    call: AnsweredCall<Arguments>,
  ) => OrderIdInput | readonly OrderIdInput[];
  /** The executions that an answer tells; symbol and side default to those of a single order. */
  readonly fills?: (answer: Answer, call: AnsweredCall<Arguments>) => readonly FillInput[];
}

/** A method that places no order, and whose answers tell something. */
export interface AnswerMethodOptions<Arguments extends unknown[], Answer> {
  readonly operation?: undefined;
  readonly fills?: (answer: Answer, call: AnsweredCall<Arguments>) => readonly FillInput[];
  readonly positions?: (answer: Answer, call: AnsweredCall<Arguments>) => PositionsInput;
  /** The exchange's time, in milliseconds since the epoch; it corrects message latencies. */
  readonly serverTime?: (answer: Answer, call: AnsweredCall<Arguments>) => number | undefined;
  /** Whether the client is done with after a call: then its connection is not missed. */
  readonly closes?: boolean;
}

export type MethodOptions<Client, Arguments extends unknown[], Answer> =
  | OrderMethodOptions<Client, Arguments, Answer>
  | AnswerMethodOptions<Arguments, Answer>;

/** How a client's errors are told apart. Messages are never looked at: vendors change their wording. */
export interface ErrorOptions {
  /** Classes by the exchange's own code. */
  readonly codes?: Readonly<Record<string, ErrorType>>;
  /** Classes by the error's `name`, for clients that have a class of error for each failure. */
  readonly names?: Readonly<Record<string, ErrorType>>;
  /** Classes by HTTP status, where the exchange means something else by it than most do. */
  readonly statuses?: Readonly<Record<string, ErrorType>>;
  /** Where an error holds code and status. Default: in `code`, `status` and where clients put them. */
  readonly facts?: (error: unknown) => FailureFacts;
}

export interface ExchangeClientOptions<Client extends object> {
  /** The label `exchange`: `binance`, `kraken` … */
  readonly exchange: string;
  /** What the client's methods do, by their names. */
  readonly methods: {
    readonly [Name in MethodName<Client>]?: MethodOptions<
      Client,
      ArgumentsOf<Client, Name>,
      AnswerOf<Client, Name>
    >;
  };
  readonly errors?: ErrorOptions;
  /**
   * What tells the accounts of several clients apart, such as the API key: two clients of one account
   * are counted once. Only a hash of it is kept. Default: each client is an account of its own, whose
   * positions end when the bot forgets the client.
   */
  readonly account?: (client: Client) => string | undefined;
  /**
   * Whether requests go through Node.js's `http` or `fetch`. Where they do not, nobody sees whether a
   * failed call had sent anything, and each counts as sent. Default true.
   */
  readonly sendsHttp?: boolean;
  /** Whether the span of an order carries its id. Default: it does not. */
  readonly traceOrderIds?: boolean;
  /** Where the metrics go. Default: what `startGenesis` has started, or the global provider. */
  readonly meterProvider?: MeterProvider;
}
