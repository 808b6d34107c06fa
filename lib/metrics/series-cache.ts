import type { Attributes, AttributeValue } from '@opentelemetry/api';
import { labelsOf } from './attributes.js';
import { CARDINALITY_LIMIT } from './catalogue.js';
import type { MetricDefinition } from './metric-definition.js';

/** A label may be left out or be told as `unknown`, so that a series can be known by several names. */
const MOST_ENTRIES = 2 * CARDINALITY_LIMIT;

/** The labels of what a cache keeps, where it knows them itself; they never change. */
function attributesOf(series: { readonly attributes?: Attributes }): Attributes | undefined {
  return series.attributes;
}

/**
 * Finds what belongs to a set of labels by the values of a metric's declared labels, one after the
 * other: no key is built, nothing is sorted, and two sets can never be taken for each other. A series
 * lies behind the first value that it shares with no other; the rest is compared with its own labels.
 * What callers pass is cleaned once; what is not clean, or comes when the cache is full, is cleaned
 * each time, so that rubbish cannot fill it.
 */
export class SeriesCache<Series extends object> {
  readonly #definition: MetricDefinition;
  readonly #create: (labels: Attributes) => Series;
  readonly #keys: readonly string[];
  readonly #root = new Level<Series>();
  #count = 0;

  /** @param create makes what belongs to clean labels; it may be asked for the same ones again */
  constructor(definition: MetricDefinition, create: (labels: Attributes) => Series) {
    this.#definition = definition;
    this.#create = create;
    this.#keys = [...definition.labels, ...definition.optionalLabels];
  }

  /** What belongs to the labels in `attributes`, whatever else is in there. */
  get(attributes: Attributes | undefined): Series {
    return this.find(attributes) ?? this.add(attributes);
  }

  /** The same where it is kept already. */
  find(attributes: Attributes | undefined): Series | undefined {
    const keys = this.#keys;
    let level = this.#root;
    for (let index = 0; index < keys.length; index += 1) {
      const found = level.get(attributes?.[keys[index] as string]);
      if (!(found instanceof Level)) {
        return found !== undefined && this.#agrees(found, attributes, index + 1)
          ? found
          : undefined;
      }
      level = found;
    }
    // A metric without labels has one series, which lies below no value.
    return level.get(undefined) as Series | undefined;
  }

  /** Makes what belongs to the labels in `attributes`, and keeps it where it can. */
  add(attributes: Attributes | undefined): Series {
    const values = this.#keys.map((key) => attributes?.[key]);
    const labels = labelsOf(this.#definition, attributes);
    const isClean = values.every(
      (value, index) => value === undefined || value === labels[this.#keys[index] ?? ''],
    );
    const series = this.#create(labels);
    if (isClean && this.#count < MOST_ENTRIES) this.#keep(values, series);
    return series;
  }

  /** Whether the labels from `start` on are those of the series itself. */
  #agrees(series: Series, attributes: Attributes | undefined, start: number): boolean {
    const own = attributesOf(series);
    for (let index = start; index < this.#keys.length; index += 1) {
      const key = this.#keys[index] as string;
      if (attributes?.[key] !== own?.[key]) return false;
    }
    return true;
  }

  #keep(values: readonly Value[], series: Series): void {
    this.#count += 1;
    const last = Math.max(0, this.#keys.length - 1);
    let level = this.#root;
    for (let index = 0; index < last; index += 1) {
      const value = values[index];
      const next = level.get(value);
      if (next === undefined && this.#isKnownBy(series, values, index + 1)) {
        level.set(value, series);
        return;
      }
      level = next instanceof Level ? next : this.#deepen(level, value, index + 1, next);
    }
    level.set(values[last], series);
  }

  #isKnownBy(series: Series, values: readonly Value[], start: number): boolean {
    const own = attributesOf(series);
    const keys = this.#keys.slice(start);
    return own !== undefined && keys.every((key, at) => own[key] === values[start + at]);
  }

  /** A series that was alone behind `value` is no longer: it moves behind its next value. */
  #deepen(level: Level<Series>, value: Value, index: number, alone: Series | undefined) {
    const below = new Level<Series>();
    if (alone !== undefined) {
      below.set(attributesOf(alone)?.[this.#keys[index] as string], alone);
    }
    level.set(value, below);
    return below;
  }
}

type Value = AttributeValue | undefined;

/** Stands where a value would, once there are several. */
const SEVERAL = Symbol('several values');

type Next<Series extends object> = Level<Series> | Series;

/** The values of one label; where there is one only, a map would be several times as large. */
class Level<Series extends object> {
  #value: Value | typeof SEVERAL;
  #next: Next<Series> | Map<Value, Next<Series>> | undefined;

  get(value: Value): Next<Series> | undefined {
    if (this.#value === SEVERAL) return (this.#next as Map<Value, Next<Series>>).get(value);
    return value === this.#value ? (this.#next as Next<Series> | undefined) : undefined;
  }

  set(value: Value, next: Next<Series>): void {
    if (this.#value === SEVERAL) {
      (this.#next as Map<Value, Next<Series>>).set(value, next);
    } else if (this.#next === undefined || this.#value === value) {
      this.#value = value;
      this.#next = next;
    } else {
      const first = [this.#value, this.#next as Next<Series>] as const;
      this.#value = SEVERAL;
      this.#next = new Map([first, [value, next]]);
    }
  }
}
