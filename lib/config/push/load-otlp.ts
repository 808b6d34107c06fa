import { HISTOGRAM_AGGREGATIONS } from '../../meter/aggregation/histogram-aggregation.js';
import type { OtlpConfig } from '../genesis-config.js';
import type { OtlpOptions } from '../genesis-options.js';
import { TEMPORALITIES } from '../genesis-options.js';
import { milliseconds, oneOf } from '../parsers.js';
import type { Settings } from '../settings.js';
import { valueOr } from '../settings.js';
import type { VariableName } from '../variables.js';
import { loadTarget } from './load-target.js';
import { METRICS } from './otlp-signal.js';
import { areTargetOptions } from './target-groups.js';

const DEFAULT_INTERVAL_MS = 60_000;
const DEFAULT_TIMEOUT_MS = 30_000;

/** The push of metrics; undefined where its address or its credentials are faulty. */
export function loadOtlp(settings: Settings, options: OtlpOptions): OtlpConfig | undefined {
  if (!areTargetOptions(settings, METRICS, options)) return undefined;
  const target = loadTarget(settings, METRICS, options);
  const rest = {
    ...loadTimes(settings, options),
    temporality: loadTemporality(settings, options),
    histograms: loadHistograms(settings, options),
  };
  return target === undefined ? undefined : { ...target, ...rest };
}

type Times = Pick<OtlpConfig, 'exportIntervalMillis' | 'exportTimeoutMillis'>;

function loadTimes(settings: Settings, options: OtlpOptions): Times {
  const { exportIntervalMillis: interval, exportTimeoutMillis: timeout } = options;
  const exportIntervalMillis = time(
    settings,
    ['otlp.exportIntervalMillis', interval, 'OTEL_METRIC_EXPORT_INTERVAL'],
    DEFAULT_INTERVAL_MS,
  );
  const exportTimeoutMillis = time(
    settings,
    ['otlp.exportTimeoutMillis', timeout, 'OTEL_METRIC_EXPORT_TIMEOUT'],
    DEFAULT_TIMEOUT_MS,
  );
  return { exportIntervalMillis, exportTimeoutMillis };
}

function time(
  settings: Settings,
  [option, value, variable]: [string, unknown, VariableName],
  fallback: number,
): number {
  const setting = settings.find(option, value, variable);
  return valueOr(settings, setting, milliseconds, fallback, `${fallback} ms is used`);
}

function loadTemporality(
  settings: Settings,
  { temporality }: OtlpOptions,
): OtlpConfig['temporality'] {
  const setting = settings.find(
    'otlp.temporality',
    temporality,
    'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE',
  );
  const expected = oneOf(TEMPORALITIES);
  const chosen = valueOr(settings, setting, expected, 'cumulative', 'cumulative is used');
  if (chosen !== 'cumulative') {
    const dropped = 'Prometheus drops what is not cumulative, without telling the bot';
    settings.problem(setting?.name ?? '', `asks for ${chosen} values`, dropped);
  }
  return chosen;
}

function loadHistograms(settings: Settings, { histograms }: OtlpOptions): OtlpConfig['histograms'] {
  const setting = settings.find(
    'otlp.histograms',
    histograms,
    'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION',
  );
  const [explicit] = HISTOGRAM_AGGREGATIONS;
  const expected = oneOf(HISTOGRAM_AGGREGATIONS);
  const chosen = valueOr(settings, setting, expected, explicit, `${explicit} is used`);
  if (chosen !== explicit) {
    const costs =
      'the endpoint shows these in one bucket, and a Prometheus without native histograms refuses the push';
    settings.problem(setting?.name ?? '', 'asks for exponential histograms', costs);
  }
  return chosen;
}
