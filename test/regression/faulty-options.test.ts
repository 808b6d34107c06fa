import { metrics } from '@opentelemetry/api';
import { expect } from 'chai';
import fc from 'fast-check';
import type { GenesisOptions } from '../../lib/config/genesis-options.js';
import { loadConfig } from '../../lib/config/load-config.js';
import { GenesisError } from '../../lib/errors.js';
import { PrometheusExporter } from '../../lib/prometheus/prometheus-exporter.js';
import { startGenesis } from '../../lib/sdk.js';
import { diagLines } from '../support/diag-lines.js';

const anything = fc.anything({ maxDepth: 1, withNullPrototype: true, withBigInt: true });
const something = anything.filter((value) => value !== undefined);
/** An object where an object is due has nothing wrong with it yet. */
const noGroup = something.filter(
  (value) => typeof value !== 'object' || value === null || Array.isArray(value),
);

/** What guards the endpoint, in a way that cannot work, and the name that the line must hold. */
const faultyGuard = fc.oneof(
  something.map((authToken) => [{ authToken }, 'authToken'] as const),
  something.map((authTokenFile) => [{ authTokenFile }, 'authTokenFile'] as const),
  something.map((webConfigFile) => [{ webConfigFile }, 'webConfigFile'] as const),
  something.map((tls) => [{ tls }, 'tls'] as const),
  something.map((certFile) => [{ tls: { certFile } }, 'tls'] as const),
  something.map((keyFile) => [{ tls: { keyFile } }, 'tls'] as const),
  something.map((clientCaFile) => [{ tls: { clientCaFile } }, 'tls'] as const),
);

/** Options that TypeScript would refuse threw into the bot, or opened the endpoint without TLS. */
describe('options of a wrong type', () => {
  afterEach(() => metrics.disable());

  async function started(options: unknown): Promise<{ url: string | undefined; lines: string[] }> {
    let url: string | undefined;
    const lines = await diagLines(async () => {
      const genesis = startGenesis(options as GenesisOptions);
      url = (await genesis.endpoint())?.url;
      await genesis.shutdown();
    });
    return { url, lines };
  }

  it('never open an endpoint whose guard is faulty, and one line names the guard', async () => {
    await fc.assert(
      fc.asyncProperty(faultyGuard, async ([guard, name]) => {
        const prometheus = { port: 0, ...guard };
        const { url, lines } = await started({ instrumentations: [], prometheus });
        expect(url).to.equal(undefined);
        expect(lines).to.have.length(1);
        expect(lines[0]).to.contain(name).and.to.contain('no metrics endpoint');
        expect(() => new PrometheusExporter(prometheus as never)).to.throw(GenesisError, name);
      }),
      { numRuns: 150 },
    );
  });

  it('never open an endpoint where the whole group is none', async () => {
    await fc.assert(
      fc.asyncProperty(noGroup, async (prometheus) => {
        const { url, lines } = await started({ instrumentations: [], prometheus });
        expect(url).to.equal(undefined);
        expect(lines).to.deep.equal([
          'genesis-otel: option prometheus is no object; no metrics endpoint is opened',
        ]);
      }),
      { numRuns: 30 },
    );
  });

  it('are one line where they are no options at all', async () => {
    process.env['OTEL_EXPORTER_PROMETHEUS_PORT'] = '0';
    process.env['PROMETHEUS_AUTH_TOKEN'] = 'a-token-that-is-long-enough-1234567890';
    try {
      for (const options of [null, 5, 'options', true, [], () => {}]) {
        const { url, lines } = await started(options);
        expect(url).to.be.a('string');
        expect(lines).to.deep.equal([
          'genesis-otel: the options of startGenesis are no object; they are ignored',
        ]);
      }
    } finally {
      delete process.env['OTEL_EXPORTER_PROMETHEUS_PORT'];
      delete process.env['PROMETHEUS_AUTH_TOKEN'];
    }
  });

  it('are told, each of them', () => {
    const wrong: unknown = Object.create({ kind: 'nothing that any option could be' });
    const http = { url: 'http://127.0.0.1:4318' };
    const options: [object, string][] = [
      ...[
        'serviceName',
        'exporters',
        'initialEquity',
        'instrumentations',
        'disabledInstrumentations',
        'flushOnExit',
        'hookImports',
      ].map((name): [object, string] => [{ [name]: wrong }, name]),
      [{ otlp: 5 }, 'otlp'],
      [{ otlp: null }, 'otlp'],
      [{ prometheus: { port: wrong } }, 'prometheus.port'],
      [{ otlp: { url: wrong } }, 'otlp.url'],
      [{ otlp: { ...http, protocol: wrong } }, 'otlp.protocol'],
      [{ otlp: { ...http, headers: wrong } }, 'otlp.headers'],
      [{ otlp: { ...http, headers: ['authorization=secret'] } }, 'otlp.headers'],
      [{ otlp: { ...http, headers: new Map([['authorization', 'secret']]) } }, 'otlp.headers'],
      [{ otlp: { ...http, exportIntervalMillis: wrong } }, 'otlp.exportIntervalMillis'],
      [{ otlp: { ...http, exportTimeoutMillis: wrong } }, 'otlp.exportTimeoutMillis'],
    ];
    for (const [option, name] of options) {
      const { problems } = loadConfig({}, option as GenesisOptions);
      expect(problems, name).to.have.length(1);
      expect(problems[0]).to.match(new RegExp(`^option ${name} `));
    }
  });

  it('throw nothing but a GenesisError out of the exporter', () => {
    const kinds = fc.record(
      {
        host: anything,
        port: anything,
        endpoint: anything,
        authToken: anything,
        authTokenFile: anything,
        tls: anything,
        preventServerStart: anything,
        registry: anything,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(kinds, something), (options) => {
        try {
          new PrometheusExporter(options as never);
        } catch (fault) {
          expect(fault).to.be.instanceOf(GenesisError);
        }
      }),
      { numRuns: 1_000 },
    );
    for (const options of [{ preventServerStart: 'true' }, { registry: 5 }, { registry: null }]) {
      expect(() => new PrometheusExporter(options as never)).to.throw(GenesisError, 'option ');
    }
  });
});
