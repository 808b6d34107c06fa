import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import { GenesisError } from '../../../lib/errors.js';
import type { OtlpReaderOptions } from '../../../lib/otlp/otlp-reader.js';
import { createOtlpReader } from '../../../lib/otlp/otlp-reader.js';
import { diagLines } from '../../support/diag-lines.js';

const OPTIONS: Omit<OtlpReaderOptions, 'url'> = {
  protocol: 'http/json',
  insecure: true,
  headers: {},
  compression: 'none',
  temporality: 'cumulative',
  histograms: 'explicit_bucket_histogram',
  exportIntervalMillis: 3_600_000,
  exportTimeoutMillis: 5_000,
  pushTimeoutMillis: 5_000,
  ca: undefined,
  cert: undefined,
  key: undefined,
};

async function listening(answer: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}/v1/metrics` };
}

/** Pushes one metric, as often as asked. */
async function push(options: OtlpReaderOptions, times = 1): Promise<void> {
  const reader = createOtlpReader(options) as IMetricReader;
  const provider = new MeterProvider({ readers: [reader] });
  provider.getMeter('test').createCounter('pushed').add(1);
  for (let index = 0; index < times; index += 1) await provider.forceFlush();
  await provider.shutdown();
}

describe('the OTLP reader', () => {
  for (const status of [400, 401, 429, 500, 503]) {
    it(`tries once where the collector answers ${status}, and says so once`, async () => {
      let requests = 0;
      const { server, url } = await listening((_request, response) => {
        requests += 1;
        response.writeHead(status, { 'retry-after': '1' }).end('secret-of-the-collector');
      });
      const lines = await diagLines(() => push({ ...OPTIONS, url }, 2));
      server.close();
      // Two flushes, and the one at the end.
      expect(requests).to.equal(3);
      expect(lines).to.have.length(1);
      expect(lines[0]).to.contain(`(status ${status})`).and.not.to.contain('secret');
    });
  }

  it('says when pushing works again', async () => {
    let requests = 0;
    const { server, url } = await listening((_request, response) => {
      requests += 1;
      response.writeHead(requests === 1 ? 503 : 200).end('{}');
    });
    const lines = await diagLines(() => push({ ...OPTIONS, url }, 3));
    server.close();
    expect(lines).to.have.length(2);
    expect(lines[1]).to.contain('again');
  });

  it('says that the collector is not there', async () => {
    const { server, url } = await listening(() => {});
    server.close();
    await once(server, 'close');
    const lines = await diagLines(() => push({ ...OPTIONS, url }));
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('(ECONNREFUSED)');
  });

  it('gives up on a collector that never answers', async () => {
    const { server, url } = await listening(() => {});
    const lines = await diagLines(() => push({ ...OPTIONS, url, pushTimeoutMillis: 50 }));
    server.closeAllConnections();
    server.close();
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('(timeout)');
  });

  for (const protocol of ['http/json', 'http/protobuf'] as const) {
    it(`pushes over ${protocol} with the headers of the options`, async () => {
      const seen: unknown[] = [];
      const { server, url } = await listening((request, response) => {
        seen.push([request.headers['content-type'], request.headers['x-key']]);
        response.end();
      });
      const lines = await diagLines(() =>
        push({ ...OPTIONS, protocol, url, headers: { 'x-key': 'k' } }, 0),
      );
      server.close();
      const type = protocol === 'http/json' ? 'application/json' : 'application/x-protobuf';
      expect(seen).to.deep.equal([[type, 'k']]);
      expect(lines).to.deep.equal([]);
    });
  }

  it('ends a gauge series that has ended', async () => {
    const bodies: string[] = [];
    const { server, url } = await listening((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => bodies.push(text));
      request.on('end', () => response.end());
    });
    const reader = createOtlpReader({ ...OPTIONS, url }) as IMetricReader;
    const provider = new MeterProvider({ readers: [reader] });
    let symbols = ['ENDED', 'STAYS'];
    provider
      .getMeter('test')
      .createObservableGauge('position')
      .addCallback((result) => {
        for (const symbol of symbols) result.observe(1, { symbol });
      });
    await provider.forceFlush();
    symbols = ['STAYS'];
    await provider.shutdown();
    server.close();
    expect(bodies[0]).to.contain('ENDED').and.to.contain('STAYS');
    expect(bodies[1]).to.contain('STAYS').and.not.to.contain('ENDED');
  });

  it('refuses a certificate that cannot be read, and names its variable', () => {
    const ca = { variable: 'OTEL_EXPORTER_OTLP_CERTIFICATE', path: '/nowhere/ca.pem' };
    const build = () => createOtlpReader({ ...OPTIONS, url: 'https://127.0.0.1:9/', ca });
    expect(build)
      .to.throw(GenesisError, /^OTEL_EXPORTER_OTLP_CERTIFICATE /)
      .with.property('code', 'GENESIS_CREDENTIAL_INVALID');
  });
});
