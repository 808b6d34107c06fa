import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import { SharedProducer } from '../meter/shared-producer.js';
import type { Exposed } from './exposition/write-exposition.js';

/** What was gathered, and the faults of callbacks on the way. */
export interface Gathered {
  readonly exposed: Exposed;
  readonly faults: readonly unknown[];
}

/**
 * Gathers from a producer of shared memory and from others. What lies in shared memory is not
 * collected, which would copy it in one go: it is read while it is written, in slices.
 */
export async function gatherShared(
  main: SharedProducer,
  others: readonly MetricProducer[],
  callbackLimitMs: number,
): Promise<Gathered> {
  const shared = [main, ...others].filter((producer) => producer instanceof SharedProducer);
  const collected = await Promise.all(
    others
      .filter((producer) => !(producer instanceof SharedProducer))
      .map((producer) => producer.collect({ timeoutMillis: callbackLimitMs })),
  );
  const exposed = {
    resource: main.resource,
    streams: shared.flatMap((producer) => producer.streams()),
    scopeMetrics: collected.flatMap(({ resourceMetrics }) => resourceMetrics.scopeMetrics),
  };
  return { exposed, faults: collected.flatMap(({ errors }) => errors) };
}
