import type { SeriesState } from '../../meter/reading/series-state.js';
import type { StreamState } from '../../meter/reading/stream-state.js';
import { LabelText } from './label-text.js';
import { FULL_PIECE_BYTES, takePiece } from './piece-pool.js';
import { streamExponentialWriter } from './stream-exponential.js';
import { streamHistogramWriter } from './stream-histogram.js';
import { streamNumberWriter } from './stream-number.js';
import type { StreamContext, StreamWriter } from './stream-writer.js';
import { TextBytes, TextRange } from './text-bytes.js';

const FIRST_LABEL_BYTES = 512;

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
  /** The labels of all series, one behind the other. */
  readonly #bytes = new TextBytes(Buffer.allocUnsafeSlow(FIRST_LABEL_BYTES));
  /** Where those of each series end. */
  readonly #ends: number[] = [];

  constructor(stream: StreamState) {
    this.#stream = stream;
    this.#labels = new LabelText(isHistogram(stream));
  }

  /** Whether no two of the series can have the same labels, so that they need not be compared. */
  isUsable(): boolean {
    const { series } = this.#stream;
    if (this.#labels.isAmbiguous) return false;
    for (let index = this.#ends.length; index < series.length; index += 1) {
      this.#bytes.text(this.#labels.write((series[index] as SeriesState).attributes));
      this.#ends.push(this.#bytes.length);
    }
    return !this.#labels.isAmbiguous;
  }

  /**
   * Writes all series that were there when {@link StreamText.isUsable} was asked, and hands over
   * what is written whenever it is worth sending.
   */
  *write(how: Omit<StreamContext, 'stream'>): Generator<Buffer, void, undefined> {
    const { aggregation, scratch, series: all } = this.#stream;
    const { out } = how;
    const write = writerOf({ ...how, stream: this.#stream });
    const labels = new TextRange(this.#bytes);
    const count = this.#ends.length;
    for (let index = 0; index < count; index += 1) {
      const series = all[index] as SeriesState;
      labels.moveTo(this.#ends[index] as number);
      const total = series.total(aggregation, scratch);
      if (!aggregation.isRecorded(total.cells, total.offset)) continue;
      write(series, total, labels);
      if (out.length >= FULL_PIECE_BYTES) yield out.take(takePiece());
    }
  }
}

function isHistogram({ description }: StreamState): boolean {
  const { kind } = description.aggregation;
  return kind === 'explicit_histogram' || kind === 'exponential_histogram';
}

function writerOf(context: StreamContext): StreamWriter {
  switch (context.stream.description.aggregation.kind) {
    case 'explicit_histogram':
      return streamHistogramWriter(context);
    case 'exponential_histogram':
      return streamExponentialWriter(context);
    default:
      return streamNumberWriter(context);
  }
}
