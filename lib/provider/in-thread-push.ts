import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import { faultName } from '../diagnostics/fault-name.js';
import { reportCallback } from '../diagnostics/report-callback.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { hrTime } from '../meter/time.js';
import { MetricsPusher } from '../otlp/metrics-pusher.js';
import { collectedScopes } from '../otlp/model/collected-scopes.js';
import type { ScopeSource } from '../otlp/model/metric-source.js';
import { sharedScopes } from '../otlp/model/shared-scopes.js';
import { OtlpRecorder } from '../otlp/otlp-recorder.js';
import type { PushPlan } from './push-plan.js';

/** Taken before a bot can put others in their place. */
const { setImmediate } = globalThis;
const now = performance.now.bind(performance);

/** Between two slices of the work the bot has its turn. */
const TURNS_OF_BOT = {
  slice: 1,
  now,
  giveWay: () =>
    new Promise<void>((resolve) => {
      setImmediate(resolve);
    }),
};

/** The push on the thread of the bot, for where no other thread can be started. */
export function createInThreadPush(
  { settings, resource }: PushPlan,
  shared: SharedMeterProvider,
  producer: MetricProducer,
): MetricsPusher {
  const gather = async (timeoutMillis: number): Promise<ScopeSource[]> => {
    const { resourceMetrics, errors } = await producer.collect({ timeoutMillis });
    for (const fault of errors) reportCallback(faultName(fault));
    shared.refresh();
    const streams = shared.directory.streams();
    const own = collectedScopes(resourceMetrics.scopeMetrics);
    return [...sharedScopes(streams, hrTime(Date.now())), ...own];
  };
  const recorder = new OtlpRecorder(shared, 'metrics');
  return new MetricsPusher({ settings, resource, recorder, turns: TURNS_OF_BOT, gather });
}
