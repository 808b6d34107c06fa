import { context, propagation, trace } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { keepingDiagLogger } from '../diagnostics/diag-logger.js';
import { giveWay } from './global-apis.js';

export interface SignalsAsked {
  readonly traces: boolean;
  readonly logs: boolean;
}

/** Traces and logs that were started, and how they end. */
export interface OtherSignals {
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

const NONE: OtherSignals = {
  forceFlush: async () => {},
  shutdown: async () => {},
};

/**
 * Starts traces and logs where the standard variables ask for them. Loading `NodeSDK` takes longer
 * than all the rest, so a bot that wants metrics only never loads it. Metrics are none of its
 * business: with no reader of its own it registers no meter provider and opens no endpoint.
 */
export function startOtherSignals(asked: SignalsAsked, resource: Resource): OtherSignals {
  if (!asked.traces && !asked.logs) return NONE;
  const { NodeSDK } =
    require('@opentelemetry/sdk-node') as typeof import('@opentelemetry/sdk-node');
  const sdk = keepingDiagLogger(
    () =>
      new NodeSDK({
        resource,
        autoDetectResources: false,
        metricReaders: [],
        ...(asked.traces ? {} : { spanProcessors: [] }),
        ...(asked.logs ? {} : { logRecordProcessors: [] }),
      }),
  );
  sdk.start();
  const stays = [
    giveWay(trace, 'setGlobalTracerProvider'),
    giveWay(context, 'setGlobalContextManager'),
    giveWay(propagation, 'setGlobalPropagator'),
  ];
  const shutdown = (): Promise<void> => {
    for (const stay of stays) stay();
    return sdk.shutdown();
  };
  return { forceFlush: flushTraces, shutdown };
}

interface Flushable {
  getDelegate?(): { forceFlush?(): Promise<void> };
}

async function flushTraces(): Promise<void> {
  const provider = trace.getTracerProvider() as Flushable;
  await provider.getDelegate?.().forceFlush?.();
}
