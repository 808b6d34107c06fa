import { expect } from 'chai';
import type { PaperExchange } from '../../examples/paper-exchange/index.js';
import { renderFiveLines } from '../../scripts/five-lines.js';
import { parseOpenMetrics } from '../support/exposition/parse-exposition.js';
import { freePort } from '../support/free-port.js';
import type { Metric, Span } from '../support/otlp/messages.js';
import { OtlpReceiver } from '../support/otlp/otlp-receiver.js';
import type { ProgramEnding } from '../support/program.js';
import { Program } from '../support/program.js';
import { PATIENCE_MS, PROJECT, scrape, TOKEN } from './example.js';
import { quietExchange } from './paper-exchange/support.js';
import type { Values } from './series.js';
import { key, valuesOfPush, valuesOfScrape } from './series.js';

const FOLDER = 'dist/examples/own-sdk';
const ORDER = { exchange: 'binance', symbol: 'BTC/USDT', side: 'buy', type: 'market' };
const REASON = { exchange: 'binance', operation: 'create', error_type: 'insufficient_funds' };
const ORDERS = 3;

/** What a bot with a set-up has sent, and what it served before it ended. */
interface Run {
  /** The status of a scrape without the token. */
  readonly refused: number | undefined;
  readonly served: string;
  readonly openMetrics: string;
  readonly pushed: ReadonlyMap<string, Metric>;
  readonly values: Values;
  readonly spans: readonly Span[];
  readonly ending: ProgramEnding;
}

describe("the example of parts inside somebody's own NodeSDK", () => {
  let exchange: PaperExchange;
  let withGenesis: Run;
  let without: Run;

  before(async function () {
    this.timeout(2 * PATIENCE_MS);
    exchange = await quietExchange();
    withGenesis = await run('telemetry.js');
    without = await run('telemetry.before.js');
  });
  after(() => exchange.close());

  async function run(setUp: string): Promise<Run> {
    const receiver = await OtlpReceiver.start();
    const port = String(await freePort());
    const bot = new Program(['--require', `./${FOLDER}/${setUp}`, `${FOLDER}/bot.js`], {
      cwd: PROJECT,
      timeoutMillis: PATIENCE_MS,
      env: {
        PAPER_EXCHANGE_URL: exchange.url,
        BOT_ROUNDS: String(ORDERS),
        PROMETHEUS_AUTH_TOKEN: TOKEN,
        OTEL_EXPORTER_PROMETHEUS_PORT: port,
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      },
    });
    await bot.says(/^done$/m);
    const url = `http://localhost:${port}/metrics`;
    const refused = await scrape(url).then(
      ({ status }) => status,
      () => undefined,
    );
    const served = await scraped(url);
    const openMetrics = await scraped(url, 'application/openmetrics-text; version=1.0.0');
    bot.kill('SIGTERM');
    const ending = await bot.ended();
    await receiver.stop();
    const message = receiver.messages('metrics').at(-1) ?? { resourceMetrics: [] };
    const scopes = message.resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics);
    const traces = receiver.messages('traces').flatMap(({ resourceSpans }) => resourceSpans);
    return {
      refused,
      served,
      openMetrics,
      pushed: new Map(scopes.flatMap(({ metrics }) => metrics.map((each) => [each.name, each]))),
      values: valuesOfPush(message),
      spans: traces.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ending,
    };
  }

  /** Nothing where nobody serves. */
  function scraped(url: string, accept = 'text/plain'): Promise<string> {
    const headers = { authorization: `Bearer ${TOKEN}`, accept };
    return fetch(url, { headers }).then(
      (response) => response.text(),
      () => '',
    );
  }

  it('is five lines more than the set-up was, and nothing of theirs was touched', () => {
    const added = renderFiveLines()
      .split('\n')
      .filter((line) => line.startsWith('+'));
    expect(added).to.have.length(5);
  });

  it('ends as it did, without a word', () => {
    for (const { ending } of [withGenesis, without]) {
      expect(ending.stderr).to.equal('');
      expect(ending.code).to.equal(0);
    }
  });

  it('serves the orders to who has the token, and pushes the same', () => {
    expect(withGenesis.refused).to.equal(401);
    expect(without.refused).to.equal(undefined);
    const served = valuesOfScrape(withGenesis.served);
    for (const values of [served, withGenesis.values]) {
      expect(values.get(key('genesis_orders_total', ORDER))).to.equal(ORDERS);
      expect(values.get(key('genesis_orders_failed_total', ORDER))).to.equal(ORDERS - 1);
      expect(values.get(key('genesis_order_errors_total', REASON))).to.equal(ORDERS - 1);
    }
    // The endpoint's own metrics are the endpoint's; all others are in both, under the same name.
    const isOfCatalogue = (series: string): boolean => /^genesis_(?!scrape_)/.test(series);
    const seriesIn = (values: Values): string[] => [...values.keys()].filter(isOfCatalogue).sort();
    expect(seriesIn(withGenesis.values)).to.deep.equal(seriesIn(served));
  });

  it('leaves their own metrics, views and spans as they were', () => {
    const own = [withGenesis, without].map(({ pushed }) => pushed.get('bot.decision.duration'));
    for (const metric of own) {
      expect(metric?.unit).to.equal('ms');
      expect(metric?.histogram?.dataPoints.map(({ count }) => count)).to.deep.equal([`${ORDERS}`]);
      const [point] = metric?.histogram?.dataPoints ?? [];
      expect(point?.explicitBounds).to.deep.equal([1, 5, 25]);
    }
    const theirs = ({ pushed }: Run): string[] =>
      [...pushed.keys()].filter((name) => !name.startsWith('genesis_')).sort();
    expect(theirs(without)).to.include('http.client.request.duration');
    expect(theirs(without)).to.deep.equal([...without.pushed.keys()].sort());
    expect(theirs(withGenesis)).to.include.members(theirs(without));

    for (const { spans } of [withGenesis, without]) {
      expect(spans.filter(({ name }) => name === 'decide')).to.have.length(ORDERS);
    }
  });

  it('sends the orders as spans to their exporter, below their own and above their HTTP spans', () => {
    const { spans } = withGenesis;
    const named = (name: string): Span[] => spans.filter((span) => span.name === name);
    const orders = named('order create');
    expect(orders).to.have.length(ORDERS);
    const decisions = named('decide').map(({ spanId }) => spanId);
    expect(orders.map(({ parentSpanId }) => parentSpanId)).to.have.members(decisions);
    const requests = named('POST').map(({ parentSpanId }) => parentSpanId);
    expect(requests).to.have.members(orders.map(({ spanId }) => spanId));
    expect(without.spans.filter(({ name }) => name.startsWith('order'))).to.deep.equal([]);
  });

  it('serves exemplars that lead to the spans of orders', () => {
    const families = parseOpenMetrics(withGenesis.openMetrics);
    const time = families.find(({ name }) => name === 'genesis_order_execution_time_seconds');
    const exemplars = time?.samples.flatMap(({ exemplar }) => exemplar ?? []) ?? [];
    expect(exemplars).not.to.have.length(0);
    const orders = withGenesis.spans
      .filter(({ name }) => name === 'order create')
      .map(({ traceId, spanId }) => `${traceId} ${spanId}`);
    for (const { labels } of exemplars) {
      expect(orders).to.include(`${labels['trace_id']} ${labels['span_id']}`);
    }
  });
});
