import { expect } from 'chai';
import type { ParsedFamily } from '../../support/exposition/parse-exposition.js';
import type { StoredExemplar } from '../../support/otlp/prometheus-exemplars.js';
import { exemplarsOf } from '../../support/otlp/prometheus-exemplars.js';
import { keyOf } from '../../support/otlp/prometheus-series.js';
import { seriesOfScrape } from './compare.js';
import { Desk, PROTOCOLS } from './desk.js';

const DURATIONS = 'genesis_order_execution_time_seconds';

/** What an exemplar says, by the series that carries it. */
type Exemplars = Record<string, { traceId: string; spanId: string; value: number }>;

function ofScrape(families: readonly ParsedFamily[]): Exemplars {
  const exemplars: Exemplars = {};
  for (const { samples } of families) {
    for (const sample of samples) {
      const { exemplar } = sample;
      const [series] = seriesOfScrape([{ samples: [sample] } as unknown as ParsedFamily]);
      if (exemplar === undefined || series === undefined) continue;
      const { trace_id: traceId = '', span_id: spanId = '' } = exemplar.labels;
      exemplars[keyOf(series)] = { traceId, spanId, value: exemplar.value };
    }
  }
  return exemplars;
}

function ofPush(pushed: readonly StoredExemplar[]): Exemplars {
  return Object.fromEntries(
    pushed.map(({ series, traceId, spanId, value }) => {
      const { job: _, instance: __, ...labels } = series.labels;
      return [keyOf({ name: series.name, labels }), { traceId, spanId, value }];
    }),
  );
}

for (const protocol of PROTOCOLS) {
  describe(`the exemplars of a bot that is scraped, and pushes over ${protocol}`, () => {
    let desk: Desk;

    before(async () => {
      desk = await Desk.open(protocol, { OTEL_TRACES_EXPORTER: 'otlp' });
      await desk.bot.does('trade in spans');
    });

    after(() => desk.close());

    it('are the same on both paths, and lead to spans that were pushed', async () => {
      const push = await desk.push();
      const scraped = ofScrape(await desk.bot.scrape('OpenMetrics'));
      expect(ofPush(exemplarsOf(push))).to.deep.equal(scraped);

      const durations = Object.entries(scraped).filter(([key]) => key.startsWith(DURATIONS));
      const byHand = durations.filter(([key]) => key.includes('handmade'));
      const values = byHand.map(([, { value }]) => value);
      expect(values.sort((a, b) => a - b)).to.deep.equal([0.0004, 0.03, 0.07, 3, 42]);
      expect(durations.length, 'the order of the client has one too').to.be.above(byHand.length);

      const spans = desk.receiver
        .messages('traces')
        .flatMap(({ resourceSpans }) => resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
      const traces = new Set(spans.map(({ traceId }) => traceId));
      for (const [key, { traceId }] of Object.entries(scraped)) {
        expect(traces.has(traceId), key).to.equal(true);
      }
    });
  });
}
