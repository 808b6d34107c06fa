import { expect } from 'chai';
import { pushes } from './looks.js';
import type { Outcome, Plan, Variables } from './run.js';
import { run } from './run.js';

/** Where metrics can go, and what asks for it. */
const COMBINATIONS: [name: string, variables: Variables, endpoint: boolean, push: boolean][] = [
  ['Prometheus only, by default', {}, true, false],
  ['Prometheus only, by name', { OTEL_METRICS_EXPORTER: 'prometheus' }, true, false],
  ['OTLP only', { OTEL_METRICS_EXPORTER: 'otlp' }, false, true],
  ['both', { OTEL_METRICS_EXPORTER: 'prometheus,otlp' }, true, true],
  ['both, by a collector alone', {}, true, true],
  ['none', { OTEL_METRICS_EXPORTER: 'none' }, false, false],
];

/** Without a collector in the environment the push would go to the default port of the machine. */
function planOf(name: string, variables: Variables): Plan {
  const isNamed = name !== 'Prometheus only, by default';
  return {
    receivers: { main: {} },
    variables: ({ url }) => ({
      ...variables,
      ...(isNamed ? { OTEL_EXPORTER_OTLP_ENDPOINT: url('main') } : {}),
    }),
  };
}

describe('metrics go', () => {
  const outcomes = new Map<string, Outcome>();
  before(async function () {
    this.timeout(120_000);
    const plans = COMBINATIONS.map(([name, variables]) => [name, planOf(name, variables)] as const);
    for (let index = 0; index < plans.length; index += 2) {
      const pair = plans.slice(index, index + 2);
      await Promise.all(pair.map(async ([name, plan]) => outcomes.set(name, await run(plan))));
    }
  });

  for (const [name, , hasEndpoint, isPushed] of COMBINATIONS) {
    it(`to ${name}`, () => {
      const outcome = outcomes.get(name);
      if (outcome === undefined) throw new Error('no bot has run');
      expect(outcome.endpoint !== 'none', 'an endpoint').to.equal(hasEndpoint);
      expect(outcome.scrapes['plain']?.status).to.equal(hasEndpoint ? 200 : undefined);
      expect(pushes(outcome).length > 0, 'a push').to.equal(isPushed);
      expect(pushes(outcome, 'main', 'traces')).to.have.length(0);
      expect(outcome.ending.code).to.equal(0);
    });
  }
});
