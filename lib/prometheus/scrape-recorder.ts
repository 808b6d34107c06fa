import type { Counter, Histogram, Meter } from '@opentelemetry/api';
import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
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
import { SharedReader } from '../metrics/shared-reader.js';
import { VERSION } from '../version.js';

/**
 * Measures one endpoint. It has a meter provider of its own, because an exporter serves any
 * provider and none of them can be asked for a meter; `producer` adds what was measured to what a
 * reader collects.
 */
export class ScrapeRecorder {
  readonly producer: MetricProducer;
  readonly #requests: Counter;
  readonly #errors: Counter;
  readonly #authFailures: Counter;
  readonly #duration: Histogram;
  readonly #size: Histogram;
  #inFlight = 0;

  constructor() {
    const reader = new SharedReader();
    this.producer = reader.asProducer();
    const meter = new MeterProvider({ readers: [reader] }).getMeter(METER_NAME, VERSION);
    this.#requests = counter(meter, ENDPOINT_METRICS.requests);
    this.#errors = counter(meter, ENDPOINT_METRICS.errors);
    this.#authFailures = counter(meter, ENDPOINT_METRICS.authFailures);
    this.#duration = histogram(meter, ENDPOINT_METRICS.duration);
    this.#size = histogram(meter, ENDPOINT_METRICS.size);
    const { name, ...options } = ENDPOINT_METRICS.inFlight;
    meter.createObservableGauge(name, options).addCallback((result) => {
      result.observe(this.#inFlight);
    });
    this.#startAtZero();
  }

  /** How many scrapes are being answered. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Notes that a scrape began; what is returned is called once, when it has ended. */
  begin(): () => void {
    this.#inFlight += 1;
    return () => {
      this.#inFlight -= 1;
    };
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

  /** So that rate() and alerts see a zero before the first of each kind. */
  #startAtZero(): void {
    for (const code of SCRAPE_CODES) this.#requests.add(0, { code: String(code) });
    for (const cause of SCRAPE_ERROR_CAUSES) this.#errors.add(0, { cause });
    for (const cause of AUTH_FAILURE_CAUSES) this.#authFailures.add(0, { cause });
  }
}

function counter(meter: Meter, { name, unit, description }: MetricDefinition): Counter {
  return meter.createCounter(name, { unit, description });
}

function histogram(meter: Meter, definition: MetricDefinition): Histogram {
  const { name, unit, description, boundaries } = definition;
  const advice = { explicitBucketBoundaries: [...boundaries] };
  return meter.createHistogram(name, { unit, description, advice });
}
