import type { DataPoint, Histogram } from '@opentelemetry/sdk-metrics';
import { ENDPOINT_METRICS } from '../../../../lib/metrics/endpoint-metrics.js';
import type { ScrapeRecorder } from '../../../../lib/prometheus/scrape-recorder.js';

/** What an endpoint has measured of itself, counters by their label. */
export async function selfMetrics(recorder: ScrapeRecorder) {
  const { resourceMetrics } = await recorder.producer.collect();
  const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  const points = (name: string) =>
    metrics.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? [];
  const counts = ({ name, labels }: { name: string; labels: readonly string[] }) =>
    Object.fromEntries(
      (points(name) as DataPoint<number>[]).map(({ attributes, value }) => [
        String(attributes[labels[0] ?? '']),
        value,
      ]),
    );
  const [inFlight] = points(ENDPOINT_METRICS.inFlight.name) as DataPoint<number>[];
  const [duration] = points(ENDPOINT_METRICS.duration.name) as DataPoint<Histogram>[];
  const [size] = points(ENDPOINT_METRICS.size.name) as DataPoint<Histogram>[];
  return {
    requests: counts(ENDPOINT_METRICS.requests),
    errors: counts(ENDPOINT_METRICS.errors),
    authFailures: counts(ENDPOINT_METRICS.authFailures),
    inFlight: inFlight?.value,
    served: duration?.value.count ?? 0,
    bytes: size?.value.sum ?? 0,
  };
}
