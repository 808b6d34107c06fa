import type { IMetricReader, MetricProducer } from '@opentelemetry/sdk-metrics';

/**
 * Files that make the endpoint speak TLS 1.2 or newer, and HTTP/2 with who can. They are read again
 * when they change: the next connection gets the new certificate. While the files are unusable, or
 * do not fit together, the last good ones stay.
 */
export interface TlsFiles {
  /**
   * PEM file with the certificate, intermediates after it. A file that cannot be read or used
   * throws `GENESIS_CREDENTIAL_INVALID`.
   */
  certFile: string;
  /**
   * PEM file with the private key, without a passphrase. A file that cannot be used, or a key of
   * another certificate, throws `GENESIS_CREDENTIAL_INVALID`.
   */
  keyFile: string;
  /**
   * PEM file with the authorities whose client certificates are let in; every client must then
   * show one, besides the token. Default: no client certificate is asked for.
   */
  clientCaFile?: string;
}

/**
 * Options of {@link PrometheusExporter}. No environment variable is read: what is left out here has
 * the default. Faulty values throw a `GenesisError` from the constructor, and no port is opened.
 */
export interface PrometheusExporterOptions {
  /**
   * Address or host name to listen on. Default `localhost`. One other than loopback
   * (`localhost`, `127.0.0.0/8`, `::1`) needs a token, else `GENESIS_ENDPOINT_UNGUARDED` is thrown;
   * an empty one throws `GENESIS_CONFIG_INVALID`.
   */
  host?: string;
  /**
   * Port to listen on, 0 to 65535; 0 takes any free port, see `address()`. Default 9464. Anything
   * else throws `GENESIS_CONFIG_INVALID`; a port in use rejects `start()`.
   */
  port?: number;
  /**
   * Path of the metrics. Default `/metrics`. A value that does not start with `/`, or that holds a
   * query, a fragment or white space, throws `GENESIS_CONFIG_INVALID`.
   */
  endpoint?: string;
  /**
   * Bearer token or tokens, any of which opens the endpoint, so that an old and a new one can both
   * be valid for a while. At least 16 visible ASCII characters each. Default none, and undefined
   * (such as a variable that is not set) is none: then only this machine is served. A token that
   * is empty, too short or otherwise unfit throws `GENESIS_CREDENTIAL_INVALID`.
   */
  authToken?: string | readonly string[] | undefined;
  /**
   * File with further tokens, one a line, under the same rules. It is looked at on each request and
   * read again when it changed; while its content is unusable the last good tokens stay. Default
   * none. A file that is unusable at construction throws `GENESIS_CREDENTIAL_INVALID`.
   */
  authTokenFile?: string | undefined;
  /**
   * Web configuration file of the Prometheus exporter-toolkit, a YAML file with TLS, users with
   * bcrypt hashes, headers and a rate limit. It is looked at on each request and read again when it
   * changed; while its content is unusable the last good one stays. Default none. Content that is
   * unusable at construction throws `GENESIS_CONFIG_INVALID`, naming the key, and a file that cannot
   * be read `GENESIS_CREDENTIAL_INVALID`.
   */
  webConfigFile?: string | undefined;
  /** Certificate and key of the endpoint. Default: plain HTTP. */
  tls?: TlsFiles;
  /**
   * True adds a `_created` sample with the start time to each counter and histogram, in OpenMetrics
   * only: one more line a series. Default false.
   */
  createdTimestamps?: boolean;
  /**
   * True leaves starting to a call of `start()`. Default false: the exporter starts by itself when
   * a meter provider takes it as a reader; a failure is then one line through `diag`.
   */
  preventServerStart?: boolean;
  /**
   * Further sources of metrics, served beside those of the meter provider or registry. Default none.
   */
  metricProducers?: readonly MetricProducer[];
  /**
   * The registry to read, such as a `MetricsRegistry`; the exporter joins it while it is built.
   * Default none: pass the exporter to a meter provider or to `NodeSDK` as a metric reader.
   */
  registry?: { attachReader(reader: IMetricReader): void };
}

/** Where the endpoint listens. */
export interface EndpointAddress {
  /** The address that is bound, as an IP address. */
  readonly host: string;
  readonly port: number;
  /** Address of the metrics as seen from this machine. */
  readonly url: string;
}
