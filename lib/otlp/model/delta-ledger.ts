import type { Attributes, HrTime } from '@opentelemetry/api';
import type { PointValue } from '../../meter/aggregation/aggregation.js';
import type { CollectedPoint } from './metric-source.js';
import { subtract } from './subtract.js';

/** What a collector was told of a series last. */
interface Told {
  readonly value: PointValue;
  readonly time: HrTime;
}

/**
 * What a collector that wants differences has taken, series by series. A push that fails is not
 * entered, so that the next one carries its values as well: nothing is lost, and nothing has to be kept
 * for it but the last values that arrived. There are as many of them as there are series.
 */
export class DeltaLedger {
  readonly #told = new Map<string, Told>();
  #pending = new Map<string, Told>();

  /**
   * What there is to be told of a series since it was told last; undefined for nothing.
   * @param metric a key of the metric that the series belongs to
   * @param isMonotonic whether its values never fall, unless what is observed began anew
   */
  difference(
    metric: string,
    point: CollectedPoint,
    isMonotonic: boolean,
  ): CollectedPoint | undefined {
    const key = metric + keyOf(point.attributes);
    const before = this.#told.get(key);
    // Before the first difference there is none to take; a zero that was recorded is told too.
    const isBeginning = before === undefined || (isMonotonic && point.value < before.value);
    const value = isBeginning ? point.value : subtract(point.value, before.value);
    if (value === undefined) return undefined;
    this.#pending.set(key, { value: copyOf(point.value), time: point.endTime });
    return { ...point, value, startTime: before?.time ?? point.startTime };
  }

  /** The last push has arrived. */
  commit(): void {
    for (const [key, told] of this.#pending) this.#told.set(key, told);
    this.#pending = new Map();
  }

  /** The last push has not arrived. */
  rollback(): void {
    this.#pending = new Map();
  }
}

function keyOf(attributes: Attributes): string {
  return JSON.stringify(
    Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** What is collected on this thread may be counted on in its place. */
function copyOf(value: PointValue): PointValue {
  return typeof value === 'number' ? value : structuredClone(value);
}
