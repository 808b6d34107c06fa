import { isMainThread } from 'node:worker_threads';
import type { Resource } from '@opentelemetry/resources';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import type { EndpointConfig, OtlpConfig } from '../config/genesis-config.js';
import { neverThrow } from '../diagnostics/never-throw.js';
import { inform, report } from '../diagnostics/report.js';
import type { ExporterThreadParts } from '../exporter-thread/exporter-thread.js';
import { ExporterThread, ThreadUnavailable } from '../exporter-thread/exporter-thread.js';
import { Heartbeat } from '../exporter-thread/heartbeat.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { SharedReader } from '../metrics/shared-reader.js';
import { checkEndpoint } from '../prometheus/check-endpoint.js';
import type { EndpointAddress } from '../prometheus/exporter-options.js';
import { targetAttributes } from '../prometheus/exposition/target-attributes.js';
import { withAbsolutePaths } from './absolute-paths.js';
import { InThreadExporter } from './in-thread-exporter.js';
import type { PushPlan } from './push-plan.js';
import { planPush } from './push-plan.js';
import { reportFault, reporting } from './reporting.js';
import { ThreadLog } from './thread-log.js';
import type { ThreadMessage } from './thread-memory.js';
import { offeredMemory, offerMemory } from './thread-memory.js';

/** Taken before a bot can put others in their place. */
const { setTimeout } = globalThis;

/** A thread that ends may still record, and what it has announced be on its way. */
const LAST_WORDS_MS = 1_000;

/** What serves and pushes: the exporter's thread, or where there can be none, this one. */
interface Server {
  start(): Promise<EndpointAddress | undefined>;
  flush(): Promise<void>;
  stop(timeoutMillis: number): Promise<void>;
}

export interface ExporterParts {
  readonly endpoint: EndpointConfig | undefined;
  readonly push: PushPlan | undefined;
  readonly shared: SharedMeterProvider;
  readonly resource: Resource;
}

/** The way of the metrics out of one start: the endpoint, the push, or both. */
export class Exporter {
  /** Collect what is not in shared memory. */
  readonly readers: readonly IMetricReader[];
  readonly pushes: boolean;
  readonly heartbeat = new Heartbeat();
  readonly #parts: Omit<ExporterThreadParts, 'heartbeat' | 'threads'> & Pick<ExporterParts, 'push'>;
  readonly #thread: ExporterThread;
  #server: Server;
  /** What other threads of the bot record. */
  readonly #threads = new ThreadLog();
  #withdrawOffer: (() => void) | undefined;
  #isStopped = false;
  #isOpening = false;

  constructor({ endpoint, push, shared, resource }: ExporterParts) {
    const reader = new SharedReader();
    // As a rule both ways out see the same, and one reader collects for both.
    const isAlike = push === undefined || push.histograms === 'explicit_bucket_histogram';
    const pushReader = isAlike ? reader : new SharedReader(push.histograms);
    this.readers = isAlike ? [reader] : [reader, pushReader];
    this.pushes = push !== undefined;
    const ofTarget = targetAttributes(resource.attributes);
    this.#parts = {
      endpoint: endpoint && { config: endpoint, targetAttributes: ofTarget },
      push,
      shared,
      producers: { endpoint: reader.asProducer(), push: pushReader.asProducer() },
    };
    const { heartbeat } = this;
    this.#thread = new ExporterThread({ ...this.#parts, heartbeat, threads: this.#threads });
    // A thread of the bot's own, whose main thread knows nothing of it: it pushes by itself.
    this.#server = isMainThread ? this.#thread : this.#inThread();
  }

  /** Opens the endpoint and starts to push; no address where there is no endpoint, which is said. */
  async start(): Promise<EndpointAddress | undefined> {
    this.#isOpening = true;
    try {
      this.heartbeat.start();
      if (isMainThread) this.#listenToThreads();
      const address = await this.#startServer();
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

  /** Pushes what there is, where anything is pushed. Never rejects. */
  async flush(): Promise<void> {
    if (!this.#isStopped) await this.#server.flush();
  }

  /** Pushes what there is and closes the endpoint, without a word where it was just about to open. */
  async stop(timeoutMillis: number): Promise<void> {
    this.#isStopped = true;
    this.#withdrawOffer?.();
    await this.#server.stop(timeoutMillis);
    this.heartbeat.stop();
  }

  #listenToThreads(): void {
    const { order } = this.#parts.shared;
    this.#withdrawOffer = offerMemory({ order, pushes: this.pushes }, (told) =>
      neverThrow('hearing a thread of the bot', () => this.#hear(told)),
    );
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

  async #startServer(): Promise<EndpointAddress | undefined> {
    try {
      return await this.#server.start();
    } catch (fault) {
      if (!(fault instanceof ThreadUnavailable) || this.#isStopped) throw fault;
      const { endpoint } = this.#parts;
      const subject = endpoint === undefined ? 'the push over OTLP' : 'the metrics endpoint';
      report(`${subject} has no thread of its own (${fault.message}); it runs on the bot's`);
      this.#server = this.#inThread();
      return await this.#server.start();
    }
  }

  #inThread(): InThreadExporter {
    return new InThreadExporter({ ...this.#parts, endpoint: this.#parts.endpoint?.config });
  }
}

export interface ExportersAsked {
  readonly prometheus: EndpointConfig | undefined;
  readonly otlp: OtlpConfig | undefined;
}

/** Makes the way out; undefined where there is none, which is then said. */
export function createExporter(
  { prometheus, otlp }: ExportersAsked,
  shared: SharedMeterProvider,
  resource: Resource,
): Exporter | undefined {
  const endpoint = reporting(() => checkedEndpoint(prometheus));
  const push = reporting(() => checkedPush(otlp, resource));
  if (endpoint === undefined && push === undefined) return undefined;
  return reporting(() => new Exporter({ endpoint, push, shared, resource }));
}

/** @throws GenesisError for a faulty configuration */
function checkedEndpoint(given: EndpointConfig | undefined): EndpointConfig | undefined {
  if (given === undefined) return undefined;
  if (!isMainThread) {
    // Its endpoint is that of the main thread.
    if (offeredMemory() === undefined) {
      report('a worker thread opens no metrics endpoint, it belongs to the main thread');
    }
    return undefined;
  }
  const config = withAbsolutePaths(given);
  checkEndpoint({ ...config, preventServerStart: true });
  return config;
}

/** In a thread that the bot has started nothing, where the main thread pushes what it records. */
function checkedPush(given: OtlpConfig | undefined, resource: Resource): PushPlan | undefined {
  if (given === undefined || offeredMemory()?.pushes === true) return undefined;
  return planPush(given, resource);
}
