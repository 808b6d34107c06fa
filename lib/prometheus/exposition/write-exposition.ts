import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { ExpositionRequest } from './exposition.js';
import { familiesOf, isNamed } from './families.js';
import { LabelText } from './label-text.js';
import { OPEN_METRICS } from './open-metrics.js';
import { PROMETHEUS_TEXT } from './prometheus-text.js';
import { braced } from './series-writer.js';
import { targetAttributes } from './target-attributes.js';
import { writeFamily } from './write-family.js';

const TARGET_NAMES = ['target', 'target_info'];

export interface WritingOptions {
  /** Writes when each counter and histogram began, where the format has a place for it. */
  readonly created: boolean;
}

/**
 * Writes what was collected. A piece is the heading of a family or the whole of a series, so that
 * whoever asks for the pieces can rest between any two of them; nothing that grows with the number
 * of series is done between two pieces.
 */
export function* writeExposition(
  { resource, scopeMetrics }: ResourceMetrics,
  { format: asked, names }: ExpositionRequest,
  options: WritingOptions,
): Generator<string, void, undefined> {
  const isOpenMetrics = asked.startsWith('openmetrics');
  const format = isOpenMetrics ? OPEN_METRICS : PROMETHEUS_TEXT;
  if (names === undefined || TARGET_NAMES.some((name) => names.has(name))) {
    const labels = new LabelText(false).write(targetAttributes(resource.attributes));
    yield `${format.target.header}target_info${braced(labels)} 1\n`;
  }
  for (const family of familiesOf(scopeMetrics, format)) {
    if (isNamed(family, names)) {
      yield* writeFamily(family, { format, hasCreated: options.created && isOpenMetrics });
    }
  }
  if (format.end !== '') yield format.end;
}
