import { expect } from 'chai';
import { TOKEN } from '../integration/preload/bot.js';
import { eventually } from './support/eventually.js';
import { needPrograms, PROMETHEUS_PROGRAMS } from './support/programs.js';
import { Prometheus } from './support/prometheus.js';
import { RecordingProxy } from './support/recording-proxy.js';
import { SecuredBot } from './support/secured-bot.js';

for (const [name, program] of Object.entries(PROMETHEUS_PROGRAMS)) {
  describe(`what the ${name} is served`, () => {
    let bot: SecuredBot;
    let proxy: RecordingProxy;
    let prometheus: Prometheus;

    before(async function () {
      needPrograms(this, program);
      bot = await SecuredBot.start({ PROMETHEUS_AUTH_TOKEN: TOKEN });
      proxy = await RecordingProxy.start(bot.target);
      const params = { 'name[]': ['genesis_orders_total', 'genesis_up'] };
      prometheus = await Prometheus.start(
        [
          { name: 'whole', target: proxy.target, token: TOKEN },
          { name: 'filtered', target: bot.target, token: TOKEN, settings: { params } },
        ],
        { program, features: ['exemplar-storage'] },
      );
      await prometheus.scraped('whole');
    });

    after(async () => {
      await prometheus?.stop();
      await proxy?.stop();
      await bot?.stop();
    });

    it('is OpenMetrics, which it asks for first', () => {
      const { asked, status, given } = proxy.records[0] ?? {};
      expect(asked?.accept).to.match(/^application\/openmetrics-text/);
      expect(status).to.equal(200);
      expect(given?.['content-type']).to.match(/^application\/openmetrics-text; *version=1\.0\.0/);
    });

    it('is compressed with gzip, as it asks for', () => {
      const { asked, given } = proxy.records[0] ?? {};
      expect(asked?.['accept-encoding']).to.equal('gzip');
      expect(given?.['content-encoding']).to.equal('gzip');
    });

    it('is the metrics with their names unchanged', async () => {
      const at = await prometheus.scraped('whole');
      const found = await prometheus.instant('genesis_orders_total{job="whole"}', at);
      expect(found.map(({ value }) => value)).to.deep.equal([1]);
      const sums = 'genesis_order_execution_time_seconds_count{job="whole"}';
      expect((await prometheus.instant(sums, at)).map(({ value }) => value)).to.deep.equal([1]);
    });

    it('is only what it names, where it names something', async () => {
      const at = await prometheus.scraped('filtered');
      const found = await prometheus.instant('{job="filtered",__name__=~"genesis_.*"}', at);
      const names = new Set(found.map(({ labels }) => labels['__name__']));
      expect([...names].sort()).to.deep.equal(['genesis_orders_total', 'genesis_up']);
    });

    for (const [kind, selector] of [
      ['a counter', 'genesis_orders_total{job="whole"}'],
      ['a histogram', 'genesis_order_execution_time_seconds_bucket{job="whole"}'],
    ] as const) {
      it(`has the span of an order as an exemplar of ${kind}`, async () => {
        const since = Date.now();
        const { traceId, spanId } = await bot.order();
        const exemplar = await eventually('the exemplar', async () => {
          const found = await prometheus.exemplars(selector, since - 1_000, Date.now() + 1_000);
          return found.find(({ labels }) => labels['trace_id'] === traceId);
        });
        expect(exemplar.labels).to.deep.equal({ trace_id: traceId, span_id: spanId });
      });
    }
  });
}
