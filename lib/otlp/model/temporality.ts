import type { InstrumentType } from '@opentelemetry/sdk-metrics';
import type { OtlpTemporality } from './otlp-message.js';

/** What `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE` can prefer. */
export type TemporalityPreference = 'cumulative' | 'delta' | 'lowmemory';

/** Kinds of instruments whose values are told as differences; those that may fall never are. */
const DIFFERENCES: Readonly<Record<TemporalityPreference, readonly string[]>> = {
  cumulative: [],
  delta: ['COUNTER', 'OBSERVABLE_COUNTER', 'HISTOGRAM'],
  lowmemory: ['COUNTER', 'HISTOGRAM'],
};

/** The temporality of an instrument, as the specification has it for each preference. */
export function temporalityOf(
  preference: TemporalityPreference,
  type: InstrumentType | undefined,
): OtlpTemporality {
  return type !== undefined && DIFFERENCES[preference].includes(type) ? 'delta' : 'cumulative';
}
