/** One sample: milliseconds since the epoch, and its value. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

export type Labels = Readonly<Record<string, string>>;

/** One element of an instant vector. */
export interface Sample extends Point {
  readonly labels: Labels;
}

/** The raw samples of one series. */
export interface Series {
  readonly labels: Labels;
  readonly points: readonly Point[];
}

/** What Prometheus says of a target. */
export interface Target {
  readonly labels: Labels;
  readonly health: string;
  readonly lastError: string;
}

/** An alert that holds, `pending` for as long as its `for` says and then `firing`. */
export interface ActiveAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly state: string;
  /** Since when it holds. */
  readonly activeAt: string;
}

/** An example that a sample carries, such as the span that it was measured in. */
export interface Exemplar {
  /** Of the series that it belongs to. */
  readonly series: Labels;
  readonly labels: Labels;
  readonly value: number;
}

type Pair = readonly [seconds: number, value: string];
interface Found {
  readonly metric: Record<string, string>;
  readonly value?: Pair;
  readonly values?: readonly Pair[];
}

interface FoundExemplars {
  readonly seriesLabels: Labels;
  readonly exemplars: readonly { readonly labels: Labels; readonly value: string }[];
}

/** The HTTP API of a Prometheus server. */
export class PrometheusApi {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url;
    this.#headers = headers;
  }

  /** Evaluates an expression that gives an instant vector, as of `at` (milliseconds). */
  async instant(query: string, at: number): Promise<Sample[]> {
    return (await this.#query(query, at)).map(({ metric, value = [0, ''] }) => ({
      labels: metric,
      ...toPoint(value),
    }));
  }

  /** The raw samples behind a range selector such as `up[5m]`, as of `at`. */
  async raw(selector: string, at: number): Promise<Series[]> {
    return (await this.#query(selector, at)).map(({ metric, values = [] }) => ({
      labels: metric,
      points: values.map(toPoint),
    }));
  }

  async targets(): Promise<Target[]> {
    const data = (await this.#get('/api/v1/targets')) as { activeTargets: Target[] };
    return data.activeTargets;
  }

  async alerts(): Promise<ActiveAlert[]> {
    const data = (await this.#get('/api/v1/alerts')) as { alerts: ActiveAlert[] };
    return data.alerts;
  }

  /** The exemplars of the series that a selector finds, from one time to another (milliseconds). */
  async exemplars(selector: string, from: number, to: number): Promise<Exemplar[]> {
    const [start, end] = [from, to].map((at) => (at / 1000).toFixed(3));
    const parameters = new URLSearchParams({ query: selector, start: `${start}`, end: `${end}` });
    const data = (await this.#get(`/api/v1/query_exemplars?${parameters}`)) as FoundExemplars[];
    return data.flatMap(({ seriesLabels, exemplars }) =>
      exemplars.map(({ labels, value }) => ({
        series: seriesLabels,
        labels,
        value: Number(value),
      })),
    );
  }

  async #query(query: string, at: number): Promise<readonly Found[]> {
    const parameters = new URLSearchParams({ query, time: (at / 1000).toFixed(3) });
    const data = (await this.#get(`/api/v1/query?${parameters}`)) as { result: Found[] };
    return data.result;
  }

  async #get(path: string): Promise<unknown> {
    const response = await fetch(new URL(path, this.#url), { headers: this.#headers });
    const body = (await response.json()) as { status: string; data: unknown; error?: string };
    if (body.status !== 'success') throw new Error(`${path}: ${body.error}`);
    return body.data;
  }
}

function toPoint([seconds, value]: Pair): Point {
  return { at: Math.round(seconds * 1000), value: Number(value.replace('Inf', 'Infinity')) };
}
