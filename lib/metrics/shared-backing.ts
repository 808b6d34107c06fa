import type { Attributes } from '@opentelemetry/api';
import type { SharedCounter, SharedGauge, SharedHistogram } from '../meter/instruments.js';
import type { SharedMeter, SharedMetricOptions } from '../meter/shared-meter.js';
import type { Backing, BoundMeasure, GaugeBacking } from './backing.js';
import { CARDINALITY_LIMIT } from './catalogue.js';
import type { DropCounter } from './drop-counter.js';
import { isFiniteNumber } from './drop-counter.js';
import type { MetricDefinition } from './metric-definition.js';
import { OverflowWarning } from './overflow-warning.js';

/** A counter in shared memory. */
export function sharedCounter(
  meter: SharedMeter,
  definition: MetricDefinition,
  drops: DropCounter,
): Backing {
  const counter = meter.createCounter(definition.name, optionsOf(definition, drops));
  return new SharedBacking(counter, definition);
}

/** A histogram in shared memory. */
export function sharedHistogram(
  meter: SharedMeter,
  definition: MetricDefinition,
  drops: DropCounter,
): Backing {
  const advice = { explicitBucketBoundaries: [...definition.boundaries] };
  const options = { ...optionsOf(definition, drops), advice };
  return new SharedBacking(meter.createHistogram(definition.name, options), definition);
}

/** A gauge in shared memory. */
export function sharedGauge(
  meter: SharedMeter,
  definition: MetricDefinition,
  drops: DropCounter,
): GaugeBacking {
  const gauge = meter.createGauge(definition.name, optionsOf(definition, drops));
  const backing = new SharedBacking(gauge, definition);
  return {
    bind: (labels) => backing.bind(labels),
    remove: (labels) => gauge.remove(labels),
    beforeCollection: (refresh) => meter.beforeCollection(refresh),
  };
}

function optionsOf(
  { name, unit, description }: MetricDefinition,
  drops: DropCounter,
): SharedMetricOptions {
  const onRefused = (value: number): void =>
    drops.drop(name, isFiniteNumber(value) ? 'negative' : 'not_finite');
  return { unit, description, onRefused };
}

class SharedBacking implements Backing {
  readonly #instrument: SharedCounter | SharedGauge | SharedHistogram;
  readonly #warning: OverflowWarning;

  constructor(
    instrument: SharedCounter | SharedGauge | SharedHistogram,
    definition: MetricDefinition,
  ) {
    this.#instrument = instrument;
    this.#warning = new OverflowWarning(definition, CARDINALITY_LIMIT);
  }

  bind(labels: Attributes): BoundMeasure {
    const { series, isOverflow } = this.#instrument.binding(labels);
    if (isOverflow) this.#warning.say();
    return series;
  }
}
