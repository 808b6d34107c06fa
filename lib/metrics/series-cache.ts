import type { Attributes } from '@opentelemetry/api';
import { labelsOf } from './attributes.js';
import { CARDINALITY_LIMIT } from './catalogue.js';
import type { MetricDefinition } from './metric-definition.js';

/** A label may be left out or be told as `unknown`, so that a series can be known by several names. */
const MOST_ENTRIES = 2 * CARDINALITY_LIMIT;

/**
 * Finds what belongs to a set of labels by the values of a metric's declared labels, one after the
 * other: no key is built, nothing is sorted, and two sets can never be taken for each other. What
 * callers pass is cleaned once; what is not clean, or comes when the cache is full, is cleaned each
 * time, so that rubbish cannot fill it.
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
    let found: Level<Series> | Series | undefined = this.#root;
    for (const key of this.#keys) {
      found = (found as Level<Series>).get(attributes?.[key]);
      if (found === undefined) return undefined;
    }
    // A metric without labels has one series, which lies below no value.
    return (found === this.#root ? this.#root.get(undefined) : found) as Series | undefined;
  }

  /** Makes what belongs to the labels in `attributes`, and keeps it where it can. */
  add(attributes: Attributes | undefined): Series {
    const values = this.#keys.map((key) => attributes?.[key]);
    const labels = labelsOf(this.#definition, attributes);
    const isClean = values.every(
      (value, index) => value === undefined || value === labels[this.#keys[index] ?? ''],
    );
    if (!isClean || this.#count >= MOST_ENTRIES) return this.#create(labels);
    return this.#keep(values, attributes);
  }

  #keep(values: readonly unknown[], attributes: Attributes | undefined): Series {
    const series = this.#create(labelsOf(this.#definition, attributes));
    this.#count += 1;
    let level = this.#root;
    for (const value of values.slice(0, -1)) level = level.below(value);
    level.set(values.at(-1), series);
    return series;
  }
}

/** Stands where a value would, once there are several. */
const SEVERAL = Symbol('several values');

type Next<Series extends object> = Level<Series> | Series;

/** The values of one label; most have one only, for which a map would be several times as large. */
class Level<Series extends object> {
  #value: unknown;
  #next: Next<Series> | Map<unknown, Next<Series>> | undefined;

  get(value: unknown): Next<Series> | undefined {
    if (this.#value === SEVERAL) return (this.#next as Map<unknown, Next<Series>>).get(value);
    return value === this.#value ? (this.#next as Next<Series> | undefined) : undefined;
  }

  below(value: unknown): Level<Series> {
    const known = this.get(value);
    if (known !== undefined) return known as Level<Series>;
    const level = new Level<Series>();
    this.set(value, level);
    return level;
  }

  set(value: unknown, next: Next<Series>): void {
    if (this.#value === SEVERAL) {
      (this.#next as Map<unknown, Next<Series>>).set(value, next);
      return;
    }
    if (this.#next === undefined) {
      this.#value = value;
      this.#next = next;
      return;
    }
    const first = [this.#value, this.#next as Next<Series>] as const;
    this.#value = SEVERAL;
    this.#next = new Map([first, [value, next]]);
  }
}
