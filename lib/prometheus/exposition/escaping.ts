const SPECIAL_IN_VALUE = /[\\"\n\ud800-\udfff]/;

/** A label's value between its quotes; the same in both formats, for any string. */
export function escapeLabelValue(value: string): string {
  if (!SPECIAL_IN_VALUE.test(value)) return value;
  return escapeLines(value).replaceAll('"', '\\"');
}

/** The rest of a HELP line of the Prometheus text format. */
export function escapeTextHelp(help: string): string {
  return escapeLines(help);
}

/** The rest of a HELP line of OpenMetrics, which escapes quotes there too. */
export function escapeOpenMetricsHelp(help: string): string {
  return escapeLabelValue(help);
}

/** A lone half of a surrogate pair cannot be written as UTF-8. */
function escapeLines(text: string): string {
  return text.toWellFormed().replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
