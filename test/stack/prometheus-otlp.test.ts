import { expect } from 'chai';
import { CATALOGUE } from '../../lib/index.js';
import { Traces } from '../integration/traces/traced.js';
import { valuesBy } from './support/by-key.js';
import { eventually, lookUntil } from './support/eventually.js';
import { FanOut } from './support/fan-out.js';
import type { Figures, Path } from './support/parity.js';
import {
  byIdentity,
  EVERYTHING,
  identityOf,
  isSameAs,
  lastSampleOf,
  settled,
} from './support/parity.js';
import type { Sample } from './support/prometheus-api.js';
import { OF_NOW, QUERIES } from './support/queries.js';
import { expectSameFigures, expectSameKeys } from './support/same-figures.js';
import { JOB, Stack } from './support/stack.js';
import { early, late } from './support/two-scenes.js';

const { PROMETHEUS_OTLP_BIN } = process.env;
const SERVICE = 'parity';
const JOBS: Readonly<Record<'scraped' | 'received', string>> = { scraped: JOB, received: SERVICE };

/** One Prometheus is told the same twice, under two jobs. */
describe('a bot that one Prometheus scrapes and receives', () => {
  const since = Date.now() - 1_000;
  let fanOut: FanOut;
  let traces: Traces;
  let stack: Stack;
  let look: Readonly<Record<'scraped' | 'received', Figures>>;
  let at = 0;

  before(async function () {
    // Nor does this fail on CI, as everything else does that is left out there: Debian builds its
    // Prometheus without the receiver, and there is no other to be had.
    if (!PROMETHEUS_OTLP_BIN) {
      console.log('      skipped, PROMETHEUS_OTLP_BIN names no Prometheus with an OTLP receiver');
      return this.skip();
    }
    fanOut = await FanOut.start();
    traces = await Traces.start();
    stack = await Stack.start({
      prometheus: {
        program: PROMETHEUS_OTLP_BIN,
        features: ['exemplar-storage'],
        flags: ['--web.enable-otlp-receiver'],
      },
      env: traces.env({
        OTEL_SERVICE_NAME: SERVICE,
        OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: fanOut.url,
        OTEL_METRIC_EXPORT_INTERVAL: '500',
        GENESIS_INITIAL_EQUITY: '100000',
      }),
      first: early,
    });
    fanOut.passOn([`${stack.prometheus.url}/api/v1/otlp/v1/metrics`]);
    await agreed();
    await late(stack);
    look = await agreed();
    at = await lastSampleOf(stack.prometheus, `${CATALOGUE.up.name}{job="${JOB}"}`);
  });

  after(async () => {
    await stack?.stop();
    await Promise.all([fanOut?.stop(), traces?.stop()]);
  });

  const ofJob = (path: keyof typeof JOBS, samples: readonly Sample[]): readonly Sample[] =>
    samples.filter(({ labels }) => labels['job'] === JOBS[path]);

  const agreed = () =>
    lookUntil(
      async () => {
        await stack.scraped();
        const all = await stack.prometheus.instant(EVERYTHING, Date.now());
        const figures = (path: keyof typeof JOBS) => byIdentity(path, ofJob(path, all));
        return { scraped: figures('scraped'), received: figures('received') };
      },
      ({ scraped, received }) => isSameAs(scraped, received),
    );

  const answer = (path: keyof typeof JOBS & Path, found: readonly Sample[]): Figures =>
    valuesBy(ofJob(path, found), identityOf(path));

  it('has the same names and labels', () => {
    expect(Object.keys(look.scraped)).to.have.length.greaterThan(200);
    expectSameKeys(look.received, look.scraped);
  });

  it('has the same values', () => {
    expectSameFigures(settled(look.received), settled(look.scraped));
  });

  it('is an instance of its own', async () => {
    const all = await stack.prometheus.instant(EVERYTHING, at);
    const instances = new Set(ofJob('received', all).map(({ labels }) => labels['instance']));
    expect([...instances].join()).to.match(/^[\da-f-]{36}$/);
  });

  for (const [title, query] of QUERIES) {
    it(`is given the same answer to: ${title}`, async () => {
      const found = await stack.prometheus.instant(query, at);
      const [scraped, received] = [answer('scraped', found), answer('received', found)];
      expect(found).to.not.deep.equal([]);
      expectSameKeys(received, scraped);
      if (OF_NOW.includes(title)) expectSameFigures(received, scraped);
    });
  }

  it('has exemplars that lead to the traces of its orders', async () => {
    const metric = 'genesis_order_execution_time_seconds_bucket';
    const exemplars = await eventually('exemplars of a push', async () => {
      const selector = `${metric}{job="${SERVICE}"}`;
      const found = await stack.prometheus.exemplars(selector, since, Date.now() + 1_000);
      return found.length > 0 ? found : undefined;
    });
    for (const { labels } of exemplars) {
      await traces.until(
        (spans) => spans.some((span) => span.traceId === labels['trace_id']),
        'the trace of an exemplar',
      );
    }
  });
});
