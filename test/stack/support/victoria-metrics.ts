import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VICTORIA_METRICS } from './programs.js';
import type { Sample, Series } from './prometheus-api.js';
import { PrometheusApi } from './prometheus-api.js';
import { ServerProcess } from './server-process.js';

const ADDRESS = /started server at (http:\/\/127\.0\.0\.1:[1-9]\d*)/;
const FLAGS = [
  '-memory.allowedBytes=64MB',
  '-search.latencyOffset=0s',
  // Or what a killed one had in memory only is gone.
  '-inmemoryDataFlushInterval=100ms',
];

export interface VictoriaMetricsOptions {
  readonly flags?: readonly string[];
  /** Makes it scrape as well; in Prometheus's own format. */
  readonly scrapeConfig?: string;
  /** `user:password` that it asks for. */
  readonly login?: string;
  /** Variables that stand for flags: `dedup_minScrapeInterval` for `-dedup.minScrapeInterval`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Data to begin with; moved away from there. */
  readonly data?: string;
}

interface Settings {
  readonly folder: string;
  readonly flags: readonly string[];
  readonly env: VictoriaMetricsOptions['env'];
}

/** A VictoriaMetrics of this test alone, with its data in a folder that goes with it. */
export class VictoriaMetrics extends PrometheusApi {
  /** Where metrics are pushed to over OTLP. */
  readonly pushUrl: string;
  /** The header that it asks for, where it asks for one. */
  readonly authorization: string | undefined;
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly #settings: Settings;
  #process: ServerProcess;

  private constructor(
    settings: Settings,
    process: ServerProcess,
    authorization: string | undefined,
  ) {
    const url = process.found[1] ?? '';
    super(url, authorization === undefined ? {} : { authorization });
    this.url = url;
    this.pushUrl = `${url}/opentelemetry/v1/metrics`;
    this.authorization = authorization;
    this.#settings = settings;
    this.#process = process;
  }

  static async start(options: VictoriaMetricsOptions = {}): Promise<VictoriaMetrics> {
    const folder = mkdtempSync(join(tmpdir(), 'genesis-victoria-'));
    if (options.data !== undefined) renameSync(options.data, join(folder, 'data'));
    const flags = [...(options.flags ?? []), ...extraFlags(folder, options)];
    const { login, env } = options;
    const header = login && `Basic ${Buffer.from(login).toString('base64')}`;
    const settings = { folder, flags, env };
    try {
      return new VictoriaMetrics(settings, await run(settings, '127.0.0.1:0'), header);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  override async instant(query: string, at: number): Promise<Sample[]> {
    await this.#flush();
    return await super.instant(query, at);
  }

  override async raw(selector: string, at: number): Promise<Series[]> {
    await this.#flush();
    return await super.raw(selector, at);
  }

  kill(): Promise<void> {
    return this.#process.kill();
  }

  /** Ends it in good order: what it was told is on disk. */
  terminate(): Promise<void> {
    return this.#process.terminate();
  }

  /** Starts it again where it was, with the data that it has on disk. */
  async startAgain(): Promise<void> {
    this.#process = await run(this.#settings, new URL(this.url).host);
  }

  /** Where its data is. */
  get data(): string {
    return join(this.#settings.folder, 'data');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#settings.folder, { recursive: true, force: true });
  }

  /** By itself it shows what it was told only seconds later. */
  async #flush(): Promise<void> {
    const headers = this.authorization ? { authorization: this.authorization } : {};
    await fetch(`${this.url}/internal/force_flush`, { headers });
  }
}

function extraFlags(folder: string, { scrapeConfig, login }: VictoriaMetricsOptions): string[] {
  const flags: string[] = [];
  if (login !== undefined) {
    const [user, password] = login.split(':');
    flags.push(`-httpAuth.username=${user}`, `-httpAuth.password=${password}`);
  }
  if (scrapeConfig !== undefined) {
    const file = join(folder, 'scrape.yml');
    writeFileSync(file, scrapeConfig);
    flags.push(`-promscrape.config=${file}`);
  }
  return flags;
}

function run({ folder, flags, env = {} }: Settings, address: string): Promise<ServerProcess> {
  const storage = `-storageDataPath=${join(folder, 'data')}`;
  const args = [storage, `-httpListenAddr=${address}`, '-envflag.enable', ...FLAGS, ...flags];
  return ServerProcess.start(VICTORIA_METRICS, args, { address: ADDRESS, env });
}
