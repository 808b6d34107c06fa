/** Labels of a series or an alert. */
export type Labels = Readonly<Record<string, string>>;

/** A series, and what it says from the start on; each part follows the one before. */
export type Series = Readonly<Record<string, readonly string[]>>;

/** What somebody is told; the rest of the annotations does not depend on figures. */
export interface Told {
  readonly at: string;
  /** The labels besides name and severity. */
  readonly labels: Labels;
  readonly summary: string;
  readonly description: string;
}

/** A story, and when an alert rings in it. */
export interface AlertCase {
  readonly story: string;
  /** Between two scrapes, for stories of days; default: what `series.ts` counts with. */
  readonly interval?: string;
  readonly series: Series;
  /** The alerts that ring at a time, by their labels besides name and severity. */
  readonly ringing: Readonly<Record<string, readonly Labels[]>>;
  readonly told?: Told;
}

/** The cases of one alert. */
export interface AlertCases {
  readonly alert: string;
  /** For stories of days; default: as often as the configuration evaluates rules. */
  readonly evaluatedEvery?: string;
  readonly cases: readonly AlertCase[];
}

/** A story, and what is recorded in it at a time. */
export interface RecordingCase {
  readonly story: string;
  readonly series: Series;
  readonly at: string;
  /** By the name of the recorded series: labels and value, rounded to thousandths. */
  readonly recorded: Readonly<Record<string, readonly (readonly [Labels, number])[]>>;
}

export const BOT: Labels = { job: 'genesis', instance: 'bot:9464' };
export const OTHER_BOT: Labels = { job: 'genesis', instance: 'other:9464' };
export const BINANCE: Labels = { ...BOT, exchange: 'binance' };
export const KRAKEN: Labels = { ...BOT, exchange: 'kraken' };

/** `metric{a="b"}`. */
export function series(metric: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return `${metric}{${pairs.join(', ')}}`;
}

/**
 * Other bots that have just started: one at the same address in another job, one beside it in the same
 * job. What is said of them is not said of the bot.
 */
export function youngNeighbours(uptime: string): Series {
  const neighbours = [
    { ...BOT, job: 'other' },
    { ...BOT, instance: 'young:9464' },
  ];
  return Object.fromEntries(neighbours.map((bot) => [series('genesis_up', bot), [uptime]]));
}
