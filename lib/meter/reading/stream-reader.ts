import type { HrTime } from '@opentelemetry/api';
import type {
  AggregationTemporality,
  DataPoint,
  InstrumentType,
  MetricData,
} from '@opentelemetry/sdk-metrics';
import type { PointValue, SeriesCells } from '../aggregation/aggregation.js';
import { TEMPORALITY } from '../sdk-constants.js';
import { dataPoint, metricData } from './metric-data.js';
import type { SeriesState } from './series-state.js';
import type { StreamState } from './stream-state.js';

/** Chooses the temporality for instruments of one type. */
export type SelectTemporality = (type: InstrumentType) => AggregationTemporality;

/** Reads one stream for one reader, which alone knows what it has been told before. */
export class StreamReader {
  readonly #stream: StreamState;
  readonly #temporality: AggregationTemporality;
  /** What was told of each series last time, for differences. */
  readonly #told = new Map<SeriesState, Float64Array>();
  #lastTime: HrTime | undefined;

  constructor(stream: StreamState, select: SelectTemporality) {
    this.#stream = stream;
    this.#temporality = select(stream.description.type);
  }

  /** What there is to tell; undefined for nothing. */
  read(endTime: HrTime): MetricData | undefined {
    const isDelta = this.#temporality === TEMPORALITY.DELTA;
    const points: DataPoint<PointValue>[] = [];
    for (const series of this.#stream.series) {
      const point = isDelta ? this.#delta(series, endTime) : this.#cumulative(series, endTime);
      if (point !== undefined) points.push(point);
    }
    this.#lastTime = endTime;
    return points.length === 0 ? undefined : metricData(this.#stream, points, this.#temporality);
  }

  #cumulative(series: SeriesState, endTime: HrTime): DataPoint<PointValue> | undefined {
    const { aggregation, scratch } = this.#stream;
    const total = series.total(aggregation, scratch);
    if (!aggregation.isRecorded(total.cells, total.offset)) return undefined;
    const { attributes, startTime } = series;
    return dataPoint(this.#stream, { attributes, startTime, endTime }, total);
  }

  #delta(series: SeriesState, endTime: HrTime): DataPoint<PointValue> | undefined {
    const { aggregation, scratch } = this.#stream;
    const total = series.total(aggregation, scratch);
    if (!aggregation.isRecorded(total.cells, total.offset)) return undefined;
    const now = copyOf(total, aggregation.size);
    const before = this.#told.get(series);
    this.#told.set(series, now.cells.slice());
    // Before the first difference there is none to take; a zero that was recorded is told too.
    const isNews = before === undefined || aggregation.subtract(now, { cells: before, offset: 0 });
    if (!isNews) return undefined;
    const { attributes } = series;
    const startTime = this.#startOf(series, before);
    return dataPoint(this.#stream, { attributes, startTime, endTime }, now);
  }

  #startOf({ startTime }: SeriesState, before: Float64Array | undefined): HrTime {
    return before === undefined ? startTime : (this.#lastTime ?? startTime);
  }
}

/** Other threads go on recording while a difference is taken. */
function copyOf({ cells, offset }: SeriesCells, size: number): SeriesCells {
  return { cells: cells.slice(offset, offset + size), offset: 0 };
}
