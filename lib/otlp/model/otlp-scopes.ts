import type { DataPointType } from '@opentelemetry/sdk-metrics';
import { DATA_POINT } from '../../meter/sdk-constants.js';
import type { DeltaLedger } from './delta-ledger.js';
import type { CollectedPoint, MetricSource, ScopeSource } from './metric-source.js';
import type { OtlpMetric, OtlpPoint, OtlpScope, OtlpTemporality } from './otlp-message.js';
import type { TemporalityPreference } from './temporality.js';
import { temporalityOf } from './temporality.js';

const KINDS: Readonly<Record<DataPointType, OtlpMetric['kind']>> = {
  [DATA_POINT.SUM]: 'sum',
  [DATA_POINT.GAUGE]: 'gauge',
  [DATA_POINT.HISTOGRAM]: 'histogram',
  [DATA_POINT.EXPONENTIAL_HISTOGRAM]: 'exponential_histogram',
};

/** What was collected, as it is pushed: with the temporality asked for, and with exemplars. */
export function otlpScopes(
  scopes: readonly ScopeSource[],
  preference: TemporalityPreference,
  ledger: DeltaLedger,
): OtlpScope[] {
  return scopes.map((scope) => ({
    ...scope,
    metrics: scope.metrics.map((metric) => {
      const temporality = temporalityOf(preference, metric.type);
      const key = JSON.stringify([scope.name, scope.version, metric.name, metric.unit]);
      return otlpMetric(metric, temporality, (point) =>
        ledger.difference(key, point, metric.isMonotonic),
      );
    }),
  }));
}

type Difference = (point: CollectedPoint) => CollectedPoint | undefined;

function otlpMetric(
  metric: MetricSource,
  temporality: OtlpTemporality,
  difference: Difference,
): OtlpMetric {
  const { name, description, unit, isMonotonic, isInteger, dataPointType } = metric;
  const kind = KINDS[dataPointType];
  const isDelta = temporality === 'delta' && kind !== 'gauge';
  return {
    ...{ name, description, unit, kind, isMonotonic, isInteger, temporality },
    points: pointsOf(metric, isDelta ? difference : (point) => point),
  };
}

function* pointsOf(metric: MetricSource, difference: Difference): Generator<OtlpPoint> {
  for (const collected of metric.points) {
    const point = difference(collected);
    if (point === undefined) continue;
    const since = milliseconds(point);
    const exemplars = metric
      .exemplarsOf(point.attributes)
      .filter((exemplar) => exemplar.milliseconds >= since);
    yield { ...point, exemplars };
  }
}

/** When a point begins. */
function milliseconds({ startTime: [seconds, nanoseconds] }: CollectedPoint): number {
  return seconds * 1_000 + Math.floor(nanoseconds / 1e6);
}
