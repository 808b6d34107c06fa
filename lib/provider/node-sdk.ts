import type { TracerProvider } from '@opentelemetry/api';
import { trace } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { TraceConfig } from '../config/genesis-config.js';
import { keepingDiagLogger } from '../diagnostics/diag-logger.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { registerTracing } from './global-apis.js';

export interface SignalsAsked {
  readonly traces: TraceConfig | undefined;
  readonly logs: boolean;
}

/** What the signals are made with. */
export interface SignalParts {
  readonly resource: Resource;
  /** Where it is counted what of them does not arrive. */
  readonly shared: SharedMeterProvider;
}

/** Traces and logs that were started, and how they end. */
export interface OtherSignals {
  /** Where spans are made; undefined where no traces were asked for. */
  readonly tracerProvider: TracerProvider | undefined;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

const NONE: OtherSignals = {
  tracerProvider: undefined,
  forceFlush: async () => {},
  shutdown: async () => {},
};

/**
 * Starts traces and logs where they are asked for. Loading `NodeSDK` takes longer than all the rest,
 * so a bot that wants metrics only never loads it. Metrics are none of its business: with no reader
 * of its own it registers no meter provider and opens no endpoint.
 */
export function startOtherSignals(asked: SignalsAsked, parts: SignalParts): OtherSignals {
  const { traces, logs } = asked;
  if (traces === undefined && !logs) return NONE;
  const { NodeSDK } =
    require('@opentelemetry/sdk-node') as typeof import('@opentelemetry/sdk-node');
  // Nor does it load what writes and sends spans.
  const { spanQueues, traceOptions } =
    require('./trace-options.js') as typeof import('./trace-options.js');
  const queues = traces === undefined ? [] : spanQueues(traces, parts.shared);
  const options = traces === undefined ? { spanProcessors: [] } : traceOptions(traces, queues);
  const sdk = keepingDiagLogger(
    () =>
      new NodeSDK({
        resource: parts.resource,
        autoDetectResources: false,
        metricReaders: [],
        ...options,
      }),
  );
  const unregister = registerTracing(() => {
    if (logs) sdk.start();
    else withoutLogs(() => sdk.start());
  });
  const logsProvider = logs ? registeredLogs() : undefined;
  return {
    tracerProvider: traces === undefined ? undefined : registeredProvider(),
    forceFlush: async () => {
      const work = queues.map((queue) => queue.forceFlush());
      await Promise.all([...work, logsProvider?.forceFlush?.()]);
    },
    shutdown: () => {
      unregister();
      return sdk.shutdown();
    },
  };
}

/** That of this moment: a bot may register another one later, and the spans of orders stay here. */
function registeredProvider(): TracerProvider {
  const provider = trace.getTracerProvider() as TracerProvider & { getDelegate?(): TracerProvider };
  return provider.getDelegate?.() ?? provider;
}

/** What is flushed of the logs; as with spans that of this moment. */
function registeredLogs(): { forceFlush?(): Promise<void> } {
  const { logs } = require('@opentelemetry/api-logs') as typeof import('@opentelemetry/api-logs');
  return logs.getLoggerProvider() as { forceFlush?(): Promise<void> };
}

const LOGS = 'OTEL_LOGS_EXPORTER';

/**
 * `NodeSDK` registers a provider of logs also where it is told of none, and OpenTelemetry refuses
 * every later one, without a word: the bot's own. Only the variable keeps it from that.
 */
function withoutLogs(start: () => void): void {
  const { [LOGS]: asked } = process.env;
  process.env[LOGS] = 'none';
  try {
    start();
  } finally {
    if (asked === undefined) delete process.env[LOGS];
    else process.env[LOGS] = asked;
  }
}
