import { SharedMeterProvider } from '../../../lib/meter/shared-meter-provider.js';
import { hrTime } from '../../../lib/meter/time.js';
import { MetricsPusher } from '../../../lib/otlp/metrics-pusher.js';
import { collectedScopes } from '../../../lib/otlp/model/collected-scopes.js';
import type { ScopeSource } from '../../../lib/otlp/model/metric-source.js';
import { sharedScopes } from '../../../lib/otlp/model/shared-scopes.js';
import { OtlpRecorder } from '../../../lib/otlp/otlp-recorder.js';
import type { PushSettings } from '../../../lib/otlp/push-settings.js';

export const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** What a push to `url` is made from; nothing happens by itself, for the interval is long. */
export function settingsFor(
  protocol: Protocol,
  url: string,
  given: Partial<PushSettings> = {},
): PushSettings {
  return {
    protocol,
    url: protocol === 'grpc' ? url : `${url}/v1/metrics`,
    insecure: true,
    ...{ headers: {}, compression: 'none', certificates: {}, temporality: 'cumulative' },
    ...{ pushTimeoutMillis: 20_000, exportTimeoutMillis: 30_000 },
    exportIntervalMillis: 3_600_000,
    ...given,
  };
}

/** A counter, a push of it, and what the push measures of itself. */
export class PushedCounter {
  readonly shared = new SharedMeterProvider();
  readonly pusher: MetricsPusher;
  readonly #counter = this.shared.getMeter('bot').createCounter('orders_total');

  constructor(settings: PushSettings) {
    this.pusher = new MetricsPusher({
      settings,
      resource: { attributes: { 'service.name': 'grid-bot' }, schemaUrl: undefined },
      recorder: new OtlpRecorder(this.shared, 'metrics'),
      turns: { slice: 1, now: () => performance.now(), giveWay: () => Promise.resolve() },
      gather: async () => this.#scopes(),
    });
  }

  add(value: number): void {
    this.#counter.add(value);
  }

  /** Adds one, and pushes. */
  async push(): Promise<void> {
    this.add(1);
    await this.pusher.flush();
  }

  /** What was counted of `metric`, by the label given, without what is zero. */
  async counts(metric: string, label: string): Promise<Record<string, number>> {
    const { resourceMetrics } = await this.shared.producer().collect();
    const points = collectedScopes(resourceMetrics.scopeMetrics)
      .flatMap(({ metrics }) => metrics)
      .filter(({ name }) => name === metric)
      .flatMap(({ points: some }) => [...some]);
    const counted = points.filter(({ value }) => value !== 0);
    return Object.fromEntries(
      counted.map(({ attributes, value }) => [String(attributes[label]), value as number]),
    );
  }

  outcomes(): Promise<Record<string, number>> {
    return this.counts('genesis_otlp_pushes_total', 'outcome');
  }

  dropped(): Promise<Record<string, number>> {
    return this.counts('genesis_otlp_dropped_total', 'cause');
  }

  #scopes(): ScopeSource[] {
    return sharedScopes(this.shared.directory.streams(), hrTime(Date.now()));
  }
}
