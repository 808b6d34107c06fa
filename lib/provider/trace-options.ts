import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { TraceConfig } from '../config/genesis-config.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { OtlpRecorder } from '../otlp/otlp-recorder.js';
import { readCertificates } from '../otlp/push-settings.js';
import { ConsoleSpanSender } from '../traces/export/console-span-sender.js';
import { OtlpSpanSender } from '../traces/export/otlp-span-sender.js';
import { SpanQueue } from '../traces/export/span-queue.js';
import type { SpanSender } from '../traces/export/span-sender.js';

type TraceSdk = typeof import('@opentelemetry/sdk-trace');

/** Only a bot that traces waits for it to be loaded. */
function sdk(): TraceSdk {
  return require('@opentelemetry/sdk-trace') as TraceSdk;
}

/**
 * Where ended spans go, one for each exporter.
 * @param shared where it is counted what does not arrive
 * @throws GenesisError `GENESIS_CREDENTIAL_INVALID` where a certificate or key cannot be read
 */
export function spanQueues(config: TraceConfig, shared: SharedMeterProvider): SpanQueue[] {
  const recorder = new OtlpRecorder(shared, 'traces');
  const { batch, otlp, exporters } = config;
  const queues: SpanQueue[] = [];
  const add = (sender: SpanSender, scheduledDelayMillis: number): void => {
    queues.push(new SpanQueue({ ...batch, scheduledDelayMillis }, sender, recorder));
  };
  if (otlp !== undefined) {
    const certificates = readCertificates(otlp, 'no traces are exported');
    add(new OtlpSpanSender({ ...otlp, certificates }, recorder), batch.scheduledDelayMillis);
  }
  if (exporters.includes('console')) {
    const { ConsoleSpanExporter } = sdk();
    add(new ConsoleSpanSender(new ConsoleSpanExporter()), 0);
  }
  return queues;
}

/** What the SDK is told, so that nothing is left for it to look up. */
export function traceOptions(config: TraceConfig, queues: readonly SpanProcessor[]) {
  const { attributeValueLengthLimit = Number.POSITIVE_INFINITY, ...limits } = config.limits;
  return {
    spanProcessors: [...queues],
    sampler: samplerOf(config.sampler),
    spanLimits: { ...limits, attributeValueLengthLimit },
    ...(config.propagates ? {} : { textMapPropagator: null }),
  };
}

const PARENT_BASED = 'parentbased_';

function samplerOf({ name, ratio }: TraceConfig['sampler']): Sampler {
  const { AlwaysOffSampler, AlwaysOnSampler, ParentBasedSampler, TraceIdRatioBasedSampler } = sdk();
  if (name.startsWith(PARENT_BASED)) {
    const root = name.slice(PARENT_BASED.length) as typeof name;
    return new ParentBasedSampler({ root: samplerOf({ name: root, ratio }) });
  }
  if (name === 'always_off') return new AlwaysOffSampler();
  return name === 'traceidratio' ? new TraceIdRatioBasedSampler(ratio) : new AlwaysOnSampler();
}
