import { join } from 'node:path';
import { PACKAGE_ROOT } from '../integration/preload/bot.js';
import { lookUntil } from '../stack/support/eventually.js';
import type { Figures } from '../stack/support/parity.js';
import { byIdentity, EVERYTHING, isSameAs, settled } from '../stack/support/parity.js';
import { COLLECTOR, needPrograms, VICTORIA_METRICS } from '../stack/support/programs.js';
import { expectSameFigures, expectSameKeys } from '../stack/support/same-figures.js';
import { Stack } from '../stack/support/stack.js';
import { tradeOneRound } from '../stack/support/trading-round.js';
import { VictoriaMetrics } from '../stack/support/victoria-metrics.js';
import { Collector } from './support/collector.js';

const LOGIN = 'bots:a-password-of-the-store';
const tls = (name: string): string => join(PACKAGE_ROOT, 'test/fixtures/tls', `${name}.pem`);

interface Way {
  readonly protocol: 'grpc' | 'http/json' | 'http/protobuf';
  readonly compression: 'gzip' | 'none';
  readonly isSecure: boolean;
}

const WAYS: readonly Way[] = [
  { protocol: 'grpc', compression: 'none', isSecure: false },
  { protocol: 'grpc', compression: 'gzip', isSecure: true },
  { protocol: 'http/json', compression: 'gzip', isSecure: false },
  { protocol: 'http/json', compression: 'none', isSecure: true },
  { protocol: 'http/protobuf', compression: 'none', isSecure: false },
  { protocol: 'http/protobuf', compression: 'gzip', isSecure: true },
];

/** Through the configuration that is shipped, into a VictoriaMetrics behind a password. */
for (const { protocol, compression, isSecure } of WAYS) {
  const channel = isSecure ? 'mutual TLS' : 'no TLS';
  describe(`a bot that pushes by ${protocol} with ${channel}, packed: ${compression}`, () => {
    let store: VictoriaMetrics;
    let collector: Collector;
    let stack: Stack;

    before(async function () {
      needPrograms(this, 'prometheus', VICTORIA_METRICS, COLLECTOR);
      store = await VictoriaMetrics.start({ login: LOGIN });
      collector = await Collector.start(
        {
          METRICS_STORE_URL: store.pushUrl,
          METRICS_STORE_AUTHORIZATION: store.authorization ?? '',
          COLLECTOR_TLS_CERT_FILE: tls('server-crt'),
          COLLECTOR_TLS_KEY_FILE: tls('server-key'),
          COLLECTOR_TLS_CLIENT_CA_FILE: tls('ca-crt'),
        },
        ...(isSecure ? (['tls'] as const) : []),
      );
      const address = protocol === 'grpc' ? collector.grpc : collector.http;
      stack = await Stack.start({
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: `${isSecure ? 'https' : 'http'}://${address}`,
          OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
          OTEL_EXPORTER_OTLP_COMPRESSION: compression,
          OTEL_METRIC_EXPORT_INTERVAL: '500',
          ...(isSecure
            ? {
                OTEL_EXPORTER_OTLP_CERTIFICATE: tls('ca-crt'),
                OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: tls('client-crt'),
                OTEL_EXPORTER_OTLP_CLIENT_KEY: tls('client-key'),
              }
            : {}),
        },
        first: (desk) => tradeOneRound(desk).then(() => desk.bot.tell('record', 'by hand')),
      });
    });

    after(async () => {
      await stack?.stop();
      await Promise.all([collector?.kill(), store?.stop()]);
    });

    it('has there what is scraped', async () => {
      const [pushed, scraped] = await lookUntil(look, ([there, here]) => isSameAs(here, there));
      expectSameKeys(pushed, scraped);
      expectSameFigures(settled(pushed), settled(scraped));
    });

    async function look(): Promise<[Figures, Figures]> {
      const at = await stack.scraped();
      const scraped = byIdentity('scraped', await stack.prometheus.instant(EVERYTHING, at));
      return [byIdentity('pushed', await store.instant(EVERYTHING, Date.now())), scraped];
    }
  });
}
