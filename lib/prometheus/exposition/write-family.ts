import type { HrTime } from '@opentelemetry/api';
import type { DataPoint } from '@opentelemetry/sdk-metrics';
import { reportOnce } from '../../diagnostics/report.js';
import { exemplarsOf } from '../../meter/exemplars/exemplar.js';
import { StreamReader } from '../../meter/reading/stream-reader.js';
import { DATA_POINT, TEMPORALITY } from '../../meter/sdk-constants.js';
import { escapeLabelValue } from './escaping.js';
import type { CollectedSource, Family, FamilySource } from './family.js';
import { sourceOf } from './family.js';
import { exponentialWriter, histogramWriter } from './histogram.js';
import { LabelText } from './label-text.js';
import { takePiece } from './piece-pool.js';
import type { SeriesContext, SeriesWriter } from './series-writer.js';
import { counterWriter, gaugeWriter } from './single-value.js';
import { streamText } from './stream-text.js';
import type { TextBytes } from './text-bytes.js';

/** No format shows when something was read. */
const NEVER: HrTime = [0, 0];

/** How a family is written. */
export interface FamilyContext extends Pick<SeriesContext, 'format' | 'hasCreated'> {
  /** What lies in shared memory is written here, to be handed over when it is worth it. */
  readonly out: TextBytes;
}

/** What a family remembers of the series that it has written. */
interface Written {
  readonly family: string;
  readonly labels: LabelText;
  /** The labels of all of them, from when two series may have the same. */
  seen: Set<string> | undefined;
  /** The scope of what is being written, where it is not the first. */
  scope: string | undefined;
}

/** The heading of a family, then its series. */
export function* writeFamily(
  family: Family,
  context: FamilyContext,
): Generator<string | Buffer, void, undefined> {
  const { out, format } = context;
  const [only] = family.sources;
  if (only !== undefined && family.sources.length === 1 && 'stream' in only) {
    const text = streamText(only.stream);
    if (text.isUsable()) {
      out.text(format.header(family));
      return yield* text.write({ ...context, name: family.name });
    }
  }
  if (out.length > 0) yield out.take(takePiece());
  yield format.header(family);
  yield* writeCollected(family, context);
}

/** The series of a family that was collected, one a piece. */
function* writeCollected(
  family: Family,
  { format, hasCreated }: FamilyContext,
): Generator<string, void, undefined> {
  const labels = new LabelText(family.kind === 'histogram', family.sources.length > 1);
  const written: Written = { family: family.name, labels, seen: undefined, scope: undefined };
  for (const [index, source] of family.sources.entries()) {
    written.scope = index === 0 ? undefined : source.scope;
    const collected = collectedOf(source);
    if (collected === undefined) continue;
    const exemplars = exemplarsOf(collected.data.descriptor);
    yield* writeSource(collected, { name: family.name, exemplars, format, hasCreated }, written);
  }
}

/** Where several instruments make one family, or labels are ambiguous, series have to be compared. */
function collectedOf(source: FamilySource): CollectedSource | undefined {
  if (!('stream' in source)) return source;
  const data = new StreamReader(source.stream, () => TEMPORALITY.CUMULATIVE).read(NEVER);
  return data === undefined ? undefined : sourceOf(data, source.scope);
}

function writeSource({ kind, data }: CollectedSource, context: SeriesContext, written: Written) {
  switch (data.dataPointType) {
    case DATA_POINT.HISTOGRAM:
      return writeSeries(data.dataPoints, histogramWriter(context), written);
    case DATA_POINT.EXPONENTIAL_HISTOGRAM:
      return writeSeries(data.dataPoints, exponentialWriter(context), written);
    default: {
      const writer = kind === 'counter' ? counterWriter(context) : gaugeWriter(context);
      return writeSeries(data.dataPoints, writer, written);
    }
  }
}

function* writeSeries<Value>(
  points: readonly DataPoint<Value>[],
  write: SeriesWriter<Value>,
  written: Written,
): Generator<string, void, undefined> {
  let count = 0;
  for (const point of points) {
    let labels = written.labels.write(point.attributes);
    if (written.labels.isAmbiguous) {
      written.seen ??= yield* recall(points, count, written.labels);
      if (written.seen.has(labels)) labels = scoped(labels, written.scope);
      if (written.seen.has(labels)) {
        reportDouble(written.family);
        continue;
      }
      written.seen.add(labels);
    }
    count += 1;
    yield write(point, labels);
  }
}

/** Nothing was kept of earlier series; this gathers it, with an empty piece for each, to rest at. */
function* recall(
  points: readonly DataPoint<unknown>[],
  count: number,
  labels: LabelText,
): Generator<string, Set<string>, undefined> {
  const seen = new Set<string>();
  let left = count;
  for (const { attributes } of points) {
    if (left === 0) break;
    left -= 1;
    seen.add(labels.write(attributes));
    yield '';
  }
  return seen;
}

/** Two scopes that count the same thing are told apart as in OpenTelemetry's specification. */
function scoped(labels: string, scope: string | undefined): string {
  if (scope === undefined) return labels;
  return `${labels}${labels === '' ? '' : ','}otel_scope_name="${escapeLabelValue(scope)}"`;
}

function reportDouble(family: string): void {
  reportOnce(
    `exposition:double:${family}`,
    `${family} has several series whose labels are the same to Prometheus; the first of each scope is served`,
  );
}
