import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { MetricsRegistry, PrometheusExporter } from '../../lib/index.js';
import { PACKAGE_ROOT } from '../integration/preload/bot.js';
import { eventually, lookUntil } from './support/eventually.js';
import { InfluxDb } from './support/long-term/influxdb.js';
import { sampleLines } from './support/long-term/sample-lines.js';
import { shipped, shippedVariables } from './support/long-term/shipped.js';
import { INFLUXDB, needPrograms, PROMETHEUS_3, VICTORIA_METRICS } from './support/programs.js';
import { Prometheus } from './support/prometheus.js';
import { VictoriaMetrics } from './support/victoria-metrics.js';

const PASSWORD = 'the password of a test';
const EVERYTHING = '{__name__=~"genesis_.+|up"}[5m]';
const ORDERS = 'genesis_orders_total';
const ORDER = { exchange: 'binance', symbol: 'BTC/USDT', side: 'buy', type: 'limit' };
/** Instead of five minutes. */
const WINDOW_MS = 2_000;

interface Remote {
  readonly url: string;
}

/** A fragment of the shipped configuration, for a server of this test. */
function fragment(path: string, { url }: Remote, passwordFile: string): object {
  const [remote] = parse(shipped(`prometheus/profiles/${path}`)) as [
    { url: string; basic_auth?: object },
  ];
  const { pathname, search } = new URL(remote.url);
  const login = { username: 'admin', password_file: passwordFile };
  return {
    ...remote,
    url: `${url}${pathname}${search}`,
    ...(remote.basic_auth && { basic_auth: login }),
  };
}

/** The job of docs/retention-and-storage.md, for a server of this test. */
function federation({ url }: Remote): object {
  const text = readFileSync(join(PACKAGE_ROOT, 'docs/retention-and-storage.md'), 'utf8');
  const [, yaml = ''] = /<!-- example: federation -->\n```yaml\n(.*?)```/s.exec(text) ?? [];
  const [job] = (parse(yaml) as { scrape_configs: object[] }).scrape_configs;
  return { ...job, static_configs: [{ targets: [new URL(url).host] }] };
}

describe('what Prometheus writes to a long-term store', () => {
  const registry = new MetricsRegistry();
  const exporter = new PrometheusExporter({ registry, host: '127.0.0.1', port: 0 });
  let victoria: VictoriaMetrics;
  let influx: InfluxDb;
  let prometheus: Prometheus;
  let reader: Prometheus;
  let federating: Prometheus;
  /** Of the last sample that is looked at. */
  let at: number;
  /** The orders, by time. */
  let written: (readonly [time: number, value: number])[];

  /** JSON is YAML too. */
  const start = (settings: (passwordFile: string) => object): Promise<Prometheus> => {
    const folder = mkdtempSync(join(tmpdir(), 'genesis-stack-'));
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, PASSWORD, { mode: 0o600 });
    const global = { scrape_interval: '1s', scrape_timeout: '1s' };
    const configuration = { global, ...settings(passwordFile) };
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(configuration));
    return Prometheus.open(folder, { program: PROMETHEUS_3 });
  };

  const scrapes = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= 1) {
      registry.instruments.orders.add(1, ORDER);
      registry.instruments.pnl.record(-12.34 * left);
      await prometheus.scraped('genesis');
    }
  };

  before(async function () {
    needPrograms(this, PROMETHEUS_3, VICTORIA_METRICS, INFLUXDB);
    await exporter.start();
    registry.instruments.orderExecutionTime.record(0.2, { exchange: 'binance', type: 'limit' });
    victoria = await VictoriaMetrics.start({
      env: shippedVariables('victoriametrics/victoriametrics.env'),
      // To see every sample that has come.
      flags: ['-dedup.minScrapeInterval=1ms'],
    });
    influx = await InfluxDb.start({
      password: PASSWORD,
      statements: (shipped) => shipped.replaceAll('5m', `${WINDOW_MS / 1_000}s`),
    });
    const targets = [`127.0.0.1:${exporter.address()?.port}`];
    prometheus = await start((password) => ({
      scrape_configs: [{ job_name: 'genesis', static_configs: [{ targets }] }],
      remote_write: [
        fragment('victoriametrics/remote-write.yml', victoria, password),
        fragment('influxdb/remote-write.yml', influx, password),
      ],
    }));
    reader = await start((password) => ({
      remote_read: [fragment('influxdb/remote-read.yml', influx, password)],
    }));
    federating = await start(() => ({ scrape_configs: [federation(prometheus)] }));
    await scrapes(2);
    await eventually('samples to have come', () => hasCome());
    // A power cut would take from VictoriaMetrics what came in the last seconds.
    await Promise.all([victoria.terminate(), influx.kill()]);
    await scrapes(4);
    await Promise.all([victoria.startAgain(), influx.startAgain()]);
    at = await prometheus.scraped('genesis');
    const [series] = await prometheus.raw(`${ORDERS}[5m]`, at);
    written = (series?.points ?? []).map(({ at: time, value }) => [time, value]);
  });
  after(async () => {
    await Promise.all(
      [prometheus, reader, federating, victoria, influx].map((server) => server?.stop()),
    );
    await exporter.shutdown();
  });

  const hasCome = async (): Promise<true | undefined> => {
    const [stored] = await victoria.instant(ORDERS, Date.now());
    return (await inInflux('r15d')).size > 0 && stored !== undefined ? true : undefined;
  };

  /** Orders by time, by the policy that keeps them. */
  const inInflux = async (policy: string): Promise<Map<number, number>> => {
    const series = await influx.query(`SELECT "value" FROM "prometheus"."${policy}"."${ORDERS}"`);
    const values = series.flatMap((one) => one.values).map(([time, value]) => [time, value]);
    return new Map(values.map(([time, value]) => [Number(time), Number(value)]));
  };

  it('is in VictoriaMetrics, with what was scraped while it was away', async () => {
    const wanted = await sampleLines(prometheus, EVERYTHING, at);
    const stored = await lookUntil(
      () => sampleLines(victoria, EVERYTHING, at),
      (seen) => seen.length === wanted.length,
    );
    expect(stored).to.deep.equal(wanted);
  });

  it('is in InfluxDB, with what was scraped while it was away', async () => {
    const stored = await lookUntil(
      () => inInflux('r15d'),
      (seen) => written.every(([time]) => seen.has(time)),
    );
    expect([...stored].filter(([time]) => time <= at)).to.deep.equal(written);
  });

  it('is only what the profiles name', async () => {
    expect(await prometheus.instant('scrape_duration_seconds', at)).to.have.length(1);
    expect(await victoria.instant('scrape_duration_seconds', at)).to.have.length(0);
    const measurements = await influx.query('SHOW MEASUREMENTS ON "prometheus"');
    const names = measurements.flatMap(({ values }) => values.map(([name]) => name));
    expect(names).to.include.members([ORDERS, 'genesis_pnl_dollars', 'up']);
    expect(names).not.to.include('scrape_duration_seconds');
  });

  it('is asked of nobody without the password', async () => {
    expect(await influx.statusFor('another password')).to.equal(401);
  });

  it('is thinned out by InfluxDB: the last of each window, at its beginning', async () => {
    const wanted = new Map<number, number>();
    for (const [time, value] of written) wanted.set(time - (time % WINDOW_MS), value);
    // Its window is not over yet.
    wanted.delete(at - (at % WINDOW_MS));
    const stored = await lookUntil(
      () => inInflux('r90d'),
      (seen) => [...wanted].every(([time, value]) => seen.get(time) === value),
    );
    for (const [time, value] of wanted) expect(stored.get(time), `at ${time}`).to.equal(value);
  });

  it('is read back from InfluxDB by a Prometheus that has nothing itself', async () => {
    const thinned = await inInflux('r90d');
    const [series] = await reader.raw(`${ORDERS}[5m]`, at);
    expect(series?.labels).to.include({ ...ORDER, __name__: ORDERS, job: 'genesis' });
    const points = (series?.points ?? []).map(({ at: time, value }) => [time, value] as const);
    expect(points).to.have.length.greaterThan(2);
    for (const [time, value] of points) expect(thinned.get(time)).to.equal(value);
    const [rate] = await reader.instant(`rate(${ORDERS}[5m])`, at);
    expect(rate?.value).to.be.greaterThan(0);
  });

  it('is in a second Prometheus that asks the first, as the documentation has it', async () => {
    const fetched = await lookUntil(
      () => sampleLines(federating, `${ORDERS}[5m]`, Date.now()),
      (seen) => seen.length > 2,
    );
    expect(fetched).to.have.length.greaterThan(2);
    const known = new Set(await sampleLines(prometheus, `${ORDERS}[6m]`, Date.now()));
    for (const line of fetched) expect(known.has(line), line).to.equal(true);
  });
});
