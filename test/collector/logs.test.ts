import { expect } from 'chai';
import type { PaperExchange } from '../../examples/paper-exchange/index.js';
import { PATIENCE_MS, PROJECT } from '../examples/example.js';
import { quietExchange } from '../examples/paper-exchange/support.js';
import { eventually } from '../stack/support/eventually.js';
import { COLLECTOR, needPrograms } from '../stack/support/programs.js';
import { status } from '../support/otlp/behaviour.js';
import type { LogRecord, Span } from '../support/otlp/messages.js';
import { OtlpReceiver } from '../support/otlp/otlp-receiver.js';
import { Program } from '../support/program.js';
import { Collector } from './support/collector.js';

const BOT = 'dist/examples/logs/bot.cjs';
const PATHS = { 'logs-loki': '/otlp/v1/logs', 'logs-elasticsearch': '/_otlp/v1/logs' } as const;
const AUTHORIZATION = 'ApiKey a-key-of-the-log-store';
const LAST_LINE = 'no decision, no span';
const ONE_LINE = JSON.stringify({
  resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'one more' } }] }] }],
});

for (const overlay of ['logs-loki', 'logs-elasticsearch'] as const) {
  describe(`log lines through the Collector and ${overlay}.yaml`, () => {
    let exchange: PaperExchange;
    /** In the place of Loki or Elasticsearch, at the path that each has. */
    let store: OtlpReceiver;
    let collector: Collector;
    let records: LogRecord[];

    before(async function () {
      needPrograms(this, COLLECTOR);
      exchange = await quietExchange();
      const path = PATHS[overlay];
      store = await OtlpReceiver.start({ paths: { [path]: 'logs' } });
      const env = {
        METRICS_STORE_URL: `${store.url}/v1/metrics`,
        TRACES_STORE_URL: `${store.url}/v1/traces`,
        LOGS_STORE_URL: `${store.url}${path}`,
        LOGS_STORE_AUTHORIZATION: AUTHORIZATION,
      };
      collector = await Collector.start(env, 'traces', overlay);
      const preloads = ['genesis-otel/register', './dist/examples/logs/telemetry.js'];
      const args = [...preloads.flatMap((preload) => ['--require', preload]), BOT];
      const bot = await new Program(args, {
        cwd: PROJECT,
        timeoutMillis: PATIENCE_MS,
        env: {
          PAPER_EXCHANGE_URL: exchange.url,
          OTEL_EXPORTER_OTLP_ENDPOINT: `http://${collector.http}`,
          OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
          OTEL_METRICS_EXPORTER: 'none',
          OTEL_TRACES_EXPORTER: 'otlp',
          OTEL_LOGS_EXPORTER: 'otlp',
        },
      }).ended();
      expect(bot.code, bot.stderr).to.equal(0);
      records = await eventually('the last line of the bot', () => {
        const all = recordsOf(store);
        return all.some(({ body }) => body?.stringValue === LAST_LINE) ? all : undefined;
      });
    });

    after(async () => {
      await collector?.kill();
      await Promise.all([store?.stop(), exchange?.close()]);
    });

    it('arrive with the trace of the order that they are about', async () => {
      const order = await eventually('the span of the order', () =>
        spansOf(store).find(({ name }) => name === 'order create'),
      );
      const lines = records.filter(({ traceId }) => traceId === order.traceId);
      const texts = lines.map(({ body }) => body?.stringValue);
      expect(texts).to.include.members(['decided to buy 0.01', 'requests POST /api/v3/order']);
      const ofOrder = lines.find(({ spanId }) => spanId === order.spanId);
      expect(ofOrder?.body?.stringValue).to.equal('requests POST /api/v3/order');
    });

    it('arrive with their severity, and without a trace where there was none', () => {
      const find = (text: string) => records.find(({ body }) => body?.stringValue === text);
      expect(find('refused: InsufficientFunds')?.severityText).to.equal('warn');
      expect(find(LAST_LINE)).to.include({ severityText: 'info', traceId: '' });
    });

    it('are passed on with the credentials of the store', () => {
      const requests = store.requests.filter(({ path }) => path === PATHS[overlay]);
      expect(requests).to.not.deep.equal([]);
      for (const { headers } of requests) {
        expect(headers.authorization).to.equal(AUTHORIZATION);
        const tenant = overlay === 'logs-loki' ? 'bots' : undefined;
        expect(headers['x-scope-orgid']).to.equal(tenant);
      }
    });

    it('are counted as accepted and sent, and where the store refuses as failed', async () => {
      expect(await counted(collector)).to.deep.equal({
        accepted: records.length,
        sent: records.length,
      });
      store.respond(status(401));
      await fetch(`http://${collector.http}/v1/logs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: ONE_LINE,
      });
      const failed = await eventually('the line that is refused', async () => {
        const counts = await counted(collector);
        return counts['send_failed'] === undefined ? undefined : counts;
      });
      const accepted = records.length + 1;
      expect(failed).to.deep.equal({ accepted, sent: records.length, send_failed: 1 });
    });
  });
}

/** What the Collector says of log records, by the command that docs/elk-setup.md has. */
async function counted({ metricsUrl }: Collector): Promise<Record<string, number>> {
  const text = await (await fetch(metricsUrl)).text();
  const counts = text.matchAll(
    /^otelcol_(?:receiver|exporter)_(accepted|sent|send_failed)_log_records\{.*\} (\d+)$/gm,
  );
  return Object.fromEntries([...counts].map(([, name, count]) => [name, Number(count)]));
}

function recordsOf(store: OtlpReceiver): LogRecord[] {
  const resources = store.messages('logs').flatMap(({ resourceLogs }) => resourceLogs);
  return resources.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
}

function spansOf(store: OtlpReceiver): Span[] {
  const resources = store.messages('traces').flatMap(({ resourceSpans }) => resourceSpans);
  return resources.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}
