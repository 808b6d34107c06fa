import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { PrometheusApi } from './prometheus-api.js';
import { ServerProcess } from './server-process.js';

const ADDRESS = /"address":"(127\.0\.0\.1:[1-9]\d*)"/;

/** Whom to scrape, and the token to show there. */
export interface Job {
  readonly name: string;
  /** `host:port` */
  readonly target: string;
  /** Put into a file of its own; undefined leaves authorization to the settings. */
  readonly token?: string;
  /** Further settings of the scrape job, as Prometheus calls them: `scheme`, `tls_config` … */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface PrometheusOptions {
  /** The server to run. Default: the one on PATH. */
  readonly program?: string;
  /** What is behind `--enable-feature`. */
  readonly features?: readonly string[];
  /** Further flags. */
  readonly flags?: readonly string[];
}

/** A Prometheus server of this test alone, with its data in a folder that goes with it. */
export class Prometheus extends PrometheusApi {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly #process: ServerProcess;
  readonly #folder: string;

  private constructor(url: string, process: ServerProcess, folder: string) {
    super(url);
    this.url = url;
    this.#process = process;
    this.#folder = folder;
  }

  static async start(jobs: readonly Job[], options: PrometheusOptions = {}): Promise<Prometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'genesis-stack-'));
    writeFileSync(join(folder, 'prometheus.yml'), configuration(folder, jobs));
    return await Prometheus.open(folder, options);
  }

  /** Starts with the `prometheus.yml` of a folder, which is removed when this stops. */
  static async open(
    folder: string,
    { program = 'prometheus', features = [], flags = [] }: PrometheusOptions = {},
  ): Promise<Prometheus> {
    const args = [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--web.listen-address=127.0.0.1:0',
      '--log.format=json',
      ...features.map((feature) => `--enable-feature=${feature}`),
      ...flags,
    ];
    let server: ServerProcess | undefined;
    try {
      server = await ServerProcess.start(program, args, { address: ADDRESS });
      const url = `http://${server.found[1]}`;
      await eventually('prometheus to be ready', () => isReady(url));
      return new Prometheus(url, server, folder);
    } catch (error) {
      await server?.kill();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /**
   * Waits for a scrape of `job` that began after this call, and gives its time. As of that time,
   * everything the bot has recorded before this call is in the database, and nothing can be added.
   * @param isGood leaves out scrapes that failed, as they do on a machine that is too busy
   */
  async scraped(job: string, isGood = false): Promise<number> {
    const since = Date.now();
    return await eventually(`a scrape of ${job}`, async () => {
      const [series] = await this.raw(`up{job="${job}"}[1m]`, Date.now());
      const points = (series?.points ?? []).filter(({ value }) => !isGood || value === 1);
      const last = points.at(-1);
      return last !== undefined && last.at > since ? last.at : undefined;
    });
  }

  /** Where its data is. */
  get data(): string {
    return join(this.#folder, 'data');
  }

  async stop(): Promise<void> {
    await this.#process.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** JSON is YAML too. */
function configuration(folder: string, jobs: readonly Job[]): string {
  const scrapes = jobs.map(({ name, target, token, settings }) => ({
    job_name: name,
    ...(token === undefined ? {} : { authorization: tokenFile(folder, name, token) }),
    ...settings,
    static_configs: [{ targets: [target] }],
  }));
  const global = { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' };
  return JSON.stringify({ global, scrape_configs: scrapes });
}

function tokenFile(folder: string, job: string, token: string): Record<string, string> {
  const file = join(folder, `token-${job}`);
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return { type: 'Bearer', credentials_file: file };
}

async function isReady(url: string): Promise<true | undefined> {
  return (await fetch(`${url}/-/ready`)).ok || undefined;
}
