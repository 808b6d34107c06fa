import { reportCallback } from '../diagnostics/report-callback.js';
import { hrTime } from '../meter/time.js';
import { MetricsPusher } from '../otlp/metrics-pusher.js';
import { collectedScopes } from '../otlp/model/collected-scopes.js';
import type { ScopeSource } from '../otlp/model/metric-source.js';
import { sharedScopes } from '../otlp/model/shared-scopes.js';
import { OtlpRecorder } from '../otlp/otlp-recorder.js';
import type { GatheringParts } from './gather-now.js';
import { gatherNow } from './gather-now.js';
import { SHORT_TURNS } from './give-way.js';
import type { PushData } from './messages.js';

/** The push of the exporter's thread: all that lies in shared memory, and what the main thread had. */
export function startThreadPush(data: PushData, parts: GatheringParts): MetricsPusher {
  const gather = async (limitMs: number): Promise<ScopeSource[]> => {
    const { scopes, faults } = await gatherNow(parts, 'push', limitMs);
    for (const fault of faults) reportCallback(fault);
    const streams = parts.shared.directory.streams();
    return [...sharedScopes(streams, hrTime(Date.now())), ...collectedScopes(scopes)];
  };
  const pusher = new MetricsPusher({
    settings: data.settings,
    resource: data.resource,
    recorder: new OtlpRecorder(parts.shared, 'metrics'),
    turns: SHORT_TURNS,
    gather,
  });
  pusher.start(data.isResumed);
  return pusher;
}
