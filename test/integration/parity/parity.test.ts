import { expect } from 'chai';
import { CATALOGUE } from '../../../lib/metrics/catalogue.js';
import { ENDPOINT_METRICS } from '../../../lib/metrics/endpoint-metrics.js';
import type { MetricDefinition } from '../../../lib/metrics/metric-definition.js';
import { OTLP_METRICS } from '../../../lib/metrics/otlp-metrics.js';
import type { Message, Metric } from '../../support/otlp/messages.js';
import { seriesOf } from '../../support/otlp/prometheus-series.js';
import type { BothPaths } from './compare.js';
import { compared, differences } from './compare.js';
import { Desk, PROTOCOLS } from './desk.js';
import { PERMITTED } from './permitted.js';

const DEFINITIONS: readonly MetricDefinition[] = [
  ...Object.values(CATALOGUE),
  ...Object.values(ENDPOINT_METRICS),
  ...Object.values(OTLP_METRICS),
];

/** A unit that a receiver would add to the name of any metric. */
const WRONG_UNIT = 'J';

for (const protocol of PROTOCOLS) {
  describe(`a bot that is scraped, and pushes over ${protocol}`, () => {
    let desk: Desk;

    before(async () => {
      desk = await Desk.open(protocol);
      await desk.trade();
      // The first scrapes and the first push bring series of their own.
      await desk.bothPaths();
    });

    after(() => desk.close());

    it('tells the same series on both paths', async () => {
      const paths = await desk.bothPaths();
      expect(differences(paths)).to.deep.equal([]);
      expect(desk.receiver.requests.at(-1)?.protocol).to.equal(protocol);
      say(paths);
    });

    it('tells every metric of its own on both paths', async () => {
      const { before, pushed, after } = await desk.bothPaths();
      for (const path of [before, pushed, after]) {
        for (const { name, labels } of samplesOf(DEFINITIONS)) {
          const series = path.filter((each) => each.name === name);
          expect(series, name).to.not.have.length(0);
          for (const each of series)
            expect(Object.keys(each.labels), name).to.include.members(labels);
        }
      }
    });

    it('tells the instruments of the bot on both paths, whatever their attributes', async () => {
      const { pushed } = await desk.bothPaths();
      const own = pushed.filter(({ name }) => name.startsWith('bot_'));
      expect(new Set(own.map(({ name }) => name))).to.include.all.keys(
        'bot_decisions_total',
        'bot_open_orders',
        'bot_spread_ratio',
        'bot_thinking_seconds_bucket',
        'bot_ticks_total',
      );
    });

    it('would tell another name of any metric with a wrong unit', async () => {
      const paths = await desk.bothPaths();
      for (const { name } of DEFINITIONS) {
        const spoilt = seriesOf(withUnit(paths.push, name, WRONG_UNIT));
        const found = differences({ ...paths, pushed: spoilt }).join('\n');
        expect(found, name).to.contain(`scraped and not pushed: ${name}`);
        expect(found, name).to.contain('_joules');
      }
    });

    it('needs each of the differences that are permitted', async () => {
      const paths = await desk.bothPaths();
      for (const permission of PERMITTED.filter(({ values }) => values === undefined)) {
        const rest = PERMITTED.filter((each) => each !== permission);
        expect(differences(paths, rest), permission.why).to.not.deep.equal([]);
      }
    });
  });
}

function samplesOf(
  definitions: readonly MetricDefinition[],
): { readonly name: string; readonly labels: string[] }[] {
  return definitions.flatMap(({ name, kind, labels }) => {
    const suffixes = kind === 'histogram' ? ['_bucket', '_count', '_sum'] : [''];
    return suffixes.map((suffix) => ({ name: name + suffix, labels: [...labels] }));
  });
}

function withUnit(push: Message<'metrics'>, name: string, unit: string): Message<'metrics'> {
  const change = (metric: Metric): Metric => (metric.name === name ? { ...metric, unit } : metric);
  return {
    resourceMetrics: push.resourceMetrics.map(({ resource, scopeMetrics }) => ({
      resource,
      scopeMetrics: scopeMetrics.map(({ scope, metrics }) => ({
        scope,
        metrics: metrics.map(change),
      })),
    })),
  };
}

/** How much was compared. */
function say(paths: BothPaths): void {
  const { series, same } = compared(paths);
  process.stdout.write(
    `      ${DEFINITIONS.length} metrics of our own, ${series} series, ${same} with one value thrice
`,
  );
}
