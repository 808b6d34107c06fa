import type { MeterProvider } from '@opentelemetry/api';
import { metrics } from '@opentelemetry/api';
import { collectorFor } from '../../lib/collector/shared-collector.js';
import type { Account } from '../core/account/position-book.js';
import type { ExchangeWatch } from '../core/exchange-watch.js';
import { watchOf } from '../core/exchange-watch.js';
import type { Observer } from '../core/observer.js';
import type { Requester } from '../core/orders/call-context.js';
import type { Tracing } from '../core/tracing.js';
import { TracingSource } from '../core/tracing.js';
import { ErrorClasses } from './errors.js';
import type { ErrorOptions } from './options.js';

/** What is the same for all methods of the clients that one call of the user's names. */
export interface ClientSettings {
  readonly exchange: string;
  readonly errors?: ErrorOptions | undefined;
  readonly account?: ((client: never) => string | undefined) | undefined;
  readonly sendsHttp?: boolean | undefined;
  readonly traceOrderIds?: boolean | undefined;
  readonly meterProvider?: MeterProvider | undefined;
}

/** Where the wrappers of a client's methods tell what they see. */
export class ClientWatch implements Observer {
  readonly exchange: string;
  readonly sendsHttp: boolean;
  readonly errors: ErrorClasses;
  readonly #settings: ClientSettings;
  readonly #requesters = new WeakMap<object, Requester>();
  readonly #tracing = new TracingSource('genesis-otel/custom');
  #isEnabled = true;

  constructor(settings: ClientSettings) {
    this.#settings = settings;
    this.exchange = settings.exchange;
    this.sendsHttp = settings.sendsHttp ?? true;
    this.errors = new ErrorClasses(settings.errors);
  }

  isEnabled(): boolean {
    return this.#isEnabled;
  }

  /** Wrappers that somebody has kept do nothing from now on. */
  end(): void {
    this.#isEnabled = false;
  }

  get watch(): ExchangeWatch {
    return watchOf(collectorFor(this.#settings.meterProvider ?? metrics.getMeterProvider()));
  }

  get tracing(): Tracing | undefined {
    return this.#tracing.by(undefined, this.#settings.traceOrderIds ?? false);
  }

  requesterOf(client: object): Requester {
    const { watch, exchange, sendsHttp: followsHttp } = this;
    const known = this.#requesters.get(client);
    if (known?.watch === watch) return known;
    const requester: Requester = { exchange, client, watch, followsHttp };
    this.#requesters.set(client, requester);
    return requester;
  }

  accountOf(client: object): Account {
    const identity = (): unknown[] => [this.#settings.account?.(client as never)];
    return this.watch.accounts.of(client, this.exchange, identity);
  }

  /** A call ended, and it says whether the exchange was there. */
  reached(client: object, isReachable: boolean | undefined): void {
    if (isReachable === undefined) return;
    this.watch.connections.requestEnded(this.exchange, client, isReachable);
  }
}
