import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { metrics } from '@opentelemetry/api';
import type { InstrumentationConfig } from '@opentelemetry/instrumentation';
import {
  InstrumentationBase,
  InstrumentationNodeModuleDefinition,
} from '@opentelemetry/instrumentation';
import type { MetricsCollector } from '../../lib/collector/metrics-collector.js';
import { collectorFor } from '../../lib/collector/shared-collector.js';
import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { VERSION } from '../../lib/version.js';
import type { ExchangeWatch } from './exchange-watch.js';
import { watchOf } from './exchange-watch.js';
import { watchHttp } from './http/http-watch.js';
import { MethodPatches } from './method-patches.js';
import type { Observer } from './observer.js';
import type { Requester } from './orders/call-context.js';
import { running } from './running.js';
import type { Tracing } from './tracing.js';
import { TracingSource } from './tracing.js';

/** What the instrumentation of an exchange client can be told. */
export interface ExchangeInstrumentationConfig extends InstrumentationConfig {
  /** Whether the span of an order carries its id. Default: it does not. */
  readonly traceOrderIds?: boolean;
}

/** One npm module of a client, and how it is wrapped. */
export interface ClientModule {
  /** The name by which it is required or imported. */
  readonly name: string;
  /** The versions that the wrappers were built for: closed ranges. */
  readonly versions: readonly string[];
  /** Whether a module object is this module, for bots whose bundler leaves no name. */
  readonly recognises: (module: object) => boolean;
  /** Wraps a module object; both builds and several copies may come. What it gives takes its place. */
  readonly patch: (module: object, patches: MethodPatches) => object | undefined;
}

/** Where wrappers learn who sends a client's requests. */
export interface RequesterSource extends Observer {
  requesterOf(client: object, exchangeOf: () => string): Requester;
}

/** A module that was wrapped, to be wrapped again when the instrumentation is enabled again. */
interface Seen {
  readonly module: object;
  readonly definition: ClientModule;
}

/**
 * The base of every exchange client's instrumentation. It works in anyone's OpenTelemetry set-up:
 * whatever meter provider it is given, all instrumentations on that provider share one collector.
 */
export abstract class ExchangeInstrumentation
  extends InstrumentationBase
  implements RequesterSource
{
  // The base constructor calls setMeterProvider, init and enable, before fields of this class exist.
  declare protected meterProvider: MeterProvider | undefined;
  declare private patches: MethodPatches;
  declare private seen: Seen[];
  declare private requesters: WeakMap<object, Requester>;
  declare private cachedWatch: ExchangeWatch | undefined;
  declare private tracerProvider: TracerProvider | undefined;
  declare private tracingSource: TracingSource;
  declare private isMade: boolean | undefined;

  constructor(name: string, config: ExchangeInstrumentationConfig = {}) {
    super(`genesis-otel/${name}`, VERSION, config);
    this.isMade = true;
    // By then the fields of the subclass exist too.
    queueMicrotask(() => this.#takeHanded());
  }

  /** The modules of the client. Called while the base is constructed: no fields exist yet. */
  protected abstract modules(): readonly ClientModule[];

  /** Whether the client's HTTP traffic is read where Node.js publishes it; see {@link Requester}. */
  protected get followsHttp(): boolean {
    return true;
  }

  /** Where events go. Without a provider of its own: the collector of the global provider. */
  get collector(): MetricsCollector {
    return collectorFor(this.meterProvider ?? metrics.getMeterProvider());
  }

  get watch(): ExchangeWatch {
    if (this.cachedWatch !== undefined) return this.cachedWatch;
    const watch = watchOf(this.collector);
    // The global provider may be another one tomorrow.
    if (this.meterProvider !== undefined) this.cachedWatch = watch;
    return watch;
  }

  get tracing(): Tracing | undefined {
    const { traceOrderIds = false } = this.getConfig() as ExchangeInstrumentationConfig;
    return this.tracingSource.by(this.tracerProvider, traceOrderIds);
  }

  override setTracerProvider(tracerProvider: TracerProvider): void {
    super.setTracerProvider(tracerProvider);
    this.tracerProvider = tracerProvider;
  }

  override setMeterProvider(meterProvider: MeterProvider): void {
    super.setMeterProvider(meterProvider);
    this.meterProvider = meterProvider;
    this.cachedWatch = undefined;
    // Whoever starts instrumentations sets this, and the bot may go on at once.
    if (this.isMade === true) this.#takeHanded();
  }

  /**
   * Whether a module object is a module of this client.
   * @param as its npm name, where the module itself does not show what it is
   */
  recognises(module: object, as?: string): boolean {
    return this.#definitionOf(module, as) !== undefined;
  }

  /**
   * Wraps a module that no hook has seen, because a bundler has put it into the bot. A module that is
   * wrapped already stays as it is.
   * @returns whether it is a module of this client
   */
  instrument(module: object, as?: string): boolean {
    const definition = this.#definitionOf(module, as);
    if (definition === undefined) return false;
    this.#patch(module, definition);
    return true;
  }

  override enable(): void {
    super.enable();
    watchHttp();
    // The base remembers one module object a name, and a client may have two builds.
    for (const { module, definition } of this.seen) this.#apply(module, definition);
    running.add(this);
    if (this.isMade === true) this.#takeHanded();
  }

  /** Puts every original back. */
  override disable(): void {
    super.disable();
    running.remove(this);
    neverThrow('restoring a client', () => this.patches.restore());
  }

  /**
   * Who sends the requests of a client's calls.
   * @param client the object that the bot holds
   * @param exchangeOf the label of the exchange; asked once a client
   */
  requesterOf(client: object, exchangeOf: () => string): Requester {
    const known = this.requesters.get(client);
    if (known !== undefined && known.watch === this.watch) return known;
    const { watch, followsHttp } = this;
    const requester: Requester = { exchange: exchangeOf(), client, watch, followsHttp };
    this.requesters.set(client, requester);
    return requester;
  }

  protected override init(): InstrumentationNodeModuleDefinition[] {
    this.patches = new MethodPatches();
    this.seen = [];
    this.requesters = new WeakMap();
    this.tracingSource = new TracingSource(this.instrumentationName);
    return this.modules().map(
      (definition) =>
        new InstrumentationNodeModuleDefinition(
          definition.name,
          [...definition.versions],
          (module: object) => this.#patch(module, definition),
        ),
    );
  }

  /** Modules that bots have handed over before this was made. */
  #takeHanded(): void {
    if (this.isEnabled()) neverThrow('instrumenting a module', () => running.giveTo(this));
  }

  #definitionOf(module: object, as: string | undefined): ClientModule | undefined {
    return this.modules().find(({ name, recognises }) =>
      as === undefined ? recognises(module) : name === as,
    );
  }

  #patch(module: object, definition: ClientModule): object {
    if (!this.seen.some((seen) => seen.module === module)) this.seen.push({ module, definition });
    return this.#apply(module, definition);
  }

  #apply(module: object, { name, patch }: ClientModule): object {
    return neverThrow(`patching ${name}`, () => patch(module, this.patches)) ?? module;
  }
}
