import type { IncomingMessage, ServerResponse } from 'node:http';
import { PrometheusExporter as StockExporter } from '@opentelemetry/exporter-prometheus';
import type {
  AggregationTemporality,
  InstrumentType,
  MetricProducer,
} from '@opentelemetry/sdk-metrics';
import { faultName } from '../diagnostics/fault-name.js';
import { report } from '../diagnostics/report.js';
import { reportCallback } from '../diagnostics/report-callback.js';
import { GenesisError } from '../errors.js';
import { isLoaderThread } from '../loader-thread.js';
import { SharedProducer } from '../meter/shared-producer.js';
import { catalogueTemporality } from '../metrics/temporality.js';
import { checkKinds, producersOf } from './check-kinds.js';
import { endpointAddress } from './endpoint-address.js';
import type { EndpointSetup } from './endpoint-setup.js';
import { setUpEndpoint } from './endpoint-setup.js';
import type { EndpointAddress, PrometheusExporterOptions } from './exporter-options.js';
import { CollectedMetrics } from './exposition/collected-metrics.js';
import type { Exposition, ExpositionRequest, ExpositionSource } from './exposition/exposition.js';
import { JoinedCollections } from './exposition/joined-collections.js';
import type { Gathered } from './gather-shared.js';
import { gatherShared } from './gather-shared.js';
import { openEndpointLine } from './guard/guard-rules.js';
import type { FastifyReply, FastifyRequest } from './http/fastify.js';
import type { Handler, MetricsRequest, MetricsResponse } from './http/handler.js';
import { MetricsServer } from './http/metrics-server.js';
import { createMetricsHandler, createRoutedHandler } from './http/request-handler.js';
import { ScrapeRecorder } from './scrape-recorder.js';

/** For who collects without a scraper that would tell its own limit. */
const DEFAULT_CALLBACK_LIMIT_MS = 5_000;

/**
 * A metric reader that serves what it reads on a guarded HTTP endpoint, for Prometheus to pull.
 *
 * With a token (or several) the endpoint answers only who presents one; without any it listens on
 * loopback only and answers this machine only.
 *
 * @example
 * const exporter = new PrometheusExporter({ authTokenFile: '/run/secrets/metrics-token' });
 * new NodeSDK({ metricReaders: [exporter] }).start();
 */
export class PrometheusExporter extends StockExporter implements ExpositionSource {
  readonly #recorder: ScrapeRecorder;
  readonly #others: readonly MetricProducer[];
  readonly #setup: EndpointSetup;
  readonly #handle: Handler;
  readonly #showsCreated: boolean;
  readonly #startsByItself: boolean;
  #server: MetricsServer | undefined;
  #starting: Promise<void> | undefined;
  /** Of the meter provider or registry that has taken the exporter as a reader. */
  #main: MetricProducer | undefined;
  #shutDown = false;

  /** @throws GenesisError for a faulty option; see each of them. Nothing is opened then. */
  constructor(options: PrometheusExporterOptions = {}) {
    const recorder = new ScrapeRecorder();
    const others = [...producersOf(options), recorder.producer];
    super({ preventServerStart: true, metricProducers: others });
    checkKinds(options);
    this.#recorder = recorder;
    this.#others = others;
    this.#setup = setUpEndpoint(options, new JoinedCollections(this), recorder);
    this.#handle = createMetricsHandler(this.#setup.mounted);
    this.#showsCreated = options.createdTimestamps === true;
    this.#startsByItself = options.preventServerStart !== true;
    // Last, because the registry calls back into a reader that must be complete.
    options.registry?.attachReader(this);
  }

  /**
   * Opens the endpoint. Calls while it opens or is open give the same promise. After `stop()` or a
   * failure it may be called again; after `shutdown()` it rejects, because nothing can be collected
   * any more. Rejects with a `GenesisError`; a caller that ignores the promise hears nothing, and
   * its process goes on.
   */
  start(): Promise<void> {
    if (this.#starting === undefined) {
      this.#starting = this.#open();
      // A port in use must not end the bot as an unhandled rejection.
      this.#starting.catch(() => {});
    }
    return this.#starting;
  }

  /**
   * Closes the endpoint: answers under way have a second to finish, then every connection is
   * destroyed. Never rejects; safe to call twice and while starting.
   */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#starting = undefined;
    await server?.close();
  }

  /** Where the endpoint listens; undefined while it does not. */
  address(): EndpointAddress | undefined {
    const bound = this.#server?.address();
    if (bound === undefined) return undefined;
    return endpointAddress(bound, this.#setup.path, this.#setup.server.tls !== undefined);
  }

  /**
   * What the endpoint measures of itself ({@link ENDPOINT_METRICS}), for further readers: pass it
   * to them as one of their `metricProducers`. This exporter serves it anyway.
   */
  get endpointMetrics(): MetricProducer {
    return this.#recorder.producer;
  }

  /**
   * Collects all metrics. A callback that fails, or takes longer than `callbackLimitMs`, is left
   * out, counted and reported once; a collection that fails as a whole rejects.
   */
  async gather(callbackLimitMs = DEFAULT_CALLBACK_LIMIT_MS): Promise<Exposition> {
    const { exposed, faults } = await this.#gather(callbackLimitMs);
    for (const fault of faults) {
      this.#recorder.failed('callback');
      reportCallback(faultName(fault));
    }
    return new CollectedMetrics(exposed, { created: this.#showsCreated });
  }

  /** Collects all metrics and writes them as one text; the default format is text 0.0.4. */
  async expose(request: ExpositionRequest = { format: 'text-0.0.4' }): Promise<string> {
    const exposition = await this.gather();
    let text = '';
    for await (const piece of exposition.text(request)) text += piece.toString();
    return text;
  }

  /** The same as {@link start}. */
  override startServer(): Promise<void> {
    return this.start();
  }

  /** The same as {@link stop}. */
  override stopServer(): Promise<void> {
    return this.stop();
  }

  /**
   * Answers requests with the metrics on a server of your own: `node:http`, `node:https`, the
   * compatibility API of `node:http2`, Express. The path is up to you, the guard is the same as on
   * the endpoint: credentials where any are set, else this machine only.
   *
   * @example
   * const exporter = new PrometheusExporter({ preventServerStart: true, authToken });
   * app.get('/internal/metrics', exporter.handler);
   */
  readonly handler = (request: MetricsRequest, response: MetricsResponse): void => {
    this.#handle(request, response);
  };

  /**
   * The same as a route handler of Fastify.
   *
   * @example
   * fastify.get('/internal/metrics', exporter.fastifyHandler);
   */
  readonly fastifyHandler = (request: FastifyRequest, reply: FastifyReply): void => {
    reply.hijack();
    this.#handle(request.raw, reply.raw);
  };

  /** The same as {@link handler}. */
  override getMetricsRequestHandler(request: IncomingMessage, response: ServerResponse): void {
    this.#handle(request, response);
  }

  /** Nothing is buffered, so there is nothing to flush. */
  override async forceFlush(): Promise<void> {}

  /** What the catalogue needs: see {@link catalogueTemporality}. */
  override selectAggregationTemporality(type: InstrumentType): AggregationTemporality {
    return catalogueTemporality(type);
  }

  override setMetricProducer(producer: MetricProducer): void {
    // Before the SDK, which calls back.
    this.#main ??= producer;
    super.setMetricProducer(producer);
  }

  /** A meter provider has taken the exporter as a reader. */
  protected override onInitialized(): void {
    // A set-up that is preloaded runs there once more, where nothing is recorded that it could serve.
    if (!this.#startsByItself || isLoaderThread()) return;
    this.start().catch((fault: unknown) => report(failureLine(fault)));
  }

  override async onForceFlush(): Promise<void> {}

  /** Stops for good, since a reader that was shut down cannot collect. */
  override onShutdown(): Promise<void> {
    this.#shutDown = true;
    return this.stop();
  }

  async #gather(callbackLimitMs: number): Promise<Gathered> {
    if (this.#main instanceof SharedProducer && !this.#shutDown) {
      return gatherShared(this.#main, this.#others, callbackLimitMs);
    }
    const { resourceMetrics, errors } = await this.collect({ timeoutMillis: callbackLimitMs });
    return { exposed: resourceMetrics, faults: errors };
  }

  async #open(): Promise<void> {
    if (this.#shutDown) throw shutDownError();
    const isReady = (): boolean => this.#main !== undefined && !this.#shutDown;
    const handler = createRoutedHandler(this.#setup.path, this.#setup.routed, isReady);
    const server = new MetricsServer(handler, this.#setup.server);
    this.#server = server;
    try {
      await server.listen();
    } catch (fault) {
      if (this.#server === server) await this.stop();
      throw fault;
    }
    const url = this.address()?.url;
    if (!this.#setup.protection.isGuarded && url !== undefined) report(openEndpointLine(url));
  }
}

function failureLine(fault: unknown): string {
  return fault instanceof GenesisError
    ? fault.message
    : `the metrics endpoint could not be opened (${faultName(fault)})`;
}

function shutDownError(): GenesisError {
  return new GenesisError(
    'GENESIS_READER_MISUSED',
    'start() was called after shutdown(), and a reader that was shut down collects nothing; build a new PrometheusExporter',
  );
}
