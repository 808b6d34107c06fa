import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  PrometheusSerializer,
  PrometheusExporter as StockExporter,
} from '@opentelemetry/exporter-prometheus';
import type { AggregationTemporality, InstrumentType } from '@opentelemetry/sdk-metrics';
import { faultName } from '../diagnostics/fault-name.js';
import { report, reportOnce } from '../diagnostics/report.js';
import { GenesisError } from '../errors.js';
import { catalogueTemporality } from '../metrics/temporality.js';
import { checkKinds } from './check-kinds.js';
import { endpointAddress } from './endpoint-address.js';
import type { EndpointAddress, PrometheusExporterOptions } from './exporter-options.js';
import type { ExpositionFormat, ExpositionSource } from './exposition/exposition-source.js';
import { JoinedScrapes } from './exposition/joined-scrapes.js';
import { targetAttributes } from './exposition/target-attributes.js';
import { type Authentication, createAuthentication } from './guard/authentication.js';
import { openEndpointLine, requireGuard, requireGuardedAddress } from './guard/guard-rules.js';
import { MetricsServer, type ServerSettings } from './http/metrics-server.js';
import {
  createMetricsHandler,
  createRoutedHandler,
  type HandlerParts,
} from './http/request-handler.js';
import { type ListenSettings, listenSettings } from './listen-settings.js';
import { loadTls } from './tls/tls-options.js';

/** One callback that hangs is given up after this, and the rest is served. */
const CALLBACK_LIMIT_MS = 5_000;
/** Below the 10 s that Prometheus waits by default, so that the answer still arrives. */
const SCRAPE_LIMIT_MS = 9_000;

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
  readonly #listen: ListenSettings;
  readonly #authentication: Authentication | undefined;
  readonly #parts: HandlerParts;
  readonly #serverSettings: ServerSettings;
  readonly #serializer = new PrometheusSerializer('', false, undefined, false, true);
  readonly #startsByItself: boolean;
  #server: MetricsServer | undefined;
  #starting: Promise<void> | undefined;
  #shutDown = false;

  /** @throws GenesisError for a faulty option; see each of them. Nothing is opened then. */
  constructor(options: PrometheusExporterOptions = {}) {
    super({ preventServerStart: true });
    checkKinds(options);
    this.#listen = listenSettings(options);
    this.#authentication = createAuthentication(options);
    requireGuard(this.#listen.host, this.#authentication);
    this.#parts = {
      source: new JoinedScrapes(this, SCRAPE_LIMIT_MS),
      authentication: this.#authentication,
    };
    this.#serverSettings = this.#settingsFor(options);
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
    return endpointAddress(bound, this.#listen.path, this.#serverSettings.tls !== undefined);
  }

  /**
   * Collects all metrics and writes them as text. A callback that fails is left out and reported
   * once; a collection that fails as a whole rejects.
   */
  async expose(_format: ExpositionFormat): Promise<string> {
    const { resourceMetrics, errors } = await this.collect({ timeoutMillis: CALLBACK_LIMIT_MS });
    errors.forEach(reportCallback);
    const { resource, scopeMetrics } = resourceMetrics;
    const target = { ...resource, attributes: targetAttributes(resource.attributes) };
    const text = this.#serializer.serialize({ resource: target, scopeMetrics });
    return text.endsWith('\n') ? text : `${text}\n`;
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
   * Answers one request with the metrics, for a server of your own; the path is up to you. The
   * guard is the same as on the endpoint: a token where one is set, else this machine only.
   */
  override getMetricsRequestHandler(request: IncomingMessage, response: ServerResponse): void {
    createMetricsHandler(this.#parts)(request, response);
  }

  /** Nothing is buffered, so there is nothing to flush. */
  override async forceFlush(): Promise<void> {}

  /** What the catalogue needs: see {@link catalogueTemporality}. */
  override selectAggregationTemporality(type: InstrumentType): AggregationTemporality {
    return catalogueTemporality(type);
  }

  /** A meter provider has taken the exporter as a reader. */
  protected override onInitialized(): void {
    if (!this.#startsByItself) return;
    this.start().catch((fault: unknown) => report(failureLine(fault)));
  }

  override async onForceFlush(): Promise<void> {}

  /** Stops for good, since a reader that was shut down cannot collect. */
  override onShutdown(): Promise<void> {
    this.#shutDown = true;
    return this.stop();
  }

  #settingsFor(options: PrometheusExporterOptions): ServerSettings {
    const { host, port } = this.#listen;
    const tls = options.tls === undefined ? undefined : loadTls(options.tls);
    const checkAddress = (address: string): void =>
      requireGuardedAddress(host, address, this.#authentication);
    return { host, port, tls, checkAddress };
  }

  async #open(): Promise<void> {
    if (this.#shutDown) throw shutDownError();
    const handler = createRoutedHandler(this.#listen.path, this.#parts);
    const server = new MetricsServer(handler, this.#serverSettings);
    this.#server = server;
    try {
      await server.listen();
    } catch (fault) {
      if (this.#server === server) await this.stop();
      throw fault;
    }
    const url = this.address()?.url;
    if (this.#authentication === undefined && url !== undefined) report(openEndpointLine(url));
  }
}

function reportCallback(fault: unknown): void {
  const name = faultName(fault);
  reportOnce(
    `prometheus:callback:${name}`,
    `the callback of a metric failed (${name}); its series are left out of the scrape, the rest is served`,
  );
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
