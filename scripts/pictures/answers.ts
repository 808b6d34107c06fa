/** One series of an answer; the points that it lacks are null. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly (number | null)[];
}

/** The stretch of time that a picture shows, in seconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

type Pair = readonly [seconds: number, value: string];
interface Found {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: Pair;
  readonly values?: readonly Pair[];
}

/** The moments that a stretch is drawn at. */
export function moments({ from, to, step }: Stretch): number[] {
  return Array.from(
    { length: Math.floor((to - from) / step) + 1 },
    (_, index) => from + index * step,
  );
}

/** What Prometheus answers to an expression over a stretch, as the panels of Grafana ask. */
export async function range(url: string, query: string, stretch: Stretch): Promise<Series[]> {
  const { from, to, step } = stretch;
  const found = await ask(url, '/api/v1/query_range', {
    query,
    start: String(from),
    end: String(to),
    step: String(step),
  });
  return found.map(({ metric, values = [] }) => ({
    labels: metric,
    values: placed(values, moments(stretch)),
  }));
}

/** What it answers as of one moment. */
export async function instant(url: string, query: string, at: number): Promise<Series[]> {
  const found = await ask(url, '/api/v1/query', { query, time: String(at) });
  return found.map(({ metric, value }) => ({
    labels: metric,
    values: value === undefined ? [] : [number(value[1])],
  }));
}

/** Puts the points of a series where they belong in time. */
export function placed(pairs: readonly Pair[], at: readonly number[]): (number | null)[] {
  const byMoment = new Map(pairs.map(([seconds, value]) => [Math.round(seconds), number(value)]));
  return at.map((moment) => byMoment.get(Math.round(moment)) ?? null);
}

/** What is no number leaves a gap. */
function number(text: string): number | null {
  const value = Number(text.replace('Inf', 'Infinity'));
  return Number.isNaN(value) ? null : value;
}

async function ask(
  url: string,
  path: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Found[]> {
  const response = await fetch(new URL(`${path}?${new URLSearchParams(parameters)}`, url));
  const body = (await response.json()) as {
    status: string;
    error?: string;
    data: { result: Found[] };
  };
  if (body.status !== 'success') throw new Error(`${parameters['query']}: ${body.error}`);
  return body.data.result;
}
