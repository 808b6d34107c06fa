import { GenesisError } from '../errors.js';
import type { PrometheusExporterOptions } from './exporter-options.js';
import type { ExpositionSource } from './exposition/exposition.js';
import { createAuthentication } from './guard/authentication.js';
import { EndpointGuard } from './guard/endpoint-guard.js';
import { requireGuard, requireGuardedAddress } from './guard/guard-rules.js';
import type { Protection } from './guard/protection.js';
import { TokenBucket } from './guard/token-bucket.js';
import type { ServerSettings } from './http/metrics-server.js';
import type { HandlerParts } from './http/request-handler.js';
import { listenSettings } from './listen-settings.js';
import type { ScrapeRecorder } from './scrape-recorder.js';
import { ReloadedTls } from './tls/reloaded-tls.js';
import { tlsSettingsOf } from './tls/tls-files.js';
import type { TlsSettings } from './tls/tls-settings.js';
import type { WebConfigFile } from './web-config/web-config-file.js';
import { openWebConfig } from './web-config/web-config-file.js';

/** An endpoint as its options describe it, checked; nothing is opened yet. */
export interface EndpointSetup {
  readonly server: ServerSettings;
  readonly path: string;
  /** What answers on the endpoint. */
  readonly routed: HandlerParts;
  /** What answers in a server of somebody else, whose certificates are not ours to trust. */
  readonly mounted: HandlerParts;
  readonly protection: Protection;
}

/** @throws GenesisError for a faulty option */
export function setUpEndpoint(
  options: PrometheusExporterOptions,
  source: ExpositionSource,
  recorder: ScrapeRecorder,
): EndpointSetup {
  const { host, port, path } = listenSettings(options);
  const webConfig = openWebConfig(options.webConfigFile);
  const authentication = createAuthentication(options, webConfig);
  const settings = tlsSettings(options, webConfig);
  const countsCertificates = settings?.clientAuth === 'RequireAndVerifyClientCert';
  const isGuarded = authentication !== undefined || countsCertificates;
  requireGuard(host, isGuarded);
  const mounted: HandlerParts = {
    source,
    recorder,
    guard: new EndpointGuard({ authentication }),
    headers: async () => (await webConfig?.current())?.headers ?? {},
    requestLimit: requestLimit(webConfig),
    ownsConnections: false,
  };
  const guard = new EndpointGuard({ authentication, countsCertificates });
  return {
    server: {
      host,
      port,
      tls: settings && new ReloadedTls(settings, tlsSource(webConfig, settings)),
      http2: webConfig?.last.http2 ?? true,
      checkAddress: (address) => requireGuardedAddress(host, address, isGuarded),
    },
    path,
    routed: { ...mounted, guard, ownsConnections: true },
    mounted,
    protection: { isGuarded, isEncrypted: settings !== undefined, countsCertificates },
  };
}

function tlsSettings(
  { tls }: PrometheusExporterOptions,
  webConfig: WebConfigFile | undefined,
): TlsSettings | undefined {
  if (tls === undefined) return webConfig?.last.tls;
  if (webConfig?.last.tls === undefined) return tlsSettingsOf(tls);
  throw new GenesisError(
    'GENESIS_CONFIG_INVALID',
    'tls_server_config in PROMETHEUS_WEB_CONFIG_FILE or option webConfigFile stands beside PROMETHEUS_TLS_CERT_FILE or option tls, and only one can hold; no metrics endpoint is opened',
  );
}

/** The settings as of now, where they come from a file; those of options never change. */
function tlsSource(
  webConfig: WebConfigFile | undefined,
  settings: TlsSettings,
): (() => Promise<TlsSettings>) | undefined {
  if (webConfig?.last.tls !== settings) return undefined;
  return async () => (await webConfig.current()).tls ?? settings;
}

/** A limit in the file is taken at the start and not changed later, as by the exporter-toolkit. */
function requestLimit(webConfig: WebConfigFile | undefined): TokenBucket | undefined {
  const limit = webConfig?.last.rateLimit;
  if (limit === undefined) return undefined;
  const { burst, intervalMs: refillMs } = limit;
  return new TokenBucket({ burst, refillMs, deepestDebt: 0 }, () => performance.now());
}
