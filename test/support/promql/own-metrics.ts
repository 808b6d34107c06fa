import { ERROR_TYPES, OPERATIONS, OUTCOMES } from '../../../lib/collector/order-event.js';
import { CATALOGUE } from '../../../lib/metrics/catalogue.js';
import { DROP_CAUSES } from '../../../lib/metrics/drop-counter.js';
import {
  AUTH_FAILURE_CAUSES,
  ENDPOINT_METRICS,
  SCRAPE_CODES,
  SCRAPE_ERROR_CAUSES,
} from '../../../lib/metrics/endpoint-metrics.js';
import type { MetricDefinition } from '../../../lib/metrics/metric-definition.js';
import type { OtlpSignal } from '../../../lib/metrics/otlp-metrics.js';
import {
  OTLP_DROP_CAUSES,
  OTLP_METRICS,
  PUSH_OUTCOMES,
} from '../../../lib/metrics/otlp-metrics.js';
import type { Metric } from './metric.js';
import { TARGET_LABELS } from './metric.js';

/** The mark of the overflow series, as Prometheus stores it. */
export const OVERFLOW_LABEL = 'otel_metric_overflow';

const SIGNALS: readonly OtlpSignal[] = ['metrics', 'traces'];
const SIDES = ['buy', 'sell', 'unknown'];

/** The values of labels that mean the same wherever they are. */
export const SHARED_VALUES: Readonly<Record<string, readonly string[]>> = {
  side: SIDES,
  operation: OPERATIONS,
  error_type: ERROR_TYPES,
  signal: SIGNALS,
  code: SCRAPE_CODES.map(String),
  [OVERFLOW_LABEL]: ['true'],
};

/** And of those that do not, by metric. */
const VALUES_OF: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  [CATALOGUE.orderExecutionTime.name]: { outcome: OUTCOMES },
  [CATALOGUE.droppedMeasurements.name]: { cause: DROP_CAUSES },
  [ENDPOINT_METRICS.errors.name]: { cause: SCRAPE_ERROR_CAUSES },
  [ENDPOINT_METRICS.authFailures.name]: { cause: AUTH_FAILURE_CAUSES },
  [OTLP_METRICS.pushes.name]: { outcome: PUSH_OUTCOMES },
  [OTLP_METRICS.dropped.name]: { cause: OTLP_DROP_CAUSES },
};

/** What genesis-otel exports: the catalogue, and what the endpoint and the pushes say of themselves. */
export function ownMetrics(): Metric[] {
  return [CATALOGUE, ENDPOINT_METRICS, OTLP_METRICS]
    .flatMap((group): MetricDefinition[] => Object.values(group))
    .flatMap(stored);
}

/** What Prometheus stores of a metric. */
function stored(definition: MetricDefinition): Metric[] {
  const { name, kind } = definition;
  const labels = new Set([
    ...definition.labels,
    ...definition.optionalLabels,
    OVERFLOW_LABEL,
    ...TARGET_LABELS,
  ]);
  const values = { ...SHARED_VALUES, ...VALUES_OF[name] };
  if (kind !== 'histogram') return [{ name, kind, labels, values }];
  return [
    bucket({ name: `${name}_bucket`, kind: 'counter', labels, values }, definition.boundaries),
    { name: `${name}_sum`, kind: 'counter', labels, values },
    { name: `${name}_count`, kind: 'counter', labels, values },
  ];
}

/** Whole bounds are left out: servers spell them `5` or `5.0`, so nothing may name one. */
function bucket(metric: Metric, boundaries: readonly number[]): Metric {
  const bounds = boundaries.filter((bound) => !Number.isInteger(bound)).map(String);
  return {
    ...metric,
    labels: new Set([...metric.labels, 'le']),
    values: { ...metric.values, le: [...bounds, '+Inf'] },
  };
}
