/** The variables that Grafana has by itself, with values that it may give them. */
export const GRAFANA_OWN: Readonly<Record<string, string>> = {
  __rate_interval: '1m',
  __interval: '15s',
  __interval_ms: '15000',
  __range: '6h',
  __range_s: '21600',
  __range_ms: '21600000',
};

/** Stands where one value of a label will. */
export const ANY_VALUE = 'any-value';

/** Stands where several values may be, which Grafana joins to a pattern. */
export const SEVERAL_VALUES = '.+';

/** `$name`, `${name}`, `${name:format}` and the older `[[name]]`. */
const VARIABLE = /\$\{(\w+)(?::\w+)?\}|\$(\w+)|\[\[(\w+)\]\]/g;

/**
 * Puts values where variables are.
 * @param fill gives undefined for what is no variable, which then stays and is no PromQL
 */
export function withVariables(text: string, fill: (name: string) => string | undefined): string {
  return text.replace(VARIABLE, (whole, braced?: string, bare?: string, bracketed?: string) => {
    return fill(braced ?? bare ?? bracketed ?? '') ?? whole;
  });
}
