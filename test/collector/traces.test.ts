import { expect } from 'chai';
import type { PaperExchange } from '../../examples/paper-exchange/index.js';
import { quietExchange } from '../examples/paper-exchange/support.js';
import { Traces } from '../integration/traces/traced.js';
import { DrivenBot } from '../stack/support/driven-bot.js';
import { eventually } from '../stack/support/eventually.js';
import { COLLECTOR, needPrograms } from '../stack/support/programs.js';
import { exemplarsOf } from '../support/otlp/prometheus-exemplars.js';
import { Collector } from './support/collector.js';

const BUCKETS = 'genesis_order_execution_time_seconds_bucket';
const TRACES_HEADER = 'Bearer a-token-of-the-trace-store';
const METRICS_HEADER = 'Bearer a-token-of-the-metrics-store';

for (const protocol of ['grpc', 'http/json', 'http/protobuf'] as const) {
  describe(`orders through the Collector and its overlay for traces, by ${protocol}`, () => {
    let exchange: PaperExchange;
    /** What the Collector passes on to, for traces and for metrics. */
    let stores: Traces;
    let collector: Collector;
    let bot: DrivenBot;

    before(async function () {
      needPrograms(this, COLLECTOR);
      exchange = await quietExchange();
      stores = await Traces.start();
      const { url } = stores.receiver;
      const env = {
        METRICS_STORE_URL: `${url}/v1/metrics`,
        METRICS_STORE_AUTHORIZATION: METRICS_HEADER,
        TRACES_STORE_URL: `${url}/v1/traces`,
        TRACES_STORE_AUTHORIZATION: TRACES_HEADER,
      };
      collector = await Collector.start(env, 'traces');
      bot = await DrivenBot.start({
        PAPER_EXCHANGE_URL: exchange.url,
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://${protocol === 'grpc' ? collector.grpc : collector.http}`,
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_BSP_SCHEDULE_DELAY: '20',
        OTEL_METRIC_EXPORT_INTERVAL: '300',
      });
      const [symbol, type] = ['BTC/USDT', 'market'] as const;
      await bot.tell('place', [{ venue: 'spot', symbol, type, side: 'buy', amount: 0.001 }]);
    });

    after(async () => {
      await bot?.stop();
      await collector?.kill();
      await Promise.all([stores?.stop(), exchange?.close()]);
    });

    it('are traced in the store, and the exemplar of their time leads there', async () => {
      const order = await stores.until(
        (spans) => spans.find(({ name }) => name === 'order create'),
        'the span of the order',
      );
      const exemplar = await eventually('the exemplar', () => {
        const pushes = stores.receiver.messages('metrics');
        return pushes.flatMap(exemplarsOf).find(({ series }) => series.name === BUCKETS);
      });
      expect(exemplar.traceId).to.equal(order.traceId);
    });

    it('are passed on with the credentials of each store', () => {
      for (const { signal, headers } of stores.receiver.requests) {
        const wanted = signal === 'traces' ? TRACES_HEADER : METRICS_HEADER;
        expect(headers.authorization).to.equal(wanted);
      }
    });
  });
}
