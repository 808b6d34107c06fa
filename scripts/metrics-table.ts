import { CATALOGUE, METRIC_KEYS } from '../lib/metrics/catalogue.js';
import { ENDPOINT_METRICS } from '../lib/metrics/endpoint-metrics.js';
import type { MetricDefinition } from '../lib/metrics/metric-definition.js';
import { OTLP_METRICS } from '../lib/metrics/otlp-metrics.js';

const TRADING = METRIC_KEYS.map((key): MetricDefinition => CATALOGUE[key]);
const ENDPOINT: readonly MetricDefinition[] = Object.values(ENDPOINT_METRICS);
const OTLP: readonly MetricDefinition[] = Object.values(OTLP_METRICS);

/** The reference table of `docs/metrics.md`, one row a metric of the catalogue. */
export function renderMetricsTable(): string {
  return tableOf(TRADING);
}

/** The same for what the endpoint measures of itself. */
export function renderEndpointMetricsTable(): string {
  return tableOf(ENDPOINT);
}

/** The same for what the pushes over OTLP measure of themselves. */
export function renderOtlpMetricsTable(): string {
  return tableOf(OTLP);
}

function tableOf(metrics: readonly MetricDefinition[]): string {
  return [
    '| metric | kind | unit | labels | meaning |',
    '|---|---|---|---|---|',
    ...metrics.map(row),
  ].join('\n');
}

/** The buckets of every histogram. */
export function renderBucketsTable(): string {
  const histograms = [...TRADING, ...ENDPOINT].filter(({ kind }) => kind === 'histogram');
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
