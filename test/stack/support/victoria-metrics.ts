import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
}

/** A VictoriaMetrics of this test alone, with its data in a folder that goes with it. */
export class VictoriaMetrics extends PrometheusApi {
  /** Where metrics are pushed to over OTLP. */
  readonly pushUrl: string;
  /** The header that it asks for, where it asks for one. */
  readonly authorization: string | undefined;
  readonly #url: string;
  readonly #folder: string;
  readonly #flags: readonly string[];
  #process: ServerProcess;

  private constructor(
    folder: string,
    flags: readonly string[],
    process: ServerProcess,
    authorization: string | undefined,
  ) {
    const url = process.found[1] ?? '';
    super(url, authorization === undefined ? {} : { authorization });
    this.#url = url;
    this.pushUrl = `${url}/opentelemetry/v1/metrics`;
    this.authorization = authorization;
    this.#folder = folder;
    this.#flags = flags;
    this.#process = process;
  }

  static async start(options: VictoriaMetricsOptions = {}): Promise<VictoriaMetrics> {
    const folder = mkdtempSync(join(tmpdir(), 'genesis-victoria-'));
    const flags = [...(options.flags ?? []), ...extraFlags(folder, options)];
    const { login } = options;
    const header = login && `Basic ${Buffer.from(login).toString('base64')}`;
    try {
      return new VictoriaMetrics(folder, flags, await run(folder, flags, '127.0.0.1:0'), header);
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

  /** Starts it again where it was, with the data that it has on disk. */
  async startAgain(): Promise<void> {
    this.#process = await run(this.#folder, this.#flags, new URL(this.#url).host);
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** By itself it shows what it was told only seconds later. */
  async #flush(): Promise<void> {
    const headers = this.authorization ? { authorization: this.authorization } : {};
    await fetch(`${this.#url}/internal/force_flush`, { headers });
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

function run(folder: string, flags: readonly string[], address: string): Promise<ServerProcess> {
  const storage = `-storageDataPath=${join(folder, 'data')}`;
  const args = [storage, `-httpListenAddr=${address}`, ...FLAGS, ...flags];
  return ServerProcess.start(VICTORIA_METRICS, args, { address: ADDRESS });
}
