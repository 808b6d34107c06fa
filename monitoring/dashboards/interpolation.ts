/** What stands for Grafana's own variables. */
export interface Interpolation {
  /** Such as `1m`. Four scrapes at least, or there is nothing to take a rate of. */
  readonly rateInterval: string;
  /** What is chosen at the top of the dashboard, by variable; left out, everything. */
  readonly choice?: Readonly<Record<string, string>>;
}

const EVERYTHING = '.*';
const VARIABLE = /\$(\w+)/g;

/** An expression as Grafana sends it to Prometheus. */
export function interpolated(expr: string, { rateInterval, choice = {} }: Interpolation): string {
  return expr.replace(VARIABLE, (_, name: string) =>
    name === '__rate_interval' ? rateInterval : (choice[name] ?? EVERYTHING),
  );
}
