import type { MetricOptions } from '@opentelemetry/api';
import { ValueType } from '@opentelemetry/api';
import type { InstrumentType, ViewOptions } from '@opentelemetry/sdk-metrics';
import { neverThrow } from '../diagnostics/never-throw.js';
import { reportOnce } from '../diagnostics/report.js';
import type { InstrumentParts } from './instruments.js';
import { SharedCounter, SharedGauge, SharedHistogram } from './instruments.js';
import type { RecordingStream } from './recording-stream.js';
import { INSTRUMENT } from './sdk-constants.js';
import type { ValueRules } from './series/recording.js';
import type { Scope, StreamRegistry } from './stream-registry.js';
import { aggregationOf } from './views/aggregation-of.js';
import { viewsFor } from './views/view-matcher.js';

/** Options of an instrument of a {@link SharedMeter}. */
export interface SharedMetricOptions extends MetricOptions {
  /** Is given what the instrument does not take. Default: one line through `diag`, the first time. */
  onRefused?: (value: number) => void;
}

/** What a meter is made of. */
export interface SharedMeterParts {
  readonly scope: Scope;
  readonly views: readonly ViewOptions[];
  readonly registry: StreamRegistry;
  readonly beforeCollection: (refresh: () => void) => () => void;
}

const SMALLEST = -Number.MAX_VALUE;

/** Makes instruments whose values lie in shared memory, as the views of its provider have it. */
export class SharedMeter {
  readonly #scope: Scope;
  readonly #views: readonly ViewOptions[];
  readonly #registry: StreamRegistry;

  /** Runs `refresh` before each collection; what is returned stops that. */
  readonly beforeCollection: (refresh: () => void) => () => void;

  constructor({ scope, views, registry, beforeCollection }: SharedMeterParts) {
    this.beforeCollection = beforeCollection;
    this.#scope = scope;
    this.#views = views;
    this.#registry = registry;
  }

  createCounter(name: string, options: SharedMetricOptions = {}): SharedCounter {
    return new SharedCounter(this.#parts(name, INSTRUMENT.COUNTER, options));
  }

  createHistogram(name: string, options: SharedMetricOptions = {}): SharedHistogram {
    return new SharedHistogram(this.#parts(name, INSTRUMENT.HISTOGRAM, options));
  }

  createGauge(name: string, options: SharedMetricOptions = {}): SharedGauge {
    return new SharedGauge(this.#parts(name, INSTRUMENT.GAUGE, options));
  }

  #parts(name: string, type: InstrumentType, options: SharedMetricOptions): InstrumentParts {
    const rules = rulesOf(name, type, options);
    return {
      streams: this.#streams(name, type, options, rules),
      rules,
      isInteger: options.valueType === ValueType.INT,
    };
  }

  #streams(
    name: string,
    type: InstrumentType,
    options: SharedMetricOptions,
    rules: ValueRules,
  ): RecordingStream[] {
    const { unit = '', description = '', valueType = ValueType.DOUBLE, advice = {} } = options;
    const { name: meterName, version: meterVersion, schemaUrl: meterSchemaUrl } = this.#scope;
    const selectable = { name, unit, type, meterName, meterVersion, meterSchemaUrl };
    const views = viewsFor(this.#views, selectable);
    const streams: RecordingStream[] = [];
    for (const view of views.length === 0 ? [{} as ViewOptions] : views) {
      const aggregation = aggregationOf(view.aggregation, type, advice);
      if (aggregation === undefined) continue;
      const stream = this.#registry.stream({
        scope: this.#scope,
        name: view.name ?? name,
        description: view.description ?? description,
        ...{ unit, type, valueType, advice, aggregation, rules },
        processors: view.attributesProcessors ?? [],
        limit: view.aggregationCardinalityLimit,
      });
      if (!streams.includes(stream)) streams.push(stream);
    }
    return streams;
  }
}

function rulesOf(name: string, type: InstrumentType, options: SharedMetricOptions): ValueRules {
  const { onRefused } = options;
  const line = `a value that ${name} cannot take was dropped`;
  const refuse = onRefused ?? (() => reportOnce(`meter:refused:${name}`, line));
  return {
    floor: type === INSTRUMENT.GAUGE ? SMALLEST : 0,
    refuse: (value) => neverThrow('telling of a refused value', () => refuse(value)),
  };
}
