import { expect } from 'chai';
import type { PaperExchange } from '../../examples/paper-exchange/index.js';
import { freePort } from '../support/free-port.js';
import { OtlpReceiver } from '../support/otlp/otlp-receiver.js';
import { Program } from '../support/program.js';
import { parseExposition } from '../support/series.js';
import { PROJECT, scrape, startExample, TOKEN } from './example.js';
import { seriesOfPush } from './otlp-series.js';
import { quietExchange } from './paper-exchange/support.js';

const BOT = 'dist/examples/dual-export/bot.js';
const MARKET = 'exchange="binance",symbol="BTC/USDT",side="buy",type="market"';

/** These say how the process does at this moment, so scrape and push differ in their values. */
const OF_THE_MOMENT =
  /^genesis_(up|memory_usage|cpu_usage|event_loop_lag|rate_limit_usage|scrape|otlp)/;

type Series = ReadonlyMap<string, number>;

function settled(series: Series): Record<string, number> {
  return Object.fromEntries([...series].filter(([key]) => !OF_THE_MOMENT.test(key)).sort());
}

async function scraped(url: string, token?: string): Promise<Series> {
  // The endpoint measures a scrape when it is over, so that the second one shows the first.
  await scrape(url, token);
  const series = new Map(parseExposition((await scrape(url, token)).text));
  for (const key of series.keys()) {
    // The resource is a series of its own for Prometheus, and part of the envelope in OTLP.
    if (key.startsWith('target_info')) series.delete(key);
  }
  return series;
}

describe('the example of Prometheus and OTLP at once', () => {
  let exchange: PaperExchange;
  let receiver: OtlpReceiver;

  before(async () => {
    exchange = await quietExchange();
  });
  after(() => exchange.close());
  beforeEach(async () => {
    receiver = await OtlpReceiver.start();
  });
  afterEach(() => receiver.stop());

  function expectAgreement(series: Series): void {
    const pushed = seriesOfPush(receiver.messages('metrics').at(-1) ?? { resourceMetrics: [] });
    expect([...pushed.keys()].sort()).to.deep.equal([...series.keys()].sort());
    expect(settled(pushed)).to.deep.equal(settled(series));
    expect(pushed.get(`genesis_orders_total{${MARKET}}`)).to.equal(2);
    expect(pushed.get(`genesis_orders_failed_total{${MARKET}}`)).to.equal(1);
    expect(pushed.get('genesis_connection_status{exchange="binance"}')).to.equal(1);
  }

  it('needs the preload and one variable, and not a line of the bot’s', async () => {
    const port = await freePort();
    const bot = new Program(['--require', 'genesis-otel/register', BOT], {
      cwd: PROJECT,
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        PAPER_EXCHANGE_URL: exchange.url,
        BOT_ROUNDS: '1',
        // Only because a test must not take the port of somebody else.
        OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
      },
    });
    await bot.says(/^done$/m);
    const series = await scraped(`http://localhost:${port}/metrics`);
    bot.release();
    const { code, stderr } = await bot.ended();
    expect(code).to.equal(0);
    expect(stderr).to.match(/^\[warn\] genesis-otel: PROMETHEUS_AUTH_TOKEN is not set: [^\n]+\n$/);

    expect(new Set(receiver.requests.map(({ path }) => path))).to.deep.equal(
      new Set(['/v1/metrics']),
    );
    expectAgreement(series);
  });

  it('does the same in code', async () => {
    const example = startExample('dual-export/in-code', {
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        PAPER_EXCHANGE_URL: exchange.url,
        BOT_ROUNDS: '1',
      },
    });
    const [url] = await example.says(/http:\S+/);
    await example.says(/^done$/m);
    const series = await scraped(url, TOKEN);
    example.release();
    const { code, stderr } = await example.ended();
    expect(stderr).to.equal('');
    expect(code).to.equal(0);
    expectAgreement(series);
    expect(series.get('genesis_tilt_score')).to.equal(12);
  });
});
