import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { hang } from '../../support/otlp/behaviour.js';
import type { Preload } from '../preload/bot.js';
import { Bot, linesOf, runBot } from '../preload/bot.js';
import { CANARIES, secretsIn } from '../support/canaries.js';
import { total } from '../support/counts.js';
import { DrivenBot, given } from '../support/driven-bot.js';
import type { Span } from './traced.js';
import { Traces } from './traced.js';

const MARKET = ['BTC/USDT', 'market', 'buy', 0.01] as const;

describe('traces under the preload', () => {
  let exchange: PaperExchange;
  let traces: Traces;

  beforeEach(async () => {
    exchange = await quietExchange({ spotBalances: { USDT: '1000000', BTC: '10' } });
    exchange.prices.set('BTCUSDT', '50000');
    traces = await Traces.start();
  });

  afterEach(async () => {
    await exchange.close();
    await traces.stop();
  });

  for (const [what, more] of Object.entries({
    'nothing asks for them': {},
    'a collector for all signals is named': { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
    'they are asked for and forbidden': {
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9/v1/traces',
    },
  })) {
    it(`are not made where ${what}`, async () => {
      const env = { PAPER_EXCHANGE_URL: exchange.url, ...more };
      const ending = await runBot('traced/counting.cjs', { env, timeoutMillis: 60_000 });
      expect(ending.stdout).to.equal('spans: 0, full SDK: false, HTTP: false\n');
    });
  }

  for (const protocol of ['http/protobuf', 'http/json', 'grpc']) {
    it(`let no secret of the bot’s own spans out, over ${protocol}`, async () => {
      const receiver = await Traces.start(protocol === 'grpc' ? 'grpc' : 'http');
      const env: Record<string, string> = {
        ...receiver.env(),
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocol,
        PAPER_EXCHANGE_URL: exchange.url,
        BOT_SECRET: CANARIES.secret,
      };
      if (protocol === 'grpc') env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] = receiver.receiver.url;
      const ending = await runBot('traced/spoilt.cjs', { env, timeoutMillis: 60_000 });
      expect([ending.code, linesOf(ending)]).to.deep.equal([0, []]);
      const [span, http] = await receiver.until(
        (spans) => spans.length >= 2 && [...spans].sort((a, b) => b.name.length - a.name.length),
        'the spans of the bot',
      );
      expect(span?.name).to.equal('GET https://api.example.com/v1/keys/*');
      expect(http?.attributes['url.full']).to.equal(`${exchange.url}/api/v3/time`);
      expect(secretsIn(receiver.text())).to.deep.equal([]);
      await receiver.stop();
    });
  }

  it('are shown on the console without secrets', async () => {
    const env = {
      OTEL_TRACES_EXPORTER: 'console',
      PAPER_EXCHANGE_URL: exchange.url,
      BOT_SECRET: CANARIES.secret,
    };
    const { stdout } = await runBot('traced/spoilt.cjs', { env, timeoutMillis: 60_000 });
    expect(stdout).to.contain('GET https://api.example.com/v1/keys/*');
    expect(secretsIn(stdout)).to.deep.equal([]);
  });

  it('leave HTTP calls out where the standard variable says so', async () => {
    const env = {
      ...traces.env({ OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'undici,http' }),
      PAPER_EXCHANGE_URL: exchange.url,
    };
    await runBot('traced/spoilt.cjs', { env, timeoutMillis: 60_000 });
    expect(traces.spans()).to.have.length(1);
  });

  it('send nothing of a trace to the exchange, unless that is asked for', async () => {
    const seen = async (more: Readonly<Record<string, string>>): Promise<boolean> => {
      await runBot('traced/propagating.cjs', { env: traces.env(more), timeoutMillis: 60_000 });
      return traces.spans().some(({ attributes }) => attributes['bot.saw'] === true);
    };
    expect(await seen({})).to.equal(false);
    traces.forget();
    expect(await seen({ OTEL_PROPAGATORS: 'tracecontext' })).to.equal(true);
  });

  it('are what the exemplars of a scrape lead to', async () => {
    const bot = await DrivenBot.start('traced/ccxt.cjs', { url: exchange.url, env: traces.env() });
    given(await bot.call('spot', 'createOrder', ...MARKET));
    const [order] = (await traces.named('order create')) as [Span];
    const text = await bot.scrape('application/openmetrics-text; version=1.0.0');
    const buckets = text
      .split('\n')
      .filter((line) => line.startsWith('genesis_order_execution_time_seconds_bucket{'))
      .filter((line) => line.includes(' # {'));
    expect(buckets).to.have.length(1);
    expect(buckets[0]).to.contain(`trace_id="${order.traceId}"`);
    expect(buckets[0]).to.contain(`span_id="${order.spanId}"`);
    await bot.end();
  });

  for (const [what, go] of Object.entries({
    'is away': (one: Traces) => one.receiver.goDown(),
    'never answers': async (one: Traces) => one.receiver.respond(hang),
  })) {
    it(`cost a bot nothing whose collector ${what}, and what is lost is counted`, async () => {
      await go(traces);
      const env = traces.env({ OTEL_BSP_MAX_QUEUE_SIZE: '5', OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '5' });
      const bot = await DrivenBot.start('traced/ccxt.cjs', { url: exchange.url, env });
      for (let left = 10; left > 0; left -= 1) {
        given(await bot.call('spot', 'createOrder', ...MARKET));
      }
      const series = await bot.series();
      expect(total(series, 'genesis_orders_total')).to.equal(10);
      const lost = total(series, 'genesis_otlp_dropped_total', { signal: 'traces' });
      expect(lost).to.be.greaterThan(0);
      const start = performance.now();
      expect((await bot.end()).code).to.equal(0);
      expect(performance.now() - start).to.be.below(15_000);
      traces.receiver.takeFaults();
    });
  }

  for (const preload of ['require', 'import'] as const satisfies readonly Preload[]) {
    it(`are sent once more on SIGTERM, after which the bot dies of it: ${preload}`, async () => {
      const env = traces.env({ OTEL_BSP_SCHEDULE_DELAY: '3600000' });
      const bot = new Bot('traced/deciding.cjs', { preload, env, timeoutMillis: 60_000 });
      await bot.says(/decided/);
      bot.kill('SIGTERM');
      expect((await bot.ended()).signal).to.equal('SIGTERM');
      expect(traces.spans().map(({ name }) => name)).to.deep.equal(['decide']);
    });
  }
});
