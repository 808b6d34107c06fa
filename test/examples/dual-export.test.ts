import { expect } from 'chai';
import type { PaperExchange } from '../../examples/paper-exchange/index.js';
import { freePort } from '../support/free-port.js';
import { OtlpReceiver } from '../support/otlp/otlp-receiver.js';
import { Program } from '../support/program.js';
import { PATIENCE_MS, PROJECT, scrape, served, startExample, TOKEN } from './example.js';
import { quietExchange } from './paper-exchange/support.js';
import type { Values } from './series.js';
import { key, valuesOfPush, valuesOfScrape } from './series.js';

const BOT = 'dist/examples/dual-export/bot.js';
const MARKET = { exchange: 'binance', symbol: 'BTC/USDT', side: 'buy', type: 'market' };

/** These say how the process does at this moment, so scrape and push differ in their values. */
const OF_THE_MOMENT =
  /^genesis_(up|memory_usage|cpu_usage|event_loop_lag|rate_limit_usage|scrape|otlp)/;

function settled(values: Values): Record<string, number> {
  return Object.fromEntries([...values].filter(([series]) => !OF_THE_MOMENT.test(series)).sort());
}

async function scraped(url: string, token?: string): Promise<Values> {
  // The endpoint measures a scrape when it is over, so that the second one shows the first.
  await served(url, token);
  return valuesOfScrape((await scrape(url, token)).text);
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

  /** Not the push at the end, which takes no longer than it may: on a busy machine it may be cut off. */
  async function expectAgreement(values: Values): Promise<void> {
    // One may be under way, and have been collected before the scrape.
    const further = receiver.requests.length + 2;
    await receiver.waitFor(() => receiver.requests.length >= further);
    const pushed = valuesOfPush(receiver.messages('metrics').at(-1) ?? { resourceMetrics: [] });
    expect([...pushed.keys()].sort()).to.deep.equal([...values.keys()].sort());
    expect(settled(pushed)).to.deep.equal(settled(values));
    expect(pushed.get(key('genesis_orders_total', MARKET))).to.equal(2);
    expect(pushed.get(key('genesis_orders_failed_total', MARKET))).to.equal(1);
    expect(pushed.get(key('genesis_connection_status', { exchange: 'binance' }))).to.equal(1);
  }

  it('needs the preload and one variable, and not a line of the bot’s', async () => {
    const port = await freePort();
    const bot = new Program(['--require', 'genesis-otel/register', BOT], {
      cwd: PROJECT,
      timeoutMillis: PATIENCE_MS,
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        PAPER_EXCHANGE_URL: exchange.url,
        BOT_ROUNDS: '1',
        // Only because a test must not take the port of somebody else, nor wait for a minute.
        OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
        OTEL_METRIC_EXPORT_INTERVAL: '500',
      },
    });
    await bot.says(/^done$/m);
    await expectAgreement(await scraped(`http://localhost:${port}/metrics`));
    bot.release();
    const { code, stderr } = await bot.ended();
    expect(code).to.equal(0);
    expect(stderr).to.match(/^\[warn\] genesis-otel: PROMETHEUS_AUTH_TOKEN is not set: [^\n]+\n$/);

    expect(new Set(receiver.requests.map(({ path }) => path))).to.deep.equal(
      new Set(['/v1/metrics']),
    );
  });

  it('does the same in code', async () => {
    const example = startExample('dual-export/in-code', {
      timeoutMillis: PATIENCE_MS,
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        PAPER_EXCHANGE_URL: exchange.url,
        BOT_ROUNDS: '1',
        OTEL_METRIC_EXPORT_INTERVAL: '500',
      },
    });
    const [url] = await example.says(/http:\S+/);
    await example.says(/^done$/m);
    const values = await scraped(url, TOKEN);
    await expectAgreement(values);
    example.release();
    const { code, stderr } = await example.ended();
    expect(stderr).to.equal('');
    expect(code).to.equal(0);
    expect(values.get('genesis_tilt_score')).to.equal(12);
  });
});
