import { ValueType } from '@opentelemetry/api';
import type { MetricData, ScopeMetrics } from '@opentelemetry/sdk-metrics';
import { exemplarsOf } from '../../metrics/exemplars.js';
import type { MetricSource, ScopeSource } from './metric-source.js';

/** What the SDK has collected. */
export function collectedScopes(scopeMetrics: readonly ScopeMetrics[]): ScopeSource[] {
  return scopeMetrics.map(({ scope, metrics }) => ({
    name: scope.name,
    version: scope.version,
    schemaUrl: scope.schemaUrl,
    metrics: metrics.map(sourceOf),
  }));
}

function sourceOf(data: MetricData): MetricSource {
  const { name, description, unit, valueType } = data.descriptor;
  const exemplars = exemplarsOf(data.descriptor);
  return {
    ...{ name, description, unit },
    // Not in the public type of the descriptor.
    type: (data.descriptor as unknown as Pick<MetricSource, 'type'>).type,
    dataPointType: data.dataPointType,
    isMonotonic: 'isMonotonic' in data && data.isMonotonic,
    isInteger: valueType === ValueType.INT,
    points: data.dataPoints,
    exemplarsOf: (attributes) => exemplars?.of(attributes) ?? [],
  };
}
