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
import type { SharedMeter } from '../meter/shared-meter.js';
import { CATALOGUE, METRIC_KEYS } from './catalogue.js';
import type { MetricKind } from './metric-definition.js';

/**
 * The meter `genesis-otel` as everybody sees it: the catalogue's instruments lie in shared memory,
 * all others are those of the SDK.
 */
export class CatalogueMeter implements Meter {
  /** Where the catalogue's instruments are made. */
  readonly shared: SharedMeter;
  readonly #sdk: Meter;

  constructor(shared: SharedMeter, sdk: Meter) {
    this.shared = shared;
    this.#sdk = sdk;
  }

  createCounter(name: string, options?: MetricOptions): Counter {
    return this.#home(name, 'counter').createCounter(name, options);
  }

  createHistogram(name: string, options?: MetricOptions): Histogram {
    return this.#home(name, 'histogram').createHistogram(name, options);
  }

  createGauge(name: string, options?: MetricOptions): Gauge {
    return this.#home(name, 'gauge').createGauge(name, options);
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

  #home(name: string, kind: MetricKind): Meter | SharedMeter {
    const isOurs = METRIC_KEYS.some(
      (key) => CATALOGUE[key].name === name && CATALOGUE[key].kind === kind,
    );
    return isOurs ? this.shared : this.#sdk;
  }
}
