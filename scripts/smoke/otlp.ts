import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { select, total } from '../../examples/demo/exposition.js';
import { freePort } from '../../test/support/free-port.js';
import type { Message, Metric, Span } from '../../test/support/otlp/messages.js';
import { OtlpReceiver } from '../../test/support/otlp/otlp-receiver.js';
import { seriesOf } from '../../test/support/otlp/prometheus-series.js';
import type { SmokeContext, SmokeTest } from './context.js';
import { endsQuietly, isServed, scrapeGuarded, startBot } from './context.js';
import { assertTrades } from './expected-trades.js';

const PROTOCOLS = ['http/protobuf', 'grpc'];
const ORDERS = 2;

/** Scraped and pushed, by the preload and by a set-up of one's own, with the spans of the orders. */
export const OTLP_TESTS: readonly SmokeTest[] = PROTOCOLS.flatMap((protocol) => [
  {
    name: `preload, pushed over ${protocol}`,
    run: (context) =>
      pushingBot(context, protocol, [
        ...['--require', 'genesis-otel/register'],
        'scripts/smoke/bot.cjs',
      ]),
  },
  {
    name: `own NodeSDK, pushed over ${protocol}`,
    run: (context) => pushingBot(context, protocol, ['scripts/smoke/own-sdk.cjs']),
  },
]);

/** Both lines of OpenTelemetry have a parser of the file, under different names. */
export const CONFIG_FILE_TEST: SmokeTest = {
  name: 'preload, configured by a file',
  run: async (context) => {
    const receiver = await OtlpReceiver.start();
    const file = join(context.project, 'otel.yaml');
    writeFileSync(file, configFile(`${receiver.url}/v1/metrics`));
    const args = ['--require', 'genesis-otel/register', 'scripts/smoke/bot.cjs'];
    const bot = startBot(context, args, { OTEL_CONFIG_FILE: file });
    try {
      await bot.says(/^traded InsufficientFunds$/m);
      await endsQuietly(bot);
      assertPushed(receiver);
      assert.equal(receiver.requests.at(-1)?.protocol, 'http/json');
    } finally {
      bot.kill('SIGKILL');
      await receiver.stop();
    }
  },
};

function configFile(endpoint: string): string {
  return `file_format: "1.0"
meter_provider:
  readers:
    - periodic: { exporter: { otlp_http: { endpoint: "${endpoint}", encoding: json } } }
`;
}

async function pushingBot(
  context: SmokeContext,
  protocol: string,
  args: readonly string[],
): Promise<void> {
  const receiver = await OtlpReceiver.start({ protocol: protocol === 'grpc' ? 'grpc' : 'http' });
  const port = await freePort();
  const bot = startBot(context, args, {
    OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_METRIC_EXPORT_INTERVAL: '1000',
    OTEL_BSP_SCHEDULE_DELAY: '500',
  });
  try {
    await bot.says(/^traded InsufficientFunds$/m);
    const url = `http://localhost:${port}/metrics`;
    await isServed(url);
    assertTrades(await scrapeGuarded(url));
    // Before the end, whose last push is cut off where a machine is too busy for it.
    await receiver.waitFor((request) => request.signal === 'metrics' && hasTrades(request.message));
    await receiver.waitFor(() => orderSpans(receiver).length >= ORDERS);
    await endsQuietly(bot);
    assertPushed(receiver);
    assertOutcomes(orderSpans(receiver));
  } finally {
    bot.kill('SIGKILL');
    await receiver.stop();
  }
}

function hasTrades(message: Message<'metrics'>): boolean {
  return total(select(seriesOf(message), 'genesis_order_execution_time_seconds_count')) === ORDERS;
}

function assertPushed(receiver: OtlpReceiver): void {
  const message = receiver.messages('metrics').at(-1);
  assert.ok(message !== undefined, 'no metrics were pushed');
  assertTrades(seriesOf(message));
  const scopes = message.resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics);
  const metrics: readonly Metric[] = scopes.flatMap((scope) => scope.metrics);
  const names = metrics.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length, 'a metric was pushed twice');
}

function orderSpans(receiver: OtlpReceiver): Span[] {
  const resources = receiver.messages('traces').flatMap((message) => message.resourceSpans);
  const spans = resources.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  return spans.filter(({ name }) => name === 'order create');
}

function assertOutcomes(orders: readonly Span[]): void {
  const outcomes = orders.map(({ attributes }) => {
    const outcome = attributes.find(({ key }) => key === 'genesis.order.outcome');
    return outcome?.value?.stringValue;
  });
  assert.deepEqual(outcomes.sort(), ['failure', 'success']);
}
