import { isMainThread } from 'node:worker_threads';
import type { Attributes } from '@opentelemetry/api';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import type { EndpointConfig } from '../config/genesis-config.js';
import { faultName } from '../diagnostics/fault-name.js';
import { neverThrow } from '../diagnostics/never-throw.js';
import { inform, report } from '../diagnostics/report.js';
import { GenesisError } from '../errors.js';
import { ExporterThread, ThreadUnavailable } from '../exporter-thread/exporter-thread.js';
import { Heartbeat } from '../exporter-thread/heartbeat.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { SharedReader } from '../metrics/shared-reader.js';
import { checkEndpoint } from '../prometheus/check-endpoint.js';
import type { EndpointAddress } from '../prometheus/exporter-options.js';
import { targetAttributes } from '../prometheus/exposition/target-attributes.js';
import { withAbsolutePaths } from './absolute-paths.js';
import { InThreadEndpoint } from './in-thread-endpoint.js';
import { ThreadLog } from './thread-log.js';
import type { ThreadMessage } from './thread-memory.js';
import { offeredMemory, offerMemory } from './thread-memory.js';

/** Taken before a bot can put others in their place. */
const { setTimeout } = globalThis;

/** A thread that ends may still record, and what it has announced be on its way. */
const LAST_WORDS_MS = 1_000;

/** What serves the metrics: the exporter's thread, or where there can be none, this one. */
interface Server {
  start(): Promise<EndpointAddress | undefined>;
  stop(): Promise<void>;
}

/** The pull side of one start. */
export class Endpoint {
  /** Collects for the endpoint what is not in shared memory. */
  readonly reader: IMetricReader;
  readonly heartbeat = new Heartbeat();
  readonly #config: EndpointConfig;
  readonly #shared: SharedMeterProvider;
  readonly #source = new SharedReader();
  readonly #thread: ExporterThread;
  #server: Server;
  /** What other threads of the bot record; over OTLP each of them pushes its own. */
  readonly #threads = new ThreadLog();
  #withdrawOffer: (() => void) | undefined;
  #isStopped = false;
  #isOpening = false;

  /** @throws GenesisError for a faulty configuration */
  constructor(given: EndpointConfig, shared: SharedMeterProvider, resource: Attributes) {
    const config = withAbsolutePaths(given);
    checkEndpoint({ ...config, preventServerStart: true });
    this.#config = config;
    this.#shared = shared;
    this.reader = this.#source;
    this.#thread = new ExporterThread({
      config,
      targetAttributes: targetAttributes(resource),
      shared,
      producer: this.#source.asProducer(),
      heartbeat: this.heartbeat,
      threads: this.#threads,
    });
    this.#server = this.#thread;
  }

  /** Opens the endpoint; undefined where that failed, which is then said. */
  async start(): Promise<EndpointAddress | undefined> {
    this.#isOpening = true;
    try {
      this.heartbeat.start();
      this.#withdrawOffer = offerMemory(this.#shared.order, (told) =>
        neverThrow('hearing a thread of the bot', () => this.#hear(told)),
      );
      const address = await this.#startThread();
      if (address !== undefined) inform(`metrics at ${address.url}`);
      return address;
    } catch (fault) {
      if (!this.#isStopped) reportFault(fault);
      return undefined;
    } finally {
      this.#isOpening = false;
      this.#thread.hold(false);
    }
  }

  /** Lets the process wait for the endpoint while it is being opened. */
  hold(): void {
    if (this.#isOpening) this.#thread.hold(true);
  }

  /** Closes the endpoint, without a word where it was just about to open. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.heartbeat.stop();
    this.#withdrawOffer?.();
    await this.#server.stop();
  }

  #hear(told: ThreadMessage): void {
    if (told.kind === 'announced') {
      this.#threads.announced(told.writer, told.announcements);
      this.#thread.forward(told);
    } else if (this.#threads.has(told.writer)) {
      setTimeout(() => this.#forget(told), LAST_WORDS_MS).unref();
    }
  }

  #forget(told: ThreadMessage & { kind: 'ended' }): void {
    this.#threads.ended(told.writer);
    this.#thread.forward(told);
  }

  async #startThread(): Promise<EndpointAddress | undefined> {
    try {
      return await this.#thread.start();
    } catch (fault) {
      if (!(fault instanceof ThreadUnavailable) || this.#isStopped) throw fault;
      report(
        `the metrics endpoint has no thread of its own (${fault.message}); it runs on the bot's`,
      );
      this.#server = new InThreadEndpoint(this.#config, this.#shared, this.#source.asProducer());
      return await this.#server.start();
    }
  }
}

/** Makes the endpoint; undefined where there is none, which is then said. */
export function createEndpoint(
  config: EndpointConfig | undefined,
  shared: SharedMeterProvider,
  resource: Attributes,
): Endpoint | undefined {
  if (config === undefined) return undefined;
  if (!isMainThread) {
    // Its endpoint is that of the main thread.
    if (offeredMemory() !== undefined) return undefined;
    report('a worker thread opens no metrics endpoint, it belongs to the main thread');
    return undefined;
  }
  return reporting(() => new Endpoint(config, shared, resource));
}

/** Runs `build`; a fault is said in one line and there is no result. */
export function reporting<T>(build: () => T): T | undefined {
  try {
    return build();
  } catch (error) {
    reportFault(error);
    return undefined;
  }
}

/** Our own errors are written to be shown; others may quote a value, so only their class is. */
function reportFault(error: unknown): void {
  const line = error instanceof GenesisError ? error.message : undefined;
  report(
    line ?? `a part of the configuration failed (${faultName(error)}); the bot runs on without it`,
  );
}
