import { renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import type { PrometheusExporterOptions } from '../../../lib/prometheus/exporter-options.js';
import { PrometheusExporter } from '../../../lib/prometheus/prometheus-exporter.js';
import { listenToDiag } from '../../support/diag-lines.js';
import { ask, bearer } from './support/ask.js';
import { deferred } from './support/deferred.js';
import { addressOf, closeEndpoints, openEndpoint, tracked } from './support/endpoint.js';
import { genesisError } from './support/errors.js';
import { temporaryDirectory } from './support/files.js';

const TOKEN = 'the-right-token-0123456789';
const LOCAL: PrometheusExporterOptions = { host: '127.0.0.1', port: 0 };

describe('PrometheusExporter', () => {
  let diag: ReturnType<typeof listenToDiag>;
  beforeEach(() => {
    diag = listenToDiag();
  });
  afterEach(async () => {
    await closeEndpoints();
    diag.stop();
  });

  it('serves what was recorded, without scope labels and with a newline at the end', async () => {
    const { url, meter } = await openEndpoint({ authToken: TOKEN });
    meter.createCounter('orders_total').add(2, { symbol: 'BTC/€' });
    const { status, body } = await ask(url, bearer(TOKEN));
    expect(status).to.equal(200);
    expect(body).to.contain('\norders_total{symbol="BTC/€"} 2\n');
    expect(body).to.match(/\n$/);
  });

  it('serves before anything was recorded', async () => {
    const { url } = await openEndpoint();
    const { status, body } = await ask(url);
    expect(status).to.equal(200);
    expect(body).to.contain('\ngenesis_scrape_requests_total{code="200"} 0\n');
  });

  it('keeps the command line out of target_info', async () => {
    const exporter = tracked(new PrometheusExporter({ ...LOCAL, preventServerStart: true }));
    const attributes = { 'service.name': 'bot', 'process.command_args': ['--key=abc'] };
    new MeterProvider({ readers: [exporter], resource: resourceFromAttributes(attributes) });
    const text = await exporter.expose();
    expect(text).to.contain('target_info{service_name="bot"} 1\n').and.not.to.contain('abc');
  });

  it('loses only the metric whose callback throws, and says it once', async () => {
    const { url, meter } = await openEndpoint();
    meter.createObservableGauge('broken').addCallback(() => {
      throw new RangeError('a secret');
    });
    meter.createObservableGauge('whole').addCallback((result) => result.observe(1));
    for (let scrape = 0; scrape < 2; scrape += 1) {
      const { status, body } = await ask(url);
      expect(status).to.equal(200);
      expect(body)
        .to.contain('\nwhole 1\n')
        .and.not.to.match(/^broken/m);
    }
    const said = diag.lines.filter((line) => line.includes('callback'));
    expect(said).to.have.length(1);
    expect(said[0]).to.contain('RangeError').and.not.to.contain('a secret');
  });

  it('forgets a gauge series that is no longer observed, and no counter', async () => {
    const { url, meter } = await openEndpoint();
    let open = true;
    meter.createObservableGauge('connection').addCallback((result) => {
      if (open) result.observe(1, { exchange: 'x' });
    });
    meter.createCounter('orders_total').add(1);
    expect((await ask(url)).body).to.contain('connection{exchange="x"} 1');
    open = false;
    const { body } = await ask(url);
    expect(body).to.contain('orders_total 1').and.not.to.contain('connection{');
  });

  it('answers 500 while no provider has taken it, and says it once', async () => {
    const exporter = tracked(new PrometheusExporter(LOCAL));
    await exporter.start();
    const { url } = addressOf(exporter);
    expect((await ask(url)).status).to.equal(500);
    expect((await ask(url)).status).to.equal(500);
    expect(diag.lines.filter((line) => line.includes('collecting'))).to.have.length(1);
  });

  it('gives up a callback that hangs before the scraper gives up the scrape', async () => {
    const { exporter, meter } = await openEndpoint();
    meter.createObservableGauge('hanging').addCallback(() => new Promise<void>(() => {}));
    meter.createObservableGauge('whole').addCallback((result) => result.observe(1));
    const collect = exporter.collect.bind(exporter);
    let limit: number | undefined;
    exporter.collect = (options) => {
      limit = options?.timeoutMillis;
      return collect({ timeoutMillis: 5 });
    };
    expect(await exporter.expose()).to.contain('\nwhole 1\n');
    expect(limit).to.be.within(1_000, 8_000);
    expect(diag.lines.join()).to.contain('callback of a metric failed (TimeoutError)');
  });

  it('collects once for scrapes that overlap', async () => {
    const { url, meter } = await openEndpoint();
    let collections = 0;
    const [asked, gate] = [deferred(), deferred()];
    meter.createObservableGauge('slow').addCallback(async (result) => {
      collections += 1;
      asked.resolve();
      await gate.promise;
      result.observe(collections);
    });
    const scrapes = [ask(url), ask(url), ask(url)];
    await asked.promise;
    // A request that comes while the collection runs is answered by it as well.
    const late = await ask(url.replace('/metrics', '/other'));
    expect(late.status).to.equal(404);
    gate.resolve();
    for (const { body } of await Promise.all(scrapes)) expect(body).to.match(/^slow \d$/m);
    expect(collections).to.be.below(3);
  });

  it('starts by itself when a provider takes it, and not where that is prevented', async () => {
    const [own, prevented] = [false, true].map((preventServerStart) =>
      tracked(new PrometheusExporter({ ...LOCAL, preventServerStart })),
    ) as [PrometheusExporter, PrometheusExporter];
    new MeterProvider({ readers: [own, prevented] });
    await own.start();
    expect(prevented.address()).to.equal(undefined);
    expect((await ask(addressOf(own).url)).status).to.equal(200);
  });

  it('joins the registry it is given, when all else is ready', async () => {
    let joined: unknown;
    const exporter = tracked(
      new PrometheusExporter({
        ...LOCAL,
        registry: {
          attachReader: (reader) => {
            joined = reader;
            new MeterProvider({ readers: [reader] });
          },
        },
      }),
    );
    expect(joined).to.equal(exporter);
    await exporter.start();
    expect((await ask(addressOf(exporter).url)).status).to.equal(200);
  });

  it('says in one line that it could not start by itself, and throws nothing', async () => {
    const first = await openEndpoint();
    diag.lines.splice(0);
    const second = tracked(new PrometheusExporter({ ...LOCAL, port: first.port }));
    new MeterProvider({ readers: [second] });
    await genesisError('GENESIS_ENDPOINT_LISTEN', () => second.start());
    expect(diag.lines).to.have.length(1);
    expect(diag.lines[0]).to.contain('OTEL_EXPORTER_PROMETHEUS_PORT');
    await first.exporter.stop();
    await second.start();
    expect(addressOf(second).port).to.equal(first.port);
  });

  it('does not end the process where the promise of start() is ignored', async () => {
    const { port } = await openEndpoint();
    const unhandled: unknown[] = [];
    const listener = (fault: unknown): void => void unhandled.push(fault);
    process.on('unhandledRejection', listener);
    const exporter = tracked(new PrometheusExporter({ ...LOCAL, port }));
    void exporter.start();
    // The server's failure is known by the time that another one has failed after it.
    await genesisError('GENESIS_ENDPOINT_LISTEN', () =>
      new PrometheusExporter({ ...LOCAL, port }).start(),
    );
    await new Promise(setImmediate);
    process.off('unhandledRejection', listener);
    expect(unhandled).to.deep.equal([]);
  });

  it('gives one promise for all calls of start, and starts again after stop', async () => {
    const { exporter } = await openEndpoint();
    expect(exporter.start()).to.equal(exporter.start()).and.to.equal(exporter.startServer());
    await Promise.all([exporter.stop(), exporter.stopServer()]);
    expect(exporter.address()).to.equal(undefined);
    await exporter.start();
    expect((await ask(addressOf(exporter).url)).status).to.equal(200);
  });

  it('rejects start after shutdown, which may be called twice', async () => {
    const { exporter } = await openEndpoint();
    await exporter.shutdown();
    await exporter.shutdown();
    await exporter.forceFlush();
    expect(exporter.address()).to.equal(undefined);
    await genesisError('GENESIS_READER_MISUSED', () => exporter.start());
  });

  it('can be stopped while it starts, and started anew at once', async () => {
    const exporter = tracked(new PrometheusExporter(LOCAL));
    const first = genesisError('GENESIS_ENDPOINT_LISTEN', () => exporter.start());
    const stopped = exporter.stop();
    await exporter.start();
    await Promise.all([first, stopped]);
    expect(addressOf(exporter).host).to.equal('127.0.0.1');
  });

  for (const host of ['0.0.0.0', '::', '10.0.0.1', 'bot.example']) {
    it(`refuses ${host} without a token, and names both variables`, async () => {
      const error = await genesisError(
        'GENESIS_ENDPOINT_UNGUARDED',
        () => new PrometheusExporter({ host }),
      );
      expect(error.message).to.contain('PROMETHEUS_AUTH_TOKEN');
      expect(error.message).to.contain('OTEL_EXPORTER_PROMETHEUS_HOST');
    });
  }

  it('listens everywhere with a token, and is reached', async () => {
    const { exporter, url } = await openEndpoint({ host: '0.0.0.0', authToken: TOKEN });
    expect(addressOf(exporter).host).to.equal('0.0.0.0');
    expect((await ask(url, bearer(TOKEN))).status).to.equal(200);
    expect(diag.lines).to.deep.equal([]);
    expect((await ask(url)).status).to.equal(401);
  });

  it('says in one line that an endpoint without a token is open to this machine', async () => {
    const { url } = await openEndpoint({ host: 'localhost' });
    expect(diag.lines).to.have.length(1);
    expect(diag.lines[0]).to.contain('PROMETHEUS_AUTH_TOKEN is not set').and.to.contain(url);
    expect((await ask(url)).status).to.equal(200);
  });

  it('serves the path that it is told', async () => {
    const { url } = await openEndpoint({ endpoint: '/internal/metrics' });
    expect(url).to.match(/\/internal\/metrics$/);
    expect((await ask(url)).status).to.equal(200);
    expect((await ask(url.replace('/internal', ''))).status).to.equal(404);
  });

  it('follows a token file that is renamed over', async () => {
    const directory = temporaryDirectory();
    const authTokenFile = join(directory.path, 'token');
    writeFileSync(authTokenFile, 'old-token-0123456789\n');
    const { url } = await openEndpoint({ authTokenFile });
    expect((await ask(url, bearer('old-token-0123456789'))).status).to.equal(200);
    writeFileSync(`${authTokenFile}.next`, 'new-token-0123456789\n');
    renameSync(`${authTokenFile}.next`, authTokenFile);
    expect((await ask(url, bearer('old-token-0123456789'))).status).to.equal(401);
    expect((await ask(url, bearer('new-token-0123456789'))).status).to.equal(200);
    directory.remove();
  });

  it('guards the handler that is mounted in a server of somebody else', async () => {
    const { exporter, meter } = await openEndpoint({ authToken: TOKEN });
    meter.createCounter('orders_total').add(1);
    const server = createServer((request, response) =>
      exporter.getMetricsRequestHandler(request, response),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/anything`;
    expect((await ask(url)).status).to.equal(401);
    expect((await ask(url, bearer(TOKEN))).body).to.contain('orders_total 1');
    expect((await ask(url, { method: 'POST', ...bearer(TOKEN) })).status).to.equal(405);
    server.close();
  });

  it('shows no token when it is inspected or turned into JSON', async () => {
    const { exporter } = await openEndpoint({ authToken: TOKEN });
    expect(inspect(exporter, { depth: 12, showHidden: true })).not.to.contain(TOKEN);
  });
});
