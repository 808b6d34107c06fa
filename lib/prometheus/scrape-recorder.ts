import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import type { SharedCounter, SharedHistogram } from '../meter/instruments.js';
import type { BoundGauge } from '../meter/series/recording.js';
import type { SharedMeter } from '../meter/shared-meter.js';
import { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { METER_NAME } from '../metrics/catalogue.js';
import type {
  AuthFailureCause,
  ScrapeCode,
  ScrapeErrorCause,
} from '../metrics/endpoint-metrics.js';
import {
  AUTH_FAILURE_CAUSES,
  ENDPOINT_METRICS,
  SCRAPE_CODES,
  SCRAPE_ERROR_CAUSES,
} from '../metrics/endpoint-metrics.js';
import type { MetricDefinition } from '../metrics/metric-definition.js';
import { VERSION } from '../version.js';

/**
 * Measures one endpoint. As a rule it has a meter provider of its own, because an exporter serves any
 * provider and none of them can be asked for a meter; `producer` adds what was measured to what a
 * reader collects.
 */
export class ScrapeRecorder {
  readonly producer: MetricProducer;
  readonly #requests: SharedCounter;
  readonly #errors: SharedCounter;
  readonly #authFailures: SharedCounter;
  readonly #duration: SharedHistogram;
  readonly #size: SharedHistogram;
  readonly #inFlightGauge: BoundGauge;
  #inFlight = 0;

  constructor(provider: SharedMeterProvider = new SharedMeterProvider()) {
    this.producer = provider.producer();
    const meter = provider.getMeter(METER_NAME, VERSION);
    this.#requests = counter(meter, ENDPOINT_METRICS.requests);
    this.#errors = counter(meter, ENDPOINT_METRICS.errors);
    this.#authFailures = counter(meter, ENDPOINT_METRICS.authFailures);
    this.#duration = histogram(meter, ENDPOINT_METRICS.duration);
    this.#size = histogram(meter, ENDPOINT_METRICS.size);
    const { name, unit, description } = ENDPOINT_METRICS.inFlight;
    this.#inFlightGauge = meter.createGauge(name, { unit, description }).bind();
    this.#startAtZero();
  }

  /** How many scrapes are being answered. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Notes that a scrape began; what is returned is called once, when it has ended. */
  begin(): () => void {
    this.#count(1);
    return () => this.#count(-1);
  }

  answered(code: ScrapeCode): void {
    this.#requests.add(1, { code: String(code) });
  }

  served(seconds: number, bytes: number): void {
    this.#duration.record(seconds);
    this.#size.record(bytes);
  }

  failed(cause: ScrapeErrorCause): void {
    this.#errors.add(1, { cause });
  }

  refused(cause: AuthFailureCause): void {
    this.#authFailures.add(1, { cause });
  }

  #count(change: number): void {
    this.#inFlight += change;
    this.#inFlightGauge.record(this.#inFlight);
  }

  /** So that rate() and alerts see a zero before the first of each kind. */
  #startAtZero(): void {
    this.#count(0);
    for (const code of SCRAPE_CODES) this.#requests.add(0, { code: String(code) });
    for (const cause of SCRAPE_ERROR_CAUSES) this.#errors.add(0, { cause });
    for (const cause of AUTH_FAILURE_CAUSES) this.#authFailures.add(0, { cause });
  }
}

function counter(meter: SharedMeter, definition: MetricDefinition): SharedCounter {
  const { name, unit, description } = definition;
  return meter.createCounter(name, { unit, description });
}

function histogram(meter: SharedMeter, definition: MetricDefinition): SharedHistogram {
  const { name, unit, description, boundaries } = definition;
  const advice = { explicitBucketBoundaries: [...boundaries] };
  return meter.createHistogram(name, { unit, description, advice });
}
