import { expect } from 'chai';
import { MEASURED_DASHBOARDS } from '../../monitoring/dashboards/index.js';
import { panelsOf } from '../../monitoring/dashboards/panels.js';
import { interpolated } from '../../scripts/pictures/interpolation.js';
import { targetsOf } from '../monitoring/support/dashboard-checks.js';
import { analyse } from '../support/promql/analysis.js';
import { shippedRules } from '../support/promql/collection.js';
import { OVERFLOW_LABEL } from '../support/promql/own-metrics.js';
import { vocabularyWith } from '../support/promql/vocabulary.js';

const vocabulary = vocabularyWith(shippedRules());
/** A bot has one job, unless it is pushed as well; then one of them is to be chosen. */
const UNSAID = ['job', OVERFLOW_LABEL];

/** The labels by which series of an answer differ, and which their names do not tell. */
function untold(expr: string, legend: string): string[] {
  const { shape } = analyse(interpolated(expr, { rateInterval: '1m' }), vocabulary);
  return [...(shape.labels ?? [])].filter(
    (label) => !UNSAID.includes(label) && !legend.includes(`{{${label}}}`),
  );
}

describe('the legends of the dashboards', () => {
  it('name two series alike nowhere', () => {
    const alike = MEASURED_DASHBOARDS.flatMap((dashboard) =>
      panelsOf(dashboard).flatMap((panel) =>
        targetsOf(panel)
          .filter(({ legendFormat }) => legendFormat)
          .map(({ expr, legendFormat = '' }) => ({ expr, labels: untold(expr, legendFormat) }))
          .filter(({ labels }) => labels.length > 0)
          .map(({ labels }) => `${dashboard.uid}, ${panel.title}: ${labels.join(', ')}`),
      ),
    );
    expect(alike).to.deep.equal([]);
  });
});
