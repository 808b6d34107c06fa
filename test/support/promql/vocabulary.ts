import { analyse } from './analysis.js';
import type { Metric, Vocabulary } from './metric.js';
import { vocabularyOf } from './metric.js';
import { ownMetrics, SHARED_VALUES } from './own-metrics.js';
import { recordedMetrics } from './recorded-metrics.js';
import type { PlacedRule } from './rules.js';
import { scrapeJobs } from './scrape-jobs.js';

/** Every metric that an expression may use: ours, those of the servers, and what rules record. */
export function vocabularyWith(rules: readonly PlacedRule[]): Vocabulary {
  const jobs = scrapeJobs();
  const ofJobs = (metrics: readonly Metric[]): Metric[] =>
    metrics.map((metric) => ({ ...metric, values: { job: jobs, ...metric.values } }));
  const given = ofJobs([...recordedMetrics(), ...ownMetrics()]);
  let vocabulary = vocabularyOf(given);
  // Rules may use what others record, in whatever order they stand.
  for (let known = -1; known !== vocabulary.size; ) {
    known = vocabulary.size;
    vocabulary = vocabularyOf(given, ofJobs(ruleMetrics(rules, vocabulary)));
  }
  return vocabulary;
}

function ruleMetrics(rules: readonly PlacedRule[], vocabulary: Vocabulary): Metric[] {
  return [...recordings(rules, vocabulary), ...alertSeries(rules, vocabulary)];
}

/** What is recorded has the labels that its expression leaves, and those that the rule adds. */
function recordings(rules: readonly PlacedRule[], vocabulary: Vocabulary): Metric[] {
  return rules.flatMap(({ rule: { record, expr, labels = {} } }) => {
    if (record === undefined) return [];
    const { faults, shape } = analyse(expr, vocabulary);
    if (faults.length > 0 || shape.labels === undefined) return [];
    const added = Object.entries(labels).map(([label, value]) => [label, [value]] as const);
    return {
      name: record,
      kind: shape.kind === 'any' ? 'gauge' : shape.kind,
      labels: new Set([...shape.labels, ...Object.keys(labels)]),
      values: { ...SHARED_VALUES, ...Object.fromEntries(added) },
    };
  });
}

/** What Prometheus stores of alerts that hold. */
function alertSeries(rules: readonly PlacedRule[], vocabulary: Vocabulary): Metric[] {
  const alerts = rules.flatMap(({ rule }) => (rule.alert === undefined ? [] : [rule]));
  const labels = alerts.flatMap(({ expr, labels: added = {} }) => [
    ...(analyse(expr, vocabulary).shape.labels ?? []),
    ...Object.keys(added),
  ]);
  const values = {
    ...SHARED_VALUES,
    alertname: alerts.map(({ alert = '' }) => alert),
    alertstate: ['pending', 'firing'],
    severity: alerts.flatMap(({ labels: added }) => added?.['severity'] ?? []),
  };
  const own = { kind: 'gauge', values } as const;
  return [
    { ...own, name: 'ALERTS', labels: new Set([...labels, 'alertname', 'alertstate']) },
    { ...own, name: 'ALERTS_FOR_STATE', labels: new Set([...labels, 'alertname']) },
  ];
}
