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

/** A VictoriaMetrics of this test alone, with its data in a folder that goes with it. */
export class VictoriaMetrics extends PrometheusApi {
  /** Where metrics are pushed to over OTLP. */
  readonly pushUrl: string;
  readonly #url: string;
  readonly #folder: string;
  readonly #flags: readonly string[];
  #process: ServerProcess;

  private constructor(folder: string, flags: readonly string[], process: ServerProcess) {
    const url = process.found[1] ?? '';
    super(url);
    this.#url = url;
    this.pushUrl = `${url}/opentelemetry/v1/metrics`;
    this.#folder = folder;
    this.#flags = flags;
    this.#process = process;
  }

  /** @param scrapeConfig makes it scrape as well; in Prometheus's own format */
  static async start(flags: readonly string[] = [], scrapeConfig = ''): Promise<VictoriaMetrics> {
    const folder = mkdtempSync(join(tmpdir(), 'genesis-victoria-'));
    const config = join(folder, 'scrape.yml');
    writeFileSync(config, scrapeConfig);
    const all = scrapeConfig === '' ? flags : [...flags, `-promscrape.config=${config}`];
    try {
      return new VictoriaMetrics(folder, all, await run(folder, all, '127.0.0.1:0'));
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
    await fetch(`${this.#url}/internal/force_flush`);
  }
}

function run(folder: string, flags: readonly string[], address: string): Promise<ServerProcess> {
  const storage = `-storageDataPath=${join(folder, 'data')}`;
  const args = [storage, `-httpListenAddr=${address}`, ...FLAGS, ...flags];
  return ServerProcess.start(VICTORIA_METRICS, args, { address: ADDRESS });
}
