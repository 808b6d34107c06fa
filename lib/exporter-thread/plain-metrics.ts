import type { Attributes } from '@opentelemetry/api';
import type { MetricData, ScopeMetrics } from '@opentelemetry/sdk-metrics';
import type { MetricPart, PlainMetric, PlainScope } from './messages.js';

/** Series that are copied for another thread in one go: about half a millisecond. */
const MOST_POINTS = 300;

/** What was collected, as data that can be sent to another thread, in parts of some series each. */
export function* metricParts(scopeMetrics: readonly ScopeMetrics[]): Generator<MetricPart> {
  for (const { scope, metrics } of scopeMetrics) {
    for (const data of metrics) {
      const metric = plainMetric(data);
      for (let at = 0; at < metric.dataPoints.length; at += MOST_POINTS) {
        const dataPoints = metric.dataPoints.slice(at, at + MOST_POINTS);
        yield { scope: plainScope(scope), metric: { ...metric, dataPoints }, continues: at > 0 };
      }
    }
  }
}

/** The same with everything that cannot be sent turned into text. */
export function sendablePart({ scope, metric, continues }: MetricPart): MetricPart {
  const { name, description, unit, ...rest } = metric.descriptor;
  const texts = { name: text(name), description: text(description), unit: text(unit) };
  const descriptor = { ...rest, ...texts };
  const dataPoints = metric.dataPoints.map((point) => ({
    ...point,
    attributes: sendableAttributes(point.attributes),
  }));
  const plain = {
    name: text(scope.name),
    version: text(scope.version),
    schemaUrl: text(scope.schemaUrl),
  };
  return { scope: plain, metric: { ...metric, descriptor, dataPoints }, continues };
}

function plainScope({ name, version, schemaUrl }: ScopeMetrics['scope']): PlainScope {
  return { name, version, schemaUrl };
}

function plainMetric(data: MetricData): PlainMetric {
  // The type is not in the public type of the descriptor.
  const { name, description, unit, valueType, type } = data.descriptor as MetricData['descriptor'] &
    Pick<PlainMetric['descriptor'], 'type'>;
  return {
    descriptor: { name, description, unit, type, valueType },
    dataPointType: data.dataPointType,
    isMonotonic: 'isMonotonic' in data && data.isMonotonic,
    dataPoints: data.dataPoints,
  };
}

function text(given: unknown): string {
  return typeof given === 'string' ? given : '';
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
