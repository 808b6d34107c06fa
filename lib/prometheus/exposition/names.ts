const INVALID = /[^a-z0-9_]/gi;
const UNDERSCORES = /_{2,}/g;
const LEADING_DIGIT = /^[0-9]/;

/** The label that marks the buckets of a histogram. */
export const BUCKET_LABEL = 'le';

/**
 * The name of an OpenTelemetry instrument as Prometheus stores it, without a suffix. Such a name is
 * valid in every version of Prometheus, so no escaping scheme changes it.
 * @returns undefined where nothing is left of the name
 */
export function metricName(name: string): string | undefined {
  const plain = underscored(name);
  if (plain === '' || plain === '_') return undefined;
  return LEADING_DIGIT.test(plain) ? `_${plain}` : plain;
}

/** A counter's name without its `_total`. */
export function counterName(name: string): string {
  return name.endsWith('_total') && name !== '_total' ? name.slice(0, -'_total'.length) : name;
}

/**
 * The label of an attribute. Labels with a leading underscore are Prometheus' own, so ours get a
 * prefix, as Prometheus' OTLP receiver gives them; `le` belongs to the buckets of a histogram.
 */
export function labelName(key: string, isBucketed: boolean): string {
  const plain = underscored(key);
  if (isBucketed && plain === BUCKET_LABEL) return `exported_${plain}`;
  if (plain === '') return 'key_';
  if (plain.startsWith('_')) return `key${plain}`;
  return LEADING_DIGIT.test(plain) ? `key_${plain}` : plain;
}

function underscored(name: string): string {
  return name.replace(INVALID, '_').replace(UNDERSCORES, '_');
}
