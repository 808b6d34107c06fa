import type { ErrorType } from '../../lib/collector/order-event.js';
import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { Answer } from '../core/answer-method.js';
import { wrapAnswerMethod } from '../core/answer-method.js';
import type { RequesterSource } from '../core/exchange-instrumentation.js';
import type { AnyFunction } from '../core/method-patches.js';
import type { Observe, Settlement } from '../core/observe-result.js';
import type { Requester } from '../core/orders/call-context.js';
import { callContext } from '../core/orders/call-context.js';
import type { OrderFailure, OrderRequest } from '../core/orders/order-call.js';
import type { OrderDialect } from '../core/orders/order-dialect.js';
import type { OrderMethod } from '../core/orders/order-method.js';
import { wrapOrderMethod } from '../core/orders/order-method.js';
import { OrderMemory } from '../exchanges/alpaca/order-memory.js';
import { AlpacaAccounts } from './account.js';
import { failures, ordersIn, ordersTold } from './answers.js';
import type { AlpacaMethod, AskedOrder } from './methods.js';
import { EXCHANGE } from './methods.js';
import { AlpacaStreams } from './streams.js';

/** What is different between the two lines. */
export interface Line {
  /** What stands for the client that sends the requests of an object's methods. */
  readonly clientOf: (object: object) => object;
  /** What tells the account of a client, or of a stream. */
  readonly identityOf: (client: object) => readonly unknown[];
  readonly errorType: (error: unknown) => ErrorType;
}

/** Errors after which nobody can say that the exchange was reached. */
const UNREACHABLE = new Set(['timeout', 'network', 'exchange_unavailable']);

type Wrapper = (original: AnyFunction) => AnyFunction;

/** Makes the wrappers of one line's methods, which share what they learn of orders and accounts. */
export class AlpacaClient {
  readonly source: RequesterSource;
  readonly accounts: AlpacaAccounts;
  readonly streams: AlpacaStreams;
  readonly #line: Line;
  readonly #memory = new OrderMemory();
  readonly #dialect: OrderDialect;

  constructor(source: RequesterSource, line: Line) {
    this.source = source;
    this.#line = line;
    this.accounts = new AlpacaAccounts(source, this.#memory, line.identityOf);
    this.streams = new AlpacaStreams(source, this.accounts);
    this.#dialect = {
      name: 'the Alpaca client',
      requester: (object) => this.requesterOf(object),
      errorType: (error, _object, request) => this.#failureOf(error, request),
      failures,
      found: (answer, request) => ordersTold(answer, request, this.#memory),
      answered: (_object, answer) => {
        for (const order of ordersIn(answer)) this.#memory.remember(order);
      },
    };
  }

  /**
   * `submitAndWait` of the 4.x line gives up its request as soon as the stream has told of the order's
   * end. What the exchange has told of did not fail.
   */
  #failureOf(error: unknown, { orders }: OrderRequest): OrderFailure {
    const type = this.#line.errorType(error);
    const clientId = (orders[0] as AskedOrder | undefined)?.clientId;
    const isTold = clientId !== undefined && this.#memory.isTold(clientId);
    return type === 'timeout' && isTold ? undefined : type;
  }

  requesterOf(object: object): Requester {
    return this.source.requesterOf(this.#line.clientOf(object), () => EXCHANGE);
  }

  order({ operation, orders }: AlpacaMethod): Wrapper {
    const method: OrderMethod = { operation, orders: (args) => orders(args, this.#memory) };
    return wrapOrderMethod(method, this.#dialect, this.source);
  }

  answer(name: string, read: (accounts: AlpacaAccounts, answer: Answer<object>) => void): Wrapper {
    const { clientOf } = this.#line;
    const tell = (answer: Answer<object>): void =>
      read(this.accounts, { ...answer, client: clientOf(answer.client) });
    return wrapAnswerMethod(name, tell, this.source);
  }

  /**
   * Wraps what every request goes through: whose it is, and whether it found the exchange there.
   * @param observe {@link observeAside} where the client itself waits for what is given
   */
  request(observe: Observe): Wrapper {
    const { source } = this;
    const begin = (object: object): Requester | undefined =>
      neverThrow('noting a request to Alpaca', () => this.requesterOf(object));
    const noteEnd = (requester: Requester, end: Settlement): void => {
      neverThrow('noting a request to Alpaca', () => this.#requestEnded(requester, end));
    };
    return (original) =>
      function (this: object, ...args: unknown[]): unknown {
        const proceed = (): unknown => Reflect.apply(original, this, args);
        const requester = source.isEnabled() ? begin(this) : undefined;
        if (requester === undefined) return proceed();
        // A question for the time has a requester of its own, which notes when this one left.
        const isKnown = callContext.requester()?.client === requester.client;
        const onEnd = (end: Settlement): void => noteEnd(requester, end);
        return isKnown
          ? observe(proceed, onEnd)
          : callContext.runRequest(requester, proceed, onEnd, observe);
      };
  }

  #requestEnded({ client }: Requester, end: Settlement): void {
    const type = end.failed ? this.#line.errorType(end.error) : undefined;
    const isReachable = type === undefined || !UNREACHABLE.has(type);
    this.source.watch.connections.requestEnded(EXCHANGE, client, isReachable);
  }
}
