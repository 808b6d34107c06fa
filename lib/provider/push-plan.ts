import type { Resource } from '@opentelemetry/resources';
import type { OtlpConfig } from '../config/genesis-config.js';
import type { HistogramAggregation } from '../meter/aggregation/histogram-aggregation.js';
import type { OtlpResource } from '../otlp/model/otlp-message.js';
import type { PushSettings } from '../otlp/push-settings.js';
import { readCertificates } from '../otlp/push-settings.js';

/** What is needed to push, in a form that can be sent to another thread. */
export interface PushPlan {
  readonly settings: PushSettings;
  readonly resource: OtlpResource;
  /** What the SDK collects for it. */
  readonly histograms: HistogramAggregation;
}

/**
 * Makes the configuration of the push complete: the thread that pushes has no environment.
 * @throws GenesisError `GENESIS_CREDENTIAL_INVALID` where a certificate or key cannot be read
 */
export function planPush(config: OtlpConfig, { attributes, schemaUrl }: Resource): PushPlan {
  const { ca, cert, key, histograms, ...rest } = config;
  const certificates = readCertificates({ ca, cert, key });
  return { settings: { ...rest, certificates }, resource: { attributes, schemaUrl }, histograms };
}
