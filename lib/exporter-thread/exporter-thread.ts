import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Attributes } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import type { EndpointConfig } from '../config/genesis-config.js';
import { faultName } from '../diagnostics/fault-name.js';
import { report } from '../diagnostics/report.js';
import { GenesisError } from '../errors.js';
import type { Directory } from '../meter/reading/directory.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import type { EndpointAddress } from '../prometheus/exporter-options.js';
import type { Heartbeat } from './heartbeat.js';
import { answerQuestion } from './main-thread-metrics.js';
import type { FromThread, ThreadData, ToThread } from './messages.js';

/** Taken before a bot can put others in their place. */
const { setTimeout, clearTimeout } = globalThis;

const FILE = join(__dirname, 'worker.js');
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** A thread that ran for so long was well. */
const WELL_AFTER_MS = 60_000;
/** Its short-lived objects are small, and the default reserves several times as much. */
const YOUNG_GENERATION_MB = 8;
/** Several times what every series of the catalogue takes; beyond it the thread ends, not the bot. */
const OLD_GENERATION_MB = 512;

/** No thread could be started, for whatever reason; nothing listens. */
export class ThreadUnavailable extends Error {}

export interface ExporterThreadParts {
  /** Checked already. */
  readonly config: EndpointConfig;
  readonly targetAttributes: Attributes;
  readonly shared: SharedMeterProvider;
  /** What is collected on this thread for a scrape, besides what is shared. */
  readonly producer: MetricProducer;
  readonly heartbeat: Heartbeat;
  /** What other threads of the bot have announced. */
  readonly threads: Directory;
}

/**
 * Runs the metrics endpoint in a thread of its own, which reads what is recorded from shared memory.
 * It starts again when it dies, on the same port, and never keeps the process alive.
 */
export class ExporterThread {
  readonly #parts: ExporterThreadParts;
  #worker: Worker | undefined;
  #generation = 0;
  #port: number | undefined;
  #pauseMs = SHORTEST_PAUSE_MS;
  #startedAt = 0;
  #restart: NodeJS.Timeout | undefined;
  #isStopped = false;
  #onListening: ((address: EndpointAddress) => void) | undefined;
  #onFault: ((fault: Error) => void) | undefined;
  #onStopped: (() => void) | undefined;
  #stopAnnouncing: (() => void) | undefined;

  constructor(parts: ExporterThreadParts) {
    this.#parts = parts;
  }

  /**
   * Starts the thread. Resolves when the endpoint listens; rejects with a `GenesisError` where it
   * cannot, and with {@link ThreadUnavailable} where there is no thread to do it.
   */
  start(): Promise<EndpointAddress> {
    return new Promise((resolve, reject) => {
      this.#onListening = resolve;
      this.#onFault = reject;
      const { shared } = this.#parts;
      this.#stopAnnouncing = shared.onAnnouncement((announcement) =>
        this.#send({ kind: 'announced', writer: shared.thread, announcement }),
      );
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
    const port = this.#port === undefined ? {} : { port: this.#port };
    this.#generation += 1;
    this.#startedAt = performance.now();
    const writer = `exporter-${this.#generation}`;
    const workerData: ThreadData = {
      thread: writer,
      config: { ...config, ...port },
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
    worker.on('message', (message: FromThread) => this.#receive(writer, message));
    // An error without a listener would be thrown into the bot.
    let fault: unknown;
    worker.on('error', (given) => {
      fault = given;
    });
    worker.on('exit', () => this.#lose(writer, fault));
    // Last, because a listener for messages holds the process again.
    worker.unref();
  }

  #receive(writer: string, message: FromThread): void {
    const { shared, producer } = this.#parts;
    switch (message.kind) {
      case 'listening':
        this.#port = message.address.port;
        this.#onListening?.(message.address);
        return;
      case 'fault':
        this.#end();
        this.#onFault?.(new GenesisError(message.code, message.message));
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

  #lose(writer: string, fault: unknown): void {
    this.#worker = undefined;
    // What it counted of its scrapes stays, and goes on in the next one.
    this.#parts.shared.directory.end(writer);
    if (this.#isStopped) return;
    if (this.#port === undefined) {
      this.#end();
      this.#onFault?.(new ThreadUnavailable('the thread ended before it listened'));
      return;
    }
    reportLoss(fault);
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

function reportLoss(fault: unknown): void {
  const reason = fault === undefined ? 'it was ended' : faultName(fault);
  report(
    `the thread of the metrics endpoint is gone (${reason}); it starts again, and nothing recorded is lost`,
  );
}
