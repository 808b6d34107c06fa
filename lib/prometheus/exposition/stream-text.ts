import type { DataPoint, ExponentialHistogram, Histogram } from '@opentelemetry/sdk-metrics';
import { exemplarsOfSeries } from '../../meter/reading/series-exemplars.js';
import type { SeriesState } from '../../meter/reading/series-state.js';
import type { StreamState } from '../../meter/reading/stream-state.js';
import { hasSum } from './family.js';
import { exponentialWriter, histogramWriter } from './histogram.js';
import { LabelText } from './label-text.js';
import { numberText } from './numbers.js';
import type { SeriesContext } from './series-writer.js';
import { braced, createdLine } from './series-writer.js';

/** Handing a piece on costs more than the few lines of a series. */
const PIECE_LENGTH = 8 * 1024;

type Pieces = Generator<string, void, undefined>;
type How = Omit<SeriesContext, 'exemplars'>;

const texts = new WeakMap<StreamState, StreamText>();

/** The text of a stream, which remembers what never changes of its series. */
export function streamText(stream: StreamState): StreamText {
  let text = texts.get(stream);
  if (text === undefined) {
    text = new StreamText(stream);
    texts.set(stream, text);
  }
  return text;
}

/**
 * Writes a stream from shared memory. The labels of a series are written once in its life; a scrape
 * puts a number behind them.
 */
export class StreamText {
  readonly #stream: StreamState;
  readonly #labels: LabelText;
  #labelled = 0;

  constructor(stream: StreamState) {
    this.#stream = stream;
    this.#labels = new LabelText(isHistogram(stream));
  }

  /** Whether no two of the series can have the same labels, so that they need not be compared. */
  isUsable(): boolean {
    this.#labelNew();
    return !this.#labels.isAmbiguous;
  }

  /** Pieces of some series each. */
  write(how: How): Pieces {
    return isHistogram(this.#stream) ? this.#histograms(how) : this.#numbers(how);
  }

  *#numbers({ name, format, hasCreated }: How): Pieces {
    const { aggregation, scratch, description } = this.#stream;
    const isCounter = description.aggregation.kind === 'sum' && description.aggregation.isMonotonic;
    let piece = '';
    const sample = isCounter ? `${name}_total` : name;
    for (const series of this.#stream.series()) {
      const { cells, offset } = series.total(aggregation, scratch);
      if (!aggregation.isRecorded(cells, offset)) continue;
      const { text, startTime } = series;
      piece += `${sample}${text} ${numberText(cells[offset] ?? 0)}`;
      if (isCounter && series.exemplars !== undefined) piece += this.#exemplar(series, format);
      piece += isCounter && hasCreated ? `\n${createdLine(name, text, startTime)}` : '\n';
      if (piece.length < PIECE_LENGTH) continue;
      yield piece;
      piece = '';
    }
    yield piece;
  }

  *#histograms(how: How): Pieces {
    const { aggregation, scratch } = this.#stream;
    const isExplicit = aggregation.description.kind === 'explicit_histogram';
    const sums = hasSum(this.#stream);
    let current: SeriesState | undefined;
    let piece = '';
    const exemplars = { of: () => exemplarsOfSeries(this.#stream, current) };
    const context = { ...how, exemplars };
    const explicit = histogramWriter(context);
    const exponential = exponentialWriter(context);
    for (current of this.#stream.series()) {
      const { cells, offset } = current.total(aggregation, scratch);
      if (!aggregation.isRecorded(cells, offset)) continue;
      const { attributes, startTime, text } = current;
      const value = aggregation.value(cells, offset, sums);
      const point = { attributes, startTime, endTime: startTime, value };
      piece += isExplicit
        ? explicit(point as DataPoint<Histogram>, text)
        : exponential(point as DataPoint<ExponentialHistogram>, text);
      if (piece.length < PIECE_LENGTH) continue;
      yield piece;
      piece = '';
    }
    yield piece;
  }

  #exemplar(series: SeriesState, format: How['format']): string {
    return format.exemplar(exemplarsOfSeries(this.#stream, series)[0]);
  }

  /** Series are never taken away, so that those without a text are the last ones. */
  #labelNew(): void {
    if (this.#labelled === this.#stream.seriesCount) return;
    for (const series of this.#stream.series()) {
      if (series.text === '') this.#label(series);
    }
    this.#labelled = this.#stream.seriesCount;
  }

  #label(series: SeriesState): void {
    const labels = this.#labels.write(series.attributes);
    series.text = isHistogram(this.#stream) ? labels : braced(labels);
  }
}

function isHistogram({ description }: StreamState): boolean {
  const { kind } = description.aggregation;
  return kind === 'explicit_histogram' || kind === 'exponential_histogram';
}
