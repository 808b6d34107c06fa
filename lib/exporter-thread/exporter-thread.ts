import { isIP } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
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
import type { ListenSettings } from '../prometheus/listen-settings.js';
import { listenSettings } from '../prometheus/listen-settings.js';
import type { Heartbeat } from './heartbeat.js';
import { answerQuestion } from './main-thread-metrics.js';
import type { FromThread, ThreadData, ToThread } from './messages.js';
import { startThreadPool } from './thread-pool.js';

/** Taken before a bot can put others in their place. */
const { setTimeout, clearTimeout } = globalThis;

const FILE = join(__dirname, 'worker.js');
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** Answers under way have a second; then the thread is ended. */
const LONGEST_STOP_MS = 3_000;
/** A thread that ran for so long was well. */
const WELL_AFTER_MS = 60_000;
/** Its short-lived objects are small, and the default reserves several times as much. */
const YOUNG_GENERATION_MB = 8;
/** Several times what every series of the catalogue takes; beyond it the thread ends, not the bot. */
const OLD_GENERATION_MB = 512;

/** No thread could be started, for whatever reason; nothing listens. */
export class ThreadUnavailable extends Error {}

export interface ExporterThreadParts {
  /** Checked already; its paths are absolute, for the bot may change its folder. */
  readonly config: EndpointConfig;
  readonly targetAttributes: Attributes;
  readonly shared: SharedMeterProvider;
  /** What is collected on this thread for a scrape, besides what is shared. */
  readonly producer: MetricProducer;
  readonly heartbeat: Heartbeat;
  /** What other threads of the bot have announced. */
  readonly threads: { snapshot(): WriterSnapshot[] };
}

/**
 * Runs the metrics endpoint in a thread of its own, which reads what is recorded from shared memory.
 * It starts again when it dies, on the same port, and never keeps the process alive.
 */
export class ExporterThread {
  readonly #parts: ExporterThreadParts;
  readonly #settings: ListenSettings;
  #worker: Worker | undefined;
  #generation = 0;
  #address: string | undefined;
  /** Where it listens and what protects it, from when it was opened first. */
  #opened: { readonly port: number; readonly protection: Protection } | undefined;
  #pauseMs = SHORTEST_PAUSE_MS;
  #startedAt = 0;
  /** Whether the thread that is about to end has said why it could not listen. */
  #hasFailed = false;
  #isHeld = false;
  #restart: NodeJS.Timeout | undefined;
  #isStopped = false;
  #onListening: ((address: EndpointAddress) => void) | undefined;
  #onFault: ((fault: Error) => void) | undefined;
  #onStopped: (() => void) | undefined;
  #stopAnnouncing: (() => void) | undefined;

  constructor(parts: ExporterThreadParts) {
    this.#parts = parts;
    this.#settings = listenSettings(parts.config);
  }

  /**
   * Starts the thread. Resolves when the endpoint listens; rejects with a `GenesisError` where it
   * cannot, and with {@link ThreadUnavailable} where there is no thread to do it.
   */
  async start(): Promise<EndpointAddress> {
    const { host, port } = this.#settings;
    if (asksNameServer(host)) this.#address = await resolveHost(host, port);
    if (this.#isStopped) throw new ThreadUnavailable('it was stopped');
    startThreadPool();
    const { shared } = this.#parts;
    this.#stopAnnouncing = shared.onAnnouncement((announcement) =>
      this.#send({ kind: 'announced', writer: shared.thread, announcements: [announcement] }),
    );
    return new Promise((resolve, reject) => {
      this.#onListening = resolve;
      this.#onFault = reject;
      try {
        this.#run();
      } catch (fault) {
        this.#end();
        reject(new ThreadUnavailable(faultName(fault)));
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

  /** Closes the endpoint, as a server does, and ends the thread. Never rejects; safe to call twice. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#end();
    if (worker === undefined) return;
    const stopped = new Promise<void>((resolve) => {
      this.#onStopped = resolve;
      worker.once('exit', () => resolve());
      // Not unref-ed: whoever awaits the end would see the process exit in the middle of it.
      setTimeout(resolve, LONGEST_STOP_MS);
    });
    worker.ref();
    worker.postMessage({ kind: 'stop' } satisfies ToThread);
    await stopped;
    await worker.terminate();
  }

  #end(): void {
    this.#isStopped = true;
    clearTimeout(this.#restart);
    this.#stopAnnouncing?.();
  }

  #run(): void {
    const { config, targetAttributes, shared, heartbeat, threads } = this.#parts;
    this.#generation += 1;
    this.#startedAt = performance.now();
    const writer = `exporter-${this.#generation}`;
    const workerData: ThreadData = {
      thread: writer,
      config: { ...config, port: this.#opened?.port ?? this.#settings.port },
      address: this.#address,
      protection: this.#opened?.protection,
      targetAttributes,
      snapshot: [...shared.directory.snapshot(), ...threads.snapshot()],
      order: shared.order,
      heartbeat: heartbeat.cell,
    };
    const worker = new Worker(FILE, {
      name: 'genesis-otel-exporter',
      workerData,
      // Without arguments and environment nothing that was preloaded into the bot starts in it too,
      // and with streams of its own it does not touch those of the bot.
      argv: [],
      execArgv: [],
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
        maxOldGenerationSizeMb: OLD_GENERATION_MB,
      },
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

  #receive(writer: string, message: FromThread): void {
    const { shared, producer } = this.#parts;
    switch (message.kind) {
      case 'listening':
        this.#opened ??= { port: message.address.port, protection: message.protection };
        this.#onListening?.(message.address);
        return;
      case 'fault':
        this.#fail(new GenesisError(message.code, message.message));
        return;
      case 'said':
        diag[message.level](message.line);
        return;
      case 'announced':
        shared.directory.listenTo(writer)(message.announcement);
        return;
      case 'collect': {
        const refresh = (): void => shared.refresh();
        void answerQuestion(message, producer, refresh, (answer) => this.#send(answer));
        return;
      }
      case 'stopped':
        this.#onStopped?.();
    }
  }

  #send(message: ToThread): void {
    this.#worker?.postMessage(message);
  }

  /** A fault is final the first time only; later it may pass. */
  #fail(fault: GenesisError): void {
    if (this.#opened === undefined) {
      this.#end();
      this.#onFault?.(fault);
      return;
    }
    reportOnce(`exporter-thread:${fault.code}`, `${fault.message}; it is tried again`);
    this.#hasFailed = true;
  }

  #lose(writer: string, fault: unknown): void {
    this.#worker = undefined;
    // What it counted of its scrapes stays, and goes on in the next one.
    this.#parts.shared.directory.end(writer);
    if (this.#isStopped) return;
    if (this.#opened === undefined) {
      this.#end();
      this.#onFault?.(new ThreadUnavailable('the thread ended before it listened'));
      return;
    }
    if (!this.#hasFailed) reportLoss(fault);
    this.#hasFailed = false;
    if (performance.now() - this.#startedAt > WELL_AFTER_MS) this.#pauseMs = SHORTEST_PAUSE_MS;
    this.#restart = setTimeout(() => this.#again(), this.#pauseMs).unref();
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }

  #again(): void {
    try {
      this.#run();
    } catch (fault) {
      this.#lose(`exporter-${this.#generation}`, fault);
    }
  }
}

/**
 * Whether looking a host up can take long. That is done before the thread starts, which could not end
 * meanwhile; elsewhere the thread starts at once, while the bot is still being loaded.
 */
function asksNameServer(host: string): boolean {
  return isIP(host) === 0 && host !== 'localhost';
}

function reportLoss(fault: unknown): void {
  const reason = fault === undefined ? 'it was ended' : faultName(fault);
  report(
    `the thread of the metrics endpoint is gone (${reason}); it starts again, and nothing recorded is lost`,
  );
}
