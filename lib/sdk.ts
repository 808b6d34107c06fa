import { diag } from '@opentelemetry/api';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import type { Resource } from '@opentelemetry/resources';
import type { MeterProvider } from '@opentelemetry/sdk-metrics';
import type { InstrumentationName } from '../instrumentation/index.js';
import {
  createInstrumentation,
  INSTRUMENTATION_NAMES,
  INSTRUMENTED_MODULES,
} from '../instrumentation/index.js';
import { MetricsCollector } from './collector/metrics-collector.js';
import { shareCollector } from './collector/shared-collector.js';
import type { GenesisConfig } from './config/genesis-config.js';
import type { GenesisOptions } from './config/genesis-options.js';
import { loadConfig } from './config/load-config.js';
import { ensureDiagLogger } from './diagnostics/diag-logger.js';
import { neverThrow } from './diagnostics/never-throw.js';
import { report } from './diagnostics/report.js';
import { lagSeconds } from './exporter-thread/heartbeat.js';
import { SharedMeterProvider } from './meter/shared-meter-provider.js';
import type { TradingInstruments } from './metrics/instruments.js';
import { MetricsRegistry } from './metrics/metrics-registry.js';
import { viewsWith } from './metrics/views.js';
import { hookImports } from './preload/esm-hooks.js';
import { flushOnExit } from './preload/exit-flush.js';
import type { EndpointAddress } from './prometheus/exporter-options.js';
import type { Exporter } from './provider/exporter.js';
import { createExporter } from './provider/exporter.js';
import { GenesisMeterProvider } from './provider/genesis-meter-provider.js';
import { giveWay, registerGlobally } from './provider/global-apis.js';
import { startHttpInstrumentations } from './provider/http-instrumentations.js';
import type { OtherSignals } from './provider/node-sdk.js';
import { startOtherSignals } from './provider/node-sdk.js';
import { reporting } from './provider/reporting.js';
import { botResource } from './provider/resource.js';
import { joinMemory, offeredMemory, threadName } from './provider/thread-memory.js';
import { within } from './provider/within.js';
import { hasTracerProvider } from './traces/has-tracer-provider.js';

/** What `startGenesis` started. */
export interface Genesis {
  /** Records trading events. */
  readonly collector: MetricsCollector;
  /** The OpenTelemetry instruments, for calls without the collector. */
  readonly instruments: TradingInstruments;
  readonly registry: MetricsRegistry;
  readonly meterProvider: MeterProvider;
  /** Where `/metrics` listens, as soon as it does; undefined where there is no endpoint. */
  endpoint(): Promise<EndpointAddress | undefined>;
  /** Pushes what there is, where something is pushed, within 5 s or the time given. Never rejects. */
  forceFlush(timeoutMillis?: number): Promise<void>;
  /**
   * Pushes what there is, closes the endpoint and unwraps the exchange clients, within 5 s or the
   * time given. Never rejects, and is safe to call twice.
   */
  shutdown(timeoutMillis?: number): Promise<void>;
}

const FLUSH_TIMEOUT_MS = 5_000;

/** On the global object, so that a second copy of this package starts nothing twice. */
const STATE = Symbol.for('genesis-otel');
const state = globalThis as { [STATE]?: Genesis };

/**
 * What is running, or undefined before `startGenesis` and after its shutdown. The preload starts
 * nothing in package managers; in a worker thread of a bot that pushes nothing it starts when the
 * thread first requires an exchange client.
 */
export function currentGenesis(): Genesis | undefined {
  return state[STATE];
}

/**
 * Starts everything that the environment and the options ask for: the metrics endpoint, the OTLP
 * push, the instrumentations. Returns at once and never throws over a faulty configuration: the
 * faulty part is left out and said in one line. Calling it again returns what is running.
 *
 * @example
 * const genesis = startGenesis({ serviceName: 'grid-bot', initialEquity: '10000' });
 * genesis.collector.updatePnl({ realized: '120.50', unrealized: '-14.20' });
 */
export function startGenesis(options: GenesisOptions = {}): Genesis {
  const running = currentGenesis();
  if (running !== undefined) return running;
  const { config, problems } = loadConfig(process.env, options, INSTRUMENTATION_NAMES);
  const ownsLogger = ensureDiagLogger(config.logLevel);
  for (const problem of problems) report(problem);
  const genesis = config.disabled ? new Parts(config) : started(new Parts(alone(config)));
  state[STATE] = genesis;
  // Last, for what is started here may register things itself.
  if (ownsLogger) giveWay(diag, 'setLogger');
  return genesis;
}

/** OpenTelemetry has one place for traces, and whoever was there first makes and exports all spans. */
function alone(config: GenesisConfig): GenesisConfig {
  if (config.traces === undefined || !hasTracerProvider()) return config;
  report(
    'a tracer provider is registered already: spans of orders go there, and genesis-otel exports none',
  );
  return { ...config, traces: undefined };
}

function started(parts: Parts): Parts {
  parts.start();
  return parts;
}

/** The parts of one start, in the order in which they are needed. */
class Parts implements Genesis {
  readonly collector: MetricsCollector;
  readonly registry: MetricsRegistry;
  readonly meterProvider: MeterProvider;
  readonly #config: GenesisConfig;
  readonly #resource;
  readonly #shared: SharedMeterProvider;
  readonly #exporter: Exporter | undefined;
  readonly #pushes: boolean;
  #address: Promise<EndpointAddress | undefined> = Promise.resolve(undefined);
  #otherSignals: OtherSignals | undefined;
  #instrumentations: Instrumentation[] = [];
  #unregister: (() => void) | undefined;
  #leaveMemory: (() => void) | undefined;
  #stopFlushing: (() => void) | undefined;
  #ended: Promise<void> | undefined;

  constructor(config: GenesisConfig) {
    this.#config = config;
    this.#resource = botResource(config.identity);
    const shared = sharedMeterProvider(this.#resource, config);
    this.#shared = shared;
    const offer = offeredMemory();
    if (offer !== undefined) this.#leaveMemory = joinMemory(shared, offer);
    this.#exporter = createExporter(config, shared, this.#resource);
    this.#pushes = this.#exporter?.pushes === true || config.traces !== undefined || config.logs;
    this.meterProvider = new GenesisMeterProvider({
      resource: this.#resource,
      readers: [...(this.#exporter?.readers ?? [])],
      shared,
    });
    this.registry = new MetricsRegistry({ meterProvider: this.meterProvider });
    this.collector = new MetricsCollector(this.registry, { initialEquity: config.initialEquity });
    shareCollector(this.meterProvider, this.collector);
    if (this.#exporter !== undefined) this.#watchEventLoop(this.#exporter.heartbeat.cell);
  }

  get instruments(): TradingInstruments {
    return this.registry.instruments;
  }

  start(): void {
    this.#unregister = registerGlobally(this.meterProvider);
    this.collector.start();
    if (this.#config.hookImports) {
      neverThrow('hooking import', () => hookImports(INSTRUMENTED_MODULES));
    }
    const { traces, instrumentations } = this.#config;
    this.#instrumentations = startHttpInstrumentations(traces?.http ?? []);
    for (const name of instrumentations) {
      this.#instrumentations.push(...this.#instrument(name as InstrumentationName));
    }
    this.#startOtherSignals();
    this.#address = this.#exporter?.start() ?? this.#address;
    if (this.#config.flushOnExit && this.#pushes) this.#stopFlushing = flushOnExit(this);
  }

  endpoint(): Promise<EndpointAddress | undefined> {
    this.#exporter?.hold();
    return this.#address;
  }

  forceFlush(timeoutMillis = FLUSH_TIMEOUT_MS): Promise<void> {
    const work = [this.#exporter?.flush(), this.#otherSignals?.forceFlush()];
    return within(timeoutMillis, Promise.allSettled(work));
  }

  shutdown(timeoutMillis = FLUSH_TIMEOUT_MS): Promise<void> {
    this.#ended ??= this.#end(timeoutMillis);
    return this.#ended;
  }

  /** Seen from within, the lag is never long; but what is pushed must not be what a hang left behind. */
  #watchEventLoop(heartbeat: Float64Array): void {
    const { eventLoopLag } = this.registry.instruments;
    eventLoopLag.beforeCollection(() => eventLoopLag.record(lagSeconds(heartbeat)));
  }

  #startOtherSignals(): void {
    const parts = { resource: this.#resource, shared: this.#shared };
    this.#otherSignals = reporting(() => startOtherSignals(this.#config, parts));
    const { tracerProvider } = this.#otherSignals ?? {};
    if (tracerProvider === undefined) return;
    for (const instrumentation of this.#instrumentations) {
      instrumentation.setTracerProvider(tracerProvider);
    }
  }

  #instrument(name: InstrumentationName): Instrumentation[] {
    const made = neverThrow(`the instrumentation of ${name}`, () => {
      const instrumentation = createInstrumentation(name, this.#config);
      instrumentation.setMeterProvider(this.meterProvider);
      instrumentation.enable();
      return instrumentation;
    });
    return made === undefined ? [] : [made];
  }

  async #end(timeoutMillis: number): Promise<void> {
    if (state[STATE] === this) delete state[STATE];
    this.#stopFlushing?.();
    this.#unregister?.();
    this.collector.stop();
    this.#leaveMemory?.();
    for (const instrumentation of this.#instrumentations) {
      neverThrow('the end of an instrumentation', () => instrumentation.disable());
    }
    const work = [this.#stopExporting(timeoutMillis), this.#otherSignals?.shutdown()];
    await within(timeoutMillis, Promise.allSettled(work));
  }

  /** The last push still collects. */
  async #stopExporting(timeoutMillis: number): Promise<void> {
    await this.#exporter?.stop(timeoutMillis);
    await this.meterProvider.shutdown();
  }
}

/** In a thread that the bot has started, one whose recordings the main thread's endpoint serves. */
function sharedMeterProvider(
  resource: Resource,
  { exemplarFilter, otlp }: GenesisConfig,
): SharedMeterProvider {
  const views = viewsWith(otlp?.histograms ?? 'explicit_bucket_histogram');
  const options = { resource, views, exemplarFilter };
  const offer = offeredMemory();
  if (offer === undefined) return new SharedMeterProvider(options);
  return new SharedMeterProvider({ ...options, order: offer.order, thread: threadName() });
}
