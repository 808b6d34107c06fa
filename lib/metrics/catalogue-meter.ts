import type {
  BatchObservableCallback,
  Counter,
  Gauge,
  Histogram,
  Meter,
  MetricOptions,
  Observable,
  ObservableCounter,
  ObservableGauge,
  ObservableUpDownCounter,
  UpDownCounter,
} from '@opentelemetry/api';
import { CATALOGUE, METRIC_KEYS } from './catalogue.js';
import type { CatalogueHome, InstrumentSet } from './instruments.js';
import type { MetricDefinition, MetricKind } from './metric-definition.js';

/**
 * The meter `genesis-otel` as everybody sees it: the instruments of the catalogue are there already,
 * with the unit, description and labels that the catalogue gives them; all others are the SDK's.
 */
export class CatalogueMeter implements CatalogueHome {
  readonly instrumentSet: InstrumentSet;
  readonly #sdk: Meter;

  constructor(instrumentSet: InstrumentSet, sdk: Meter) {
    this.instrumentSet = instrumentSet;
    this.#sdk = sdk;
  }

  createCounter(name: string, options?: MetricOptions): Counter {
    return (this.#find(name, 'counter') as Counter) ?? this.#sdk.createCounter(name, options);
  }

  createHistogram(name: string, options?: MetricOptions): Histogram {
    return (this.#find(name, 'histogram') as Histogram) ?? this.#sdk.createHistogram(name, options);
  }

  createGauge(name: string, options?: MetricOptions): Gauge {
    return (this.#find(name, 'gauge') as Gauge) ?? this.#sdk.createGauge(name, options);
  }

  createUpDownCounter(name: string, options?: MetricOptions): UpDownCounter {
    return this.#sdk.createUpDownCounter(name, options);
  }

  createObservableGauge(name: string, options?: MetricOptions): ObservableGauge {
    return this.#sdk.createObservableGauge(name, options);
  }

  createObservableCounter(name: string, options?: MetricOptions): ObservableCounter {
    return this.#sdk.createObservableCounter(name, options);
  }

  createObservableUpDownCounter(name: string, options?: MetricOptions): ObservableUpDownCounter {
    return this.#sdk.createObservableUpDownCounter(name, options);
  }

  addBatchObservableCallback(callback: BatchObservableCallback, observables: Observable[]): void {
    this.#sdk.addBatchObservableCallback(callback, observables);
  }

  removeBatchObservableCallback(
    callback: BatchObservableCallback,
    observables: Observable[],
  ): void {
    this.#sdk.removeBatchObservableCallback(callback, observables);
  }

  #find(name: string, kind: MetricKind): Counter | Histogram | Gauge | undefined {
    const key = METRIC_KEYS.find((candidate) => isCalled(CATALOGUE[candidate], name, kind));
    return key && this.instrumentSet.instruments[key];
  }
}

/** Names of instruments differ in more than upper and lower case. */
function isCalled(definition: MetricDefinition, name: string, kind: MetricKind): boolean {
  return definition.kind === kind && definition.name === name.toLowerCase();
}
