const LABEL = /\{\{\s*(\w+)\s*\}\}/g;

/** What a legend such as `{{exchange}} p99` makes of a series. */
export function seriesName(
  legend: string | undefined,
  labels: Readonly<Record<string, string>>,
): string {
  if (legend !== undefined) {
    return legend.replace(LABEL, (_, name: string) => labels[name] ?? '').trim();
  }
  const { __name__: metric = '', ...rest } = labels;
  const pairs = Object.entries(rest).map(([name, value]) => `${name}="${value}"`);
  return `${metric}{${pairs.join(', ')}}`;
}

/** Whether a pattern of an override, such as `/failed$/`, is about a series. */
export function isMeant(pattern: string, name: string): boolean {
  const body = /^\/(.*)\/$/.exec(pattern)?.[1];
  return body === undefined ? pattern === name : new RegExp(body).test(name);
}
