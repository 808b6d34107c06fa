import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { certificateFile } from '../../support/otlp/otlp-receiver.js';
import { linesOf } from '../preload/bot.js';
import { decided, pushes, resource, wire } from './looks.js';
import type { Outcome, Place, Variables } from './run.js';
import { run } from './run.js';

const TOKEN = 'a-token-of-the-tests-0123456789abcdef';

const EVERYTHING = ({ url }: Place) => `
file_format: "1.0"
resource:
  attributes: [{ name: service.name, value: "$\{BOT_NAME:-grid-bot}" }]
meter_provider:
  readers:
    - pull: { exporter: { prometheus/development: { port: 0 } } }
    - periodic:
        exporter:
          otlp_grpc:
            endpoint: ${url('main')}
            compression: gzip
            headers: [{ name: x-tenant, value: desk 1 }]
            tls:
              ca_file: ${certificateFile('ca-crt')}
              cert_file: ${certificateFile('client-crt')}
              key_file: ${certificateFile('client-key')}
tracer_provider:
  processors:
    - batch: { exporter: { otlp_http: { endpoint: "${url('traces')}/v1/traces" } } }
  limits: { event_count_limit: 1 }
`;

const UNGUARDED = `
file_format: "1.0"
meter_provider:
  readers:
    - pull: { exporter: { prometheus/development: { host: 0.0.0.0, port: 0 } } }
`;

describe('a bot with a configuration file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'genesis-'));
  after(() => rmSync(folder, { recursive: true }));

  function runWith(
    file: string | ((place: Place) => string),
    more: Variables = {},
  ): Promise<Outcome> {
    const path = join(folder, 'otel.yaml');
    return run({
      receivers: {
        main: { protocol: 'grpc', tls: 'server', clientCa: 'ca' },
        traces: {},
        environment: {},
      },
      variables: (place) => {
        writeFileSync(path, typeof file === 'string' ? file : file(place));
        const ignored = { OTEL_EXPORTER_OTLP_ENDPOINT: place.url('environment') };
        return { ...ignored, OTEL_TRACES_EXPORTER: 'otlp', OTEL_CONFIG_FILE: path, ...more };
      },
      scrapes: { plain: {}, known: { headers: { authorization: `Bearer ${TOKEN}` } } },
    });
  }

  it('does what the file says, behind the guard of the environment', async () => {
    const outcome = await runWith(EVERYTHING, { PROMETHEUS_AUTH_TOKEN: TOKEN });
    const { endpoint, scrapes, ending, received } = outcome;
    expect(endpoint).to.match(/^http:/);
    expect([scrapes['plain']?.status, scrapes['known']?.status]).to.deep.equal([401, 200]);
    expect(wire(outcome)).to.deep.include({
      protocol: 'grpc',
      header: 'desk 1',
      compression: 'gzip',
      client: 'genesis-otel test client',
    });
    expect(resource(outcome, 'service.name')).to.equal('grid-bot');
    const [span] = pushes(outcome, 'traces', 'traces');
    expect(span?.path).to.equal('/v1/traces');
    expect(decided(outcome, 'traces')?.events).to.have.length(1);
    expect(received['environment']).to.deep.equal([]);
    expect(ending.code).to.equal(0);
    expect(linesOf(ending).filter((line) => line.includes('OTEL_'))).to.deep.equal([]);
  });

  it('opens no endpoint without a guard', async () => {
    const { endpoint, ending } = await runWith(UNGUARDED);
    expect(endpoint).to.equal('none');
    expect(ending.stderr).to.match(/is 0\.0\.0\.0, .*PROMETHEUS_AUTH_TOKEN/);
    expect(ending.code).to.equal(0);
  });

  for (const [name, file] of [
    ['broken', `${UNGUARDED}  readers: []\n`],
    ['of another version', UNGUARDED.replace('1.0', '9.9')],
  ] as const) {
    it(`exports nothing where the file is ${name}, says so in one line, and runs on`, async () => {
      const { endpoint, ending, received } = await runWith(file);
      expect(endpoint).to.equal('none');
      expect(Object.values(received).flat()).to.deep.equal([]);
      const lines = linesOf(ending).filter((line) => line.includes('OTEL_'));
      expect(lines).to.have.length(1);
      expect(lines[0]).to.match(/OTEL_CONFIG_FILE names a file .*; nothing is exported$/);
      expect(ending.code).to.equal(0);
    });
  }
});
