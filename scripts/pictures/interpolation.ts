/** What stands for Grafana's own variables. */
export interface Interpolation {
  /** Such as `1m`. Four scrapes at least, or there is nothing to take a rate of. */
  readonly rateInterval: string;
  /** What is chosen at the top of the dashboard, by variable; left out, everything. */
  readonly choice?: Readonly<Record<string, string>>;
}

const EVERYTHING = '.*';
/** `$1` is no variable but a group of label_replace(). */
const VARIABLE = /\$([a-z_]\w*)/gi;

/** An expression as Grafana sends it to Prometheus. */
export function interpolated(expr: string, { rateInterval, choice = {} }: Interpolation): string {
  return expr.replace(VARIABLE, (_, name: string) =>
    name === '__rate_interval' ? rateInterval : (choice[name] ?? EVERYTHING),
  );
}
