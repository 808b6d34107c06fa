import { CATALOGUE } from '../../../lib/index.js';
import { TOKEN } from '../../integration/preload/bot.js';
import { mapValues } from './by-key.js';
import { lookUntil } from './eventually.js';
import { FanOut } from './fan-out.js';
import type { Figures } from './parity.js';
import { byIdentity, EVERYTHING, isSameAs, lastSampleOf } from './parity.js';
import type { PrometheusApi, Sample } from './prometheus-api.js';
import { type Desk, JOB, Stack } from './stack.js';
import { VictoriaMetrics } from './victoria-metrics.js';

/** How VictoriaMetrics can be told to name what is pushed to it. */
const NAMINGS: Readonly<Record<string, readonly string[]>> = {
  'VictoriaMetrics without flags': [],
  'VictoriaMetrics with Prometheus naming': ['-opentelemetry.usePrometheusNaming'],
  'VictoriaMetrics with Prometheus metric names': ['-opentelemetry.convertMetricNamesToPrometheus'],
};

export const STORES = Object.keys(NAMINGS);

/** All that a server has as of its last sample. */
export interface Seen {
  readonly api: PrometheusApi;
  readonly at: number;
  readonly samples: readonly Sample[];
}

/** All series that everybody has at about the same time. */
export interface Look {
  /** By Prometheus and by the VictoriaMetrics that scrapes. */
  readonly scraped: Figures;
  readonly scrapedAgain: Figures;
  /** By the names of {@link STORES}. */
  readonly pushed: Readonly<Record<string, Figures>>;
  readonly seen: {
    readonly scraped: Seen;
    readonly scrapedAgain: Seen;
    readonly pushed: Readonly<Record<string, Seen>>;
  };
}

/** A bot that Prometheus scrapes, and that pushes to a VictoriaMetrics of each naming. */
export class PushedStack {
  /** What has been pushed, by the names of {@link STORES}. */
  readonly stores: Readonly<Record<string, VictoriaMetrics>>;
  /** A VictoriaMetrics that scrapes the bot as Prometheus does: its functions differ in details. */
  readonly scraper: VictoriaMetrics;
  readonly stack: Stack;
  readonly #fanOut: FanOut;

  private constructor(
    stack: Stack,
    fanOut: FanOut,
    stores: Readonly<Record<string, VictoriaMetrics>>,
    scraper: VictoriaMetrics,
  ) {
    this.stack = stack;
    this.#fanOut = fanOut;
    this.stores = stores;
    this.scraper = scraper;
  }

  /** @param first what happens before the first scrape and before the first push that arrives */
  static async start(
    env: Readonly<Record<string, string>>,
    first: (desk: Desk) => Promise<void>,
  ): Promise<PushedStack> {
    const stores: Record<string, VictoriaMetrics> = {};
    for (const [name, flags] of Object.entries(NAMINGS)) {
      stores[name] = await VictoriaMetrics.start({ flags });
    }
    const fanOut = await FanOut.start();
    const push = {
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: fanOut.url,
      OTEL_METRIC_EXPORT_INTERVAL: '500',
    };
    const stack = await Stack.start({ env: { ...push, ...env }, first });
    const scraper = await VictoriaMetrics.start({ scrapeConfig: scrapeConfig(stack.bot.endpoint) });
    fanOut.passOn(Object.values(stores).map(({ pushUrl }) => pushUrl));
    return new PushedStack(stack, fanOut, stores, scraper);
  }

  /** Waits until all have the same of what stays as it is; gives the last look in any case. */
  look(): Promise<Look> {
    return lookUntil(
      () => this.#lookOnce(),
      ({ scraped, scrapedAgain, pushed }) =>
        [scrapedAgain, ...Object.values(pushed)].every((other) => isSameAs(scraped, other)),
    );
  }

  async stop(): Promise<void> {
    await this.stack.stop();
    const servers = [this.#fanOut, this.scraper, ...Object.values(this.stores)];
    await Promise.all(servers.map((server) => server.stop()));
  }

  async #lookOnce(): Promise<Look> {
    await this.stack.scraped();
    const [scraped, scrapedAgain] = [await see(this.stack.prometheus), await see(this.scraper)];
    const pushed: Record<string, Seen> = {};
    for (const [name, store] of Object.entries(this.stores)) pushed[name] = await see(store);
    return {
      scraped: byIdentity('scraped', scraped.samples),
      scrapedAgain: byIdentity('scraped', scrapedAgain.samples),
      pushed: mapValues(pushed, ({ samples }) => byIdentity('pushed', samples)),
      seen: { scraped, scrapedAgain, pushed },
    };
  }
}

async function see(api: PrometheusApi): Promise<Seen> {
  const at = await lastSampleOf(api, CATALOGUE.up.name);
  return { api, at, samples: await api.instant(EVERYTHING, at) };
}

/** JSON is YAML too. */
function scrapeConfig(endpoint: string): string {
  const job = {
    job_name: JOB,
    authorization: { type: 'Bearer', credentials: TOKEN },
    static_configs: [{ targets: [new URL(endpoint).host] }],
  };
  return JSON.stringify({ global: { scrape_interval: '1s' }, scrape_configs: [job] });
}
