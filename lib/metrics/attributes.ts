import type { Attributes } from '@opentelemetry/api';
import type { LabelKey, MetricDefinition } from './metric-definition.js';

/** A label set in the making: what callers pass; unknown keys and rubbish are allowed to come in. */
export type Labels = Partial<Record<LabelKey, string>>;

/** What stands for a label that every series must carry and nobody knows. */
export const UNKNOWN_LABEL = 'unknown';

/** What stands for a value that is too long or has characters that no symbol or name has. */
export const REFUSED_LABEL = 'other';

/**
 * Longest label value. The longest option symbols are about 30 characters; the keys and secrets of
 * Binance have 64 and do not fit. Shorter secrets would: instrumentations pass only what is spelled
 * like a market where a symbol belongs, and words from fixed lists everywhere else.
 */
export const LABEL_LENGTH_LIMIT = 40;

/** Letters of any script (`kPEPE`, CJK tickers), digits and the punctuation of symbols and names. */
const LABEL_VALUE = /^[\p{L}\p{M}\p{N}/:_.-]+$/u;

/**
 * Copies the labels of one metric, and nothing else, from what a caller passed: allowed keys in
 * declared order, values bounded and free of anything that no symbol or enumeration contains.
 * A required label without a usable value becomes `unknown`, an optional one is left out.
 */
export function labelsOf(definition: MetricDefinition, given: Attributes | undefined): Attributes {
  const labels: Attributes = {};
  for (const key of definition.labels) {
    labels[key] = labelValue(given?.[key]) ?? UNKNOWN_LABEL;
  }
  for (const key of definition.optionalLabels) {
    const value = labelValue(given?.[key]);
    if (value !== undefined) labels[key] = value;
  }
  return labels;
}

function labelValue(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  if (value.length > LABEL_LENGTH_LIMIT || !LABEL_VALUE.test(value)) return REFUSED_LABEL;
  return value;
}

/**
 * One string for one label set, for use as a map key. Values cannot contain the separator, so two
 * label sets never share a key.
 */
export function seriesKey(definition: MetricDefinition, labels: Attributes): string {
  let key = '';
  for (const label of definition.labels) key += `${labels[label] ?? ''}\n`;
  for (const label of definition.optionalLabels) key += `${labels[label] ?? ''}\n`;
  return key;
}
