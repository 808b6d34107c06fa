import type { Attributes } from '@opentelemetry/api';
import type { MetricData, ScopeMetrics } from '@opentelemetry/sdk-metrics';
import type { PlainMetric, PlainScope } from './messages.js';

/** What was collected, as data that can be sent to another thread; its values are not copied. */
export function plainScopes(scopeMetrics: readonly ScopeMetrics[]): PlainScope[] {
  return scopeMetrics.map(({ scope, metrics }) => ({
    scope: { name: scope.name },
    metrics: metrics.map(plainMetric),
  }));
}

/** The same with every attribute that cannot be sent turned into text. */
export function sendableScopes(scopes: readonly PlainScope[]): PlainScope[] {
  return scopes.map(({ scope, metrics }) => ({
    scope,
    metrics: metrics.map((metric) => ({
      ...metric,
      dataPoints: metric.dataPoints.map((point) => ({
        ...point,
        attributes: sendableAttributes(point.attributes),
      })),
    })),
  }));
}

function plainMetric(data: MetricData): PlainMetric {
  const { name, description, unit } = data.descriptor;
  return {
    descriptor: { name, description, unit },
    dataPointType: data.dataPointType,
    isMonotonic: 'isMonotonic' in data && data.isMonotonic,
    dataPoints: data.dataPoints,
  };
}

function sendableAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, sendable(value)]),
  );
}

function sendable(value: unknown): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
