import { expect } from 'chai';
import { ThreadedBot } from '../exporter-thread/threaded-bot.js';
import { Bot, linesOf, runBot, TOKEN } from './bot.js';
import { Collector } from './collectors.js';

interface Metric {
  name: string;
  sum?: { aggregationTemporality: number };
  gauge?: { dataPoints: { asDouble?: number }[] };
}

interface Push {
  resourceMetrics: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeMetrics: { metrics: Metric[] }[];
  }[];
}

function namesOf(push: Push): string[] {
  const metrics = push.resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) => scope.metrics),
  );
  return metrics.map(({ name }) => name).sort();
}

function resourceOf(push: Push): Record<string, string | undefined> {
  const attributes = push.resourceMetrics[0]?.resource.attributes ?? [];
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]));
}

async function scrape(url: string): Promise<string> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
  return response.text();
}

describe('the OTLP push', () => {
  let collector: Collector;
  let address: string;

  beforeEach(async () => {
    collector = new Collector();
    address = await collector.start();
  });
  afterEach(() => collector.stop());

  it('carries the same names as the scrape, with a unique instance, when the bot is done', async () => {
    const bot = new Bot('recording.cjs', {
      args: ['--api-key', 'on-the-command-line'],
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: address,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
        OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=desk%201',
        OTEL_SERVICE_NAME: 'grid-bot',
      },
    });
    const [, url = ''] = await bot.says(/endpoint (http\S+)/);
    // The endpoint measures a scrape when it is over, so that the second one shows the first.
    await scrape(url);
    const scraped = [...(await scrape(url)).matchAll(/^# TYPE (genesis_\w+)/gm)].map(
      ([, name]) => name,
    );
    bot.release();
    const ending = await bot.ended();
    expect(ending.code).to.equal(0);
    expect(linesOf(ending)).to.deep.equal([]);

    expect(collector.requests).to.have.length(1);
    const [{ path, headers, body }] = collector.requests as [(typeof collector.requests)[0]];
    expect(path).to.equal('/v1/metrics');
    expect(headers['x-tenant']).to.equal('desk 1');
    const push = JSON.parse(body) as Push;
    expect(namesOf(push)).to.deep.equal(scraped.sort());
    expect(namesOf(push)).to.include('genesis_orders_total');
    expect(resourceOf(push)['service.name']).to.equal('grid-bot');
    expect(resourceOf(push)['service.instance.id']).to.match(/^[\da-f-]{36}$/);
    expect(body).not.to.contain('on-the-command-line');
    const sums = push.resourceMetrics[0]?.scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(({ sum }) => sum?.aggregationTemporality ?? []),
    );
    expect(new Set(sums), 'cumulative').to.deep.equal(new Set([2]));
  });

  it('tells no lag of the event loop that is over', async () => {
    const bot = new ThreadedBot('threaded.cjs', {
      args: ['hang'],
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: address, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
    });
    await bot.scrape();
    bot.tell('go');
    await bot.scrapeUntil(({ series }) => (series.get('genesis_event_loop_lag_seconds') ?? 0) > 1);
    await bot.says(/did it/);
    bot.release();
    await bot.ended();
    const push = JSON.parse(collector.requests.at(-1)?.body ?? '') as Push;
    const lag = push.resourceMetrics[0]?.scopeMetrics
      .flatMap(({ metrics }) => metrics)
      .find(({ name }) => name === 'genesis_event_loop_lag_seconds');
    expect(lag?.gauge?.dataPoints).to.have.length(1);
    expect(lag?.gauge?.dataPoints[0]?.asDouble ?? 0).to.be.below(1);
  });

  it('can be the only way out', async () => {
    const bot = new Bot('recording.cjs', {
      env: {
        OTEL_METRICS_EXPORTER: 'otlp',
        OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${address}/push`,
      },
    });
    await bot.says(/endpoint none/);
    bot.release();
    await bot.ended();
    expect(collector.requests.map(({ path }) => path)).to.deep.equal(['/push']);
  });

  it('does not happen where only the endpoint is asked for', async () => {
    const bot = new Bot('recording.cjs', {
      env: { OTEL_METRICS_EXPORTER: 'prometheus', OTEL_EXPORTER_OTLP_ENDPOINT: address },
    });
    await bot.says(/endpoint http/);
    bot.release();
    await bot.ended();
    expect(collector.requests).to.deep.equal([]);
  });

  it('carries traces where the standard variable asks for them, and no logs', async () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: address,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_METRICS_EXPORTER: 'none',
    };
    const without = await runBot('tracing.cjs', { env });
    expect(without.stdout).to.equal('full SDK: false\n');
    expect(collector.requests).to.deep.equal([]);

    const ending = await runBot('tracing.cjs', { env: { ...env, OTEL_TRACES_EXPORTER: 'otlp' } });
    expect(ending.stdout).to.equal('full SDK: true\n');
    expect(ending.stderr).to.equal('');
    expect(collector.requests.map(({ path }) => path)).to.deep.equal(['/v1/traces']);
    expect(collector.requests[0]?.body).to.contain('decide');
  });
});
