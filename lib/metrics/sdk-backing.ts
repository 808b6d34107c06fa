import type { Attributes, Context, Meter } from '@opentelemetry/api';
import { seriesKey } from './attributes.js';
import type { Backing, BoundMeasure, GaugeBacking } from './backing.js';
import type { DropCounter } from './drop-counter.js';
import { isFiniteNumber } from './drop-counter.js';
import { keepExemplars } from './exemplars.js';
import type { MetricDefinition } from './metric-definition.js';
import { recordOnce } from './record-once.js';
import { SeriesLimiter } from './series-limiter.js';

type Write = (value: number, labels: Attributes, context?: Context) => void;

/** A counter of any meter provider. */
export function counterOn(meter: Meter, definition: MetricDefinition, drops: DropCounter): Backing {
  const { name, unit, description } = definition;
  // Empty, but its own: the exemplars are found by it.
  const advice = {};
  const counter = recordOnce(meter.createCounter(name, { unit, description, advice }));
  const exemplars = keepExemplars(advice, definition);
  return new SdkBacking(definition, drops, (value, labels, context) => {
    counter.add(value, labels, context);
    // A zero makes a series, it is no example of what the series counts.
    if (value > 0) exemplars.note(value, labels, context);
  });
}

/** A histogram of any meter provider. */
export function histogramOn(
  meter: Meter,
  definition: MetricDefinition,
  drops: DropCounter,
): Backing {
  const { name, unit, description, boundaries } = definition;
  const advice = { explicitBucketBoundaries: [...boundaries] };
  const histogram = recordOnce(meter.createHistogram(name, { unit, description, advice }));
  const exemplars = keepExemplars(advice, definition);
  return new SdkBacking(definition, drops, (value, labels, context) => {
    histogram.record(value, labels, context);
    exemplars.note(value, labels, context);
  });
}

class SdkBacking implements Backing {
  readonly #definition: MetricDefinition;
  readonly #drops: DropCounter;
  readonly #limiter: SeriesLimiter;
  readonly #write: Write;

  constructor(definition: MetricDefinition, drops: DropCounter, write: Write) {
    this.#definition = definition;
    this.#drops = drops;
    this.#limiter = new SeriesLimiter(definition);
    this.#write = write;
  }

  bind(labels: Attributes): BoundMeasure {
    const { name } = this.#definition;
    return {
      record: (value, context) => {
        if (!isFiniteNumber(value)) return this.#drops.drop(name, 'not_finite');
        if (value < 0) return this.#drops.drop(name, 'negative');
        this.#write(value, this.#limiter.admit(labels), context);
      },
    };
  }
}

interface GaugeValue {
  readonly labels: Attributes;
  readonly value: number;
}

/**
 * A gauge of any meter provider, which is published when it is collected: the SDK's own synchronous
 * gauge exports its last value for ever, and no series of it can end.
 */
export class ObservedGaugeBacking implements GaugeBacking {
  readonly #definition: MetricDefinition;
  readonly #drops: DropCounter;
  readonly #limiter: SeriesLimiter;
  readonly #series = new Map<string, GaugeValue>();
  readonly #refreshers = new Set<() => void>();

  constructor(meter: Meter, definition: MetricDefinition, drops: DropCounter) {
    this.#definition = definition;
    this.#drops = drops;
    this.#limiter = new SeriesLimiter(definition);
    const { name, unit, description } = definition;
    meter.createObservableGauge(name, { unit, description }).addCallback((result) => {
      for (const refresh of this.#refreshers) refresh();
      for (const { labels, value } of this.#series.values()) result.observe(value, labels);
    });
  }

  bind(labels: Attributes): BoundMeasure {
    return {
      record: (value) => {
        if (!isFiniteNumber(value)) return this.#drops.drop(this.#definition.name, 'not_finite');
        const admitted = this.#limiter.admit(labels);
        this.#series.set(seriesKey(this.#definition, admitted), { labels: admitted, value });
      },
    };
  }

  remove(labels: Attributes): void {
    this.#series.delete(seriesKey(this.#definition, labels));
  }

  beforeCollection(refresh: () => void): () => void {
    this.#refreshers.add(refresh);
    return () => this.#refreshers.delete(refresh);
  }
}
