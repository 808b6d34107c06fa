import { CATALOGUE, METRIC_KEYS } from '../lib/metrics/catalogue.js';
import type { MetricDefinition } from '../lib/metrics/metric-definition.js';

/** The reference table of `docs/metrics.md`, one row a metric of the catalogue. */
export function renderMetricsTable(): string {
  return [
    '| metric | kind | unit | labels | meaning |',
    '|---|---|---|---|---|',
    ...METRIC_KEYS.map((key) => row(CATALOGUE[key])),
  ].join('\n');
}

/** The buckets of every histogram. */
export function renderBucketsTable(): string {
  const histograms = METRIC_KEYS.map((key): MetricDefinition => CATALOGUE[key]).filter(
    ({ kind }) => kind === 'histogram',
  );
  return [
    '| histogram | upper bounds |',
    '|---|---|',
    ...histograms.map(({ name, boundaries }) => `| \`${name}\` | ${boundaries.join(', ')} |`),
  ].join('\n');
}

function row({ name, kind, unit, labels, optionalLabels, description }: MetricDefinition): string {
  const all = [...labels, ...optionalLabels.map((label) => `${label}°`)];
  const cells = [
    `\`${name}\``,
    kind,
    unit === '' ? '' : `\`${unit}\``,
    all.join(', '),
    description,
  ];
  return `| ${cells.join(' | ')} |`;
}
