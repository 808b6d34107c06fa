import { isIP } from 'node:net';
import type { Worker } from 'node:worker_threads';
import type { Attributes } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import type { EndpointConfig } from '../config/genesis-config.js';
import { faultName } from '../diagnostics/fault-name.js';
import { neverThrow } from '../diagnostics/never-throw.js';
import { report, reportOnce } from '../diagnostics/report.js';
import { GenesisError } from '../errors.js';
import type { WriterSnapshot } from '../meter/reading/directory.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import type { EndpointAddress } from '../prometheus/exporter-options.js';
import type { Protection } from '../prometheus/guard/protection.js';
import { resolveHost } from '../prometheus/http/resolve-host.js';
import { listenSettings } from '../prometheus/listen-settings.js';
import { Flushes } from './flushes.js';
import type { Heartbeat } from './heartbeat.js';
import { answerQuestion } from './main-thread-metrics.js';
import type { CollectedFor, EndpointData, FromThread, PushData, ToThread } from './messages.js';
import { spawnExporter } from './spawn-exporter.js';
import { startThreadPool } from './thread-pool.js';

/** Taken before a bot can put others in their place. */
const { setTimeout, clearTimeout } = globalThis;

const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** A thread that ran for so long was well. */
const WELL_AFTER_MS = 60_000;
/** What a thread is of that has one to serve. */
const ENDPOINT = 'of the metrics endpoint';

/** No thread could be started, for whatever reason; nothing listens and nothing is pushed. */
export class ThreadUnavailable extends Error {}

export interface ExporterThreadParts {
  /** Checked already; its paths are absolute, for the bot may change its folder. */
  readonly endpoint:
    | { readonly config: EndpointConfig; readonly targetAttributes: Attributes }
    | undefined;
  readonly push: Omit<PushData, 'isResumed'> | undefined;
  readonly shared: SharedMeterProvider;
  /** What is collected on this thread, besides what is shared. */
  readonly producers: Readonly<Record<CollectedFor, MetricProducer>>;
  readonly heartbeat: Heartbeat;
  /** What other threads of the bot have announced. */
  readonly threads: { snapshot(): WriterSnapshot[] };
}

/** Hears how a start went. */
interface Starting {
  readonly started: (address: EndpointAddress | undefined) => void;
  readonly failed: (fault: Error) => void;
}

/**
 * Runs the metrics endpoint and the push in a thread of its own, which reads what is recorded from
 * shared memory. It starts again when it dies, on the same port, and never keeps the process alive.
 */
export class ExporterThread {
  readonly #parts: ExporterThreadParts;
  readonly #flushes = new Flushes();
  #worker: Worker | undefined;
  #generation = 0;
  #address: string | undefined;
  /** Where it listens and what protects it, from when it was opened first. */
  #opened: { readonly port: number; readonly protection: Protection } | undefined;
  /** It could not be opened, and is left out from now on. */
  #isEndpointRefused = false;
  #pauseMs = SHORTEST_PAUSE_MS;
  #startedAt = 0;
  #isHeld = false;
  #restart: NodeJS.Timeout | undefined;
  #isStopped = false;
  #starting: Starting | undefined;
  #onStopped: (() => void) | undefined;
  #stopAnnouncing: (() => void) | undefined;

  constructor(parts: ExporterThreadParts) {
    this.#parts = parts;
  }

  /**
   * Starts the thread. Resolves when the endpoint listens, or when the thread runs where there is none;
   * rejects with a `GenesisError` where the endpoint cannot be opened, while the push goes on, and with
   * {@link ThreadUnavailable} where there is no thread to do anything.
   */
  async start(): Promise<EndpointAddress | undefined> {
    await this.#resolveHost();
    if (this.#isStopped) throw new ThreadUnavailable('it was stopped');
    startThreadPool();
    const { shared } = this.#parts;
    this.#stopAnnouncing = shared.onAnnouncement((announcement) =>
      this.#send({ kind: 'announced', writer: shared.thread, announcements: [announcement] }),
    );
    return new Promise((started, failed) => {
      this.#starting = { started, failed };
      try {
        this.#run();
      } catch (fault) {
        this.#end();
        failed(new ThreadUnavailable(faultName(fault)));
      }
    });
  }

  /** Whether the process waits for the thread. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (isHeld) this.#worker?.ref();
    else this.#worker?.unref();
  }

  /** Tells the thread of what another thread of the bot has announced. */
  forward(message: ToThread): void {
    this.#send(message);
  }

  /** Lets the thread push what there is, and resolves when it has, or when it has ended. */
  async flush(): Promise<void> {
    if (this.#parts.push === undefined || this.#isStopped || this.#generation === 0) return;
    // It is about to start again; who flushes may not have the time to wait for that.
    if (this.#worker === undefined) this.#again();
    if (this.#worker === undefined) return;
    const { flush, done } = this.#flushes.open();
    this.#send({ kind: 'flush', flush });
    await done;
  }

  /**
   * Pushes what there is, closes the endpoint as a server does, and ends the thread, within the time
   * given. Never rejects; safe to call twice.
   */
  async stop(timeoutMillis: number): Promise<void> {
    const worker = this.#worker;
    this.#end();
    if (worker === undefined) return;
    const stopped = new Promise<void>((resolve) => {
      this.#onStopped = resolve;
      worker.once('exit', () => resolve());
      // Not unref-ed: whoever awaits the end would see the process exit in the middle of it.
      const timer = setTimeout(resolve, timeoutMillis);
      worker.once('exit', () => clearTimeout(timer));
    });
    worker.ref();
    worker.postMessage({ kind: 'stop' } satisfies ToThread);
    await stopped;
    await worker.terminate();
  }

  /**
   * Looking a host up can take long. That is done before the thread starts, which could not end
   * meanwhile; elsewhere the thread starts at once, while the bot is still being loaded.
   */
  async #resolveHost(): Promise<void> {
    const { endpoint } = this.#parts;
    if (endpoint === undefined) return;
    const { host, port } = listenSettings(endpoint.config);
    if (isIP(host) === 0 && host !== 'localhost') this.#address = await resolveHost(host, port);
  }

  #end(): void {
    this.#isStopped = true;
    clearTimeout(this.#restart);
    this.#stopAnnouncing?.();
  }

  #run(): void {
    const { push, shared, heartbeat, threads } = this.#parts;
    this.#generation += 1;
    this.#startedAt = performance.now();
    const writer = `exporter-${this.#generation}`;
    const worker = spawnExporter({
      thread: writer,
      endpoint: this.#endpointData(),
      push: push && { ...push, isResumed: this.#generation > 1 },
      snapshot: [...shared.directory.snapshot(), ...threads.snapshot()],
      order: shared.order,
      heartbeat: heartbeat.cell,
    });
    this.#worker = worker;
    worker.on('message', (message: FromThread) =>
      neverThrow('hearing the thread of the endpoint', () => this.#receive(writer, message)),
    );
    // An error without a listener would be thrown into the bot.
    let fault: unknown;
    worker.on('error', (given) => {
      fault = given;
    });
    worker.on('exit', () => this.#lose(writer, fault));
    // Last, because a listener for messages holds the process again.
    this.hold(this.#isHeld);
  }

  #endpointData(): EndpointData | undefined {
    const { endpoint } = this.#parts;
    if (endpoint === undefined || this.#isEndpointRefused) return undefined;
    const { config, targetAttributes } = endpoint;
    const port = this.#opened?.port ?? listenSettings(config).port;
    const protection = this.#opened?.protection;
    return { config: { ...config, port }, address: this.#address, protection, targetAttributes };
  }

  #receive(writer: string, message: FromThread): void {
    const { shared } = this.#parts;
    switch (message.kind) {
      case 'started':
        if (this.#parts.endpoint === undefined) this.#hasStarted(undefined);
        return;
      case 'listening':
        this.#opened ??= { port: message.address.port, protection: message.protection };
        this.#hasStarted(message.address);
        return;
      case 'fault':
        this.#refuse(new GenesisError(message.code, message.message));
        return;
      case 'said':
        diag[message.level](message.line);
        return;
      case 'announced':
        shared.directory.listenTo(writer)(message.announcement);
        return;
      case 'collect': {
        const producer = this.#parts.producers[message.collectedFor];
        const refresh = (): void => shared.refresh();
        void answerQuestion(message, producer, refresh, (answer) => this.#send(answer));
        return;
      }
      case 'flushed':
        this.#flushes.close(message.flush);
        return;
      case 'stopped':
        this.#onStopped?.();
    }
  }

  #hasStarted(address: EndpointAddress | undefined): void {
    this.#starting?.started(address);
    this.#starting = undefined;
  }

  #send(message: ToThread): void {
    this.#worker?.postMessage(message);
  }

  /** A fault of the endpoint is final the first time only; later it may pass. */
  #refuse(fault: GenesisError): void {
    if (this.#opened !== undefined) {
      reportOnce(`exporter-thread:${fault.code}`, `${fault.message}; it is tried again`);
      return;
    }
    this.#isEndpointRefused = true;
    if (this.#parts.push === undefined) this.#end();
    this.#starting?.failed(fault);
    this.#starting = undefined;
  }

  #lose(writer: string, fault: unknown): void {
    this.#worker = undefined;
    this.#flushes.closeAll();
    // What it counted of its scrapes and pushes stays, and goes on in the next one.
    this.#parts.shared.directory.end(writer);
    if (this.#isStopped) return;
    if (this.#starting !== undefined) {
      this.#end();
      this.#starting.failed(new ThreadUnavailable('the thread ended before it was at work'));
      return;
    }
    reportLoss(this.#parts.endpoint === undefined ? 'that pushes metrics' : ENDPOINT, fault);
    if (performance.now() - this.#startedAt > WELL_AFTER_MS) this.#pauseMs = SHORTEST_PAUSE_MS;
    this.#restart = setTimeout(() => this.#again(), this.#pauseMs).unref();
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }

  #again(): void {
    clearTimeout(this.#restart);
    try {
      this.#run();
    } catch (fault) {
      this.#lose(`exporter-${this.#generation}`, fault);
    }
  }
}

function reportLoss(what: string, fault: unknown): void {
  const reason = fault === undefined ? 'it was ended' : faultName(fault);
  report(`the thread ${what} is gone (${reason}); it starts again, and nothing recorded is lost`);
}
