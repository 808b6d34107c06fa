import { CATALOGUE, ENDPOINT_METRICS } from '../../../lib/index.js';
import { OTLP_METRICS } from '../../../lib/metrics/otlp-metrics.js';
import { valuesBy } from './by-key.js';
import type { Labels, PrometheusApi, Sample } from './prometheus-api.js';

/** The ways of the same measurements: into Prometheus or VictoriaMetrics by a scrape, into VictoriaMetrics
 * by a push, and into a Prometheus that receives pushes. */
export type Path = 'scraped' | 'pushed' | 'received';

/** A label that one path has and the other has not, and why. */
interface Difference {
  readonly path: Path;
  readonly label: RegExp;
  readonly reason: string;
}

/** All differences in labels between what is scraped and what is pushed. There are no others. */
export const DIFFERENCES: readonly Difference[] = [
  { path: 'scraped', label: /^(job|instance)$/, reason: 'the scraper says whom it has scraped' },
  {
    path: 'pushed',
    label: /^(service|host|os|process|telemetry)[._]|^genesis[._]account$/,
    reason: 'VictoriaMetrics puts the resource onto each series; a scrape has it in target_info',
  },
  {
    path: 'received',
    label: /^(job|instance)$/,
    reason: 'Prometheus makes them of service.name and service.instance.id',
  },
  {
    path: 'pushed',
    label: /^scope[._](name|version)$/,
    reason: 'VictoriaMetrics puts the meter onto each series; a scrape leaves it out',
  },
];

/** These say how the process does at this moment, so that no two looks give the same. */
export const OF_THE_MOMENT: readonly string[] = [
  CATALOGUE.up.name,
  CATALOGUE.memoryUsage.name,
  CATALOGUE.cpuUsage.name,
  CATALOGUE.eventLoopLag.name,
  // What is measured of scrapes and pushes goes on with each of them.
  ...[...Object.values(ENDPOINT_METRICS), ...Object.values(OTLP_METRICS)].flatMap(({ name }) => [
    name,
    ...['_bucket', '_count', '_sum'].map((suffix) => name + suffix),
  ]),
];

/** What the metrics of the catalogue are stored as. */
export const CATALOGUE_SERIES: readonly string[] = Object.values(CATALOGUE).flatMap(
  ({ name, kind }) =>
    kind === 'histogram' ? ['_bucket', '_count', '_sum'].map((suffix) => name + suffix) : [name],
);

export const EVERYTHING = '{__name__=~"genesis_.*"}';

/**
 * The time of the last sample that a server has. What it is still being told has a later one, so that
 * as of this time nothing can be added.
 * @param selector of the one series that each sample has
 */
export async function lastSampleOf(api: PrometheusApi, selector: string): Promise<number> {
  const series = await api.raw(`${selector}[5m]`, Date.now());
  return Math.max(0, ...series.flatMap(({ points }) => points.map(({ at }) => at)));
}

/** Values by names and labels. */
export type Figures = Readonly<Record<string, number>>;

/** The labels without those in which the paths may differ. */
export function ownLabels(path: Path, labels: Labels): [string, string][] {
  const permitted = DIFFERENCES.filter((difference) => difference.path === path);
  return Object.entries(labels)
    .filter(([key]) => key !== '__name__' && !permitted.some(({ label }) => label.test(key)))
    .map(([key, value]): [string, string] => [key, key === 'le' ? bound(value) : value])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Servers write the bounds of buckets with and without a fraction. */
const bound = (le: string): string => String(Number(le.replace('Inf', 'Infinity')));

/** The key of a series by its own labels, without its name. */
export const identityOf =
  (path: Path) =>
  (labels: Labels): string =>
    JSON.stringify(ownLabels(path, labels));

/** Series by name and own labels; two of one key would be one bot taken for two. */
export const byIdentity = (path: Path, samples: readonly Sample[]): Figures =>
  valuesBy(samples, (labels) => `${labels['__name__']} ${identityOf(path)(labels)}`);

export const nameOf = (key: string): string => key.slice(0, key.indexOf(' '));

/** Without what no two looks agree on. */
export const settled = (figures: Figures): Figures =>
  Object.fromEntries(
    Object.entries(figures).filter(([key]) => !OF_THE_MOMENT.includes(nameOf(key))),
  );

/** VictoriaMetrics keeps about twelve digits. */
const RELATIVE = 1e-9;

export function isSameAs(expected: Figures, actual: Figures): boolean {
  const keys = Object.keys(expected);
  return (
    keys.length === Object.keys(actual).length &&
    keys.every((key) => key in actual) &&
    Object.entries(settled(expected)).every(
      ([key, value]) => Math.abs((actual[key] ?? Number.NaN) - value) <= Math.abs(value) * RELATIVE,
    )
  );
}
