import { namedExporters } from '../exporter-list.js';
import type {
  HttpInstrumentationName,
  SpanBatches,
  SpanLimits,
  TraceConfig,
} from '../genesis-config.js';
import { HTTP_INSTRUMENTATIONS } from '../genesis-config.js';
import type { TraceExporterName, TraceOptions } from '../genesis-options.js';
import { SAMPLERS, TRACE_EXPORTER_NAMES } from '../genesis-options.js';
import { count, list, milliseconds, oneOf, positiveCount, ratio } from '../parsers.js';
import type { Expectation, Settings } from '../settings.js';
import { valueOr } from '../settings.js';
import type { VariableName } from '../variables.js';
import { loadTarget } from './load-target.js';
import { TRACES } from './otlp-signal.js';
import { areTargetOptions } from './target-groups.js';

/**
 * The traces that are asked for. A collector for all signals does not ask for them, since many take
 * metrics only; one for traces does.
 */
export function loadTraces(settings: Settings, options: TraceOptions): TraceConfig | undefined {
  if (!areTargetOptions(settings, TRACES, options)) return undefined;
  const asked = loadExporters(settings, options);
  if (asked.length === 0) return undefined;
  const otlp = asked.includes('otlp') ? loadTarget(settings, TRACES, options) : undefined;
  const parts = {
    sampler: loadSampler(settings, options),
    batch: loadBatches(settings),
    limits: loadLimits(settings),
    http: loadHttpInstrumentations(settings),
    propagates: settings.variable('OTEL_PROPAGATORS') !== undefined,
  };
  const exporters = asked.filter((name) => name !== 'otlp' || otlp !== undefined);
  return exporters.length === 0 ? undefined : { exporters, otlp, ...parts };
}

function loadExporters(settings: Settings, options: TraceOptions): TraceExporterName[] {
  const setting = settings.find('traces.exporters', options.exporters, 'OTEL_TRACES_EXPORTER');
  if (setting !== undefined) {
    return namedExporters(settings, setting, TRACE_EXPORTER_NAMES, TRACES.consequence);
  }
  const { url } = options;
  const own = settings.find('traces.url', url, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  return own === undefined ? [] : ['otlp'];
}

function loadSampler(settings: Settings, options: TraceOptions): TraceConfig['sampler'] {
  const [fallback] = SAMPLERS;
  const named = settings.find('traces.sampler', options.sampler, 'OTEL_TRACES_SAMPLER');
  const name = valueOr(settings, named, oneOf(SAMPLERS), fallback, `${fallback} is used`);
  const { samplerRatio } = options;
  const share = settings.find('traces.samplerRatio', samplerRatio, 'OTEL_TRACES_SAMPLER_ARG');
  return { name, ratio: valueOr(settings, share, ratio, 1, '1 is used') };
}

function loadHttpInstrumentations(settings: Settings): HttpInstrumentationName[] {
  const disabled = list(settings.variable('OTEL_NODE_DISABLED_INSTRUMENTATIONS')?.value) ?? [];
  return HTTP_INSTRUMENTATIONS.filter((name) => !disabled.includes(name));
}

function loadBatches(settings: Settings): SpanBatches {
  const maxQueueSize = number(settings, positiveCount, 2_048, 'OTEL_BSP_MAX_QUEUE_SIZE');
  const batchSize = number(settings, positiveCount, 512, 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE');
  return {
    scheduledDelayMillis: number(settings, milliseconds, 5_000, 'OTEL_BSP_SCHEDULE_DELAY'),
    exportTimeoutMillis: number(settings, milliseconds, 30_000, 'OTEL_BSP_EXPORT_TIMEOUT'),
    maxQueueSize,
    maxExportBatchSize: Math.min(batchSize, maxQueueSize),
  };
}

function loadLimits(settings: Settings): SpanLimits {
  const limit = (...names: VariableName[]) => number(settings, count, 128, ...names);
  return {
    attributeCountLimit: limit('OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'),
    attributeValueLengthLimit: loadTextLimit(settings),
    eventCountLimit: limit('OTEL_SPAN_EVENT_COUNT_LIMIT'),
    linkCountLimit: limit('OTEL_SPAN_LINK_COUNT_LIMIT'),
    attributePerEventCountLimit: limit('OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT'),
    attributePerLinkCountLimit: limit('OTEL_LINK_ATTRIBUTE_COUNT_LIMIT'),
  };
}

function loadTextLimit(settings: Settings): number | undefined {
  const setting = settings.variable(
    'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  );
  return valueOr<number | undefined>(
    settings,
    setting,
    positiveCount,
    undefined,
    'there is no limit',
  );
}

function number(
  settings: Settings,
  expectation: Expectation<number>,
  fallback: number,
  ...names: VariableName[]
): number {
  const setting = settings.variable(...names);
  return valueOr(settings, setting, expectation, fallback, `${fallback} is used`);
}
