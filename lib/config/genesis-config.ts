import type { DiagLogLevel } from '@opentelemetry/api';
import type { OtlpProtocol } from './genesis-options.js';

/** The pull endpoint as it was asked for; the exporter checks it and has the defaults. */
export interface EndpointConfig {
  readonly host?: string;
  readonly port?: number;
  readonly endpoint?: string;
  readonly authToken?: string | readonly string[];
  readonly authTokenFile?: string;
  readonly webConfigFile?: string;
  readonly createdTimestamps?: boolean;
  readonly tls?: { certFile: string; keyFile: string; clientCaFile?: string };
}

/** A file to be read, and the variable that names it. */
export interface NamedFile {
  readonly variable: string;
  readonly path: string;
}

/**
 * The push side. What is undefined here (address, headers, compression) the OpenTelemetry exporter
 * takes from its standard variables by itself.
 */
export interface OtlpConfig {
  readonly protocol: OtlpProtocol;
  readonly url: string | undefined;
  readonly headers: Record<string, string> | undefined;
  readonly exportIntervalMillis: number;
  readonly exportTimeoutMillis: number;
  readonly pushTimeoutMillis: number;
  readonly ca: NamedFile | undefined;
  readonly cert: NamedFile | undefined;
  readonly key: NamedFile | undefined;
}

/** Everything that `startGenesis` needs to know, checked. */
export interface GenesisConfig {
  readonly disabled: boolean;
  readonly logLevel: DiagLogLevel;
  readonly serviceName: string | undefined;
  /** Undefined where no endpoint was asked for, or where its configuration is faulty. */
  readonly prometheus: EndpointConfig | undefined;
  /** Undefined where no push was asked for, or where its configuration is faulty. */
  readonly otlp: OtlpConfig | undefined;
  readonly traces: boolean;
  readonly logs: boolean;
  /** A decimal number, zero or more. */
  readonly initialEquity: string;
  readonly instrumentations: readonly string[];
  /** Exchanges by host, in lower case. */
  readonly wsHosts: Readonly<Record<string, string>>;
  readonly flushOnExit: boolean;
  readonly hookImports: boolean;
}

export interface LoadedConfig {
  readonly config: GenesisConfig;
  /** One line each, ready to be said; none holds the value of a secret. */
  readonly problems: readonly string[];
}
