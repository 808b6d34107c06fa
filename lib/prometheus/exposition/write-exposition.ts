import type { Attributes } from '@opentelemetry/api';
import type { ScopeMetrics } from '@opentelemetry/sdk-metrics';
import type { StreamState } from '../../meter/reading/stream-state.js';
import type { ExpositionRequest } from './exposition.js';
import { familiesOf, isNamed } from './families.js';
import type { FamilySource } from './family.js';
import { sourceOf, streamSource } from './family.js';
import { LabelText } from './label-text.js';
import { OPEN_METRICS } from './open-metrics.js';
import { givePieceBack, takePiece } from './piece-pool.js';
import { PROMETHEUS_TEXT } from './prometheus-text.js';
import { braced } from './series-writer.js';
import { targetAttributes } from './target-attributes.js';
import { TextBytes } from './text-bytes.js';
import { writeFamily } from './write-family.js';

const TARGET_NAMES = ['target', 'target_info'];

export interface WritingOptions {
  /** Writes when each counter and histogram began, where the format has a place for it. */
  readonly created: boolean;
}

/** What there is to write. */
export interface Exposed {
  readonly resource: { readonly attributes: Attributes };
  /** What lies in shared memory; it is read while it is written, and stands first. */
  readonly streams?: Iterable<StreamState>;
  /** What was collected. */
  readonly scopeMetrics: readonly ScopeMetrics[];
}

/**
 * Writes what was collected, and what lies in shared memory. Whoever asks for the pieces can rest
 * between any two of them: of what was collected a piece is the heading of a family or the whole of
 * a series, of what lies in memory a tenth of a millisecond's work.
 */
export function* writeExposition(
  exposed: Exposed,
  { format: asked, names }: ExpositionRequest,
  options: WritingOptions,
): Generator<string | Buffer, void, undefined> {
  const isOpenMetrics = asked.startsWith('openmetrics');
  const format = isOpenMetrics ? OPEN_METRICS : PROMETHEUS_TEXT;
  if (names === undefined || TARGET_NAMES.some((name) => names.has(name))) {
    const labels = new LabelText(false).write(targetAttributes(exposed.resource.attributes));
    yield `${format.target.header}target_info${braced(labels)} 1\n`;
  }
  const out = new TextBytes(takePiece());
  const context = { format, hasCreated: options.created && isOpenMetrics, out };
  for (const family of familiesOf(sourcesOf(exposed), format)) {
    if (isNamed(family, names)) yield* writeFamily(family, context);
  }
  const rest = out.take(Buffer.alloc(0));
  if (rest.length > 0) yield rest;
  else givePieceBack(rest);
  if (format.end !== '') yield format.end;
}

function* sourcesOf({ streams = [], scopeMetrics }: Exposed): Generator<FamilySource> {
  for (const stream of streams) {
    if (stream.hasData()) yield streamSource(stream);
  }
  for (const { metrics, scope } of scopeMetrics) {
    for (const data of metrics) yield sourceOf(data, scope.name);
  }
}
