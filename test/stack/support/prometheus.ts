import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { PrometheusApi } from './prometheus-api.js';

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
}

/** A Prometheus server of this test alone, with its data in a folder that goes with it. */
export class Prometheus extends PrometheusApi {
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(url: string, process: ChildProcess, folder: string) {
    super(url);
    this.#process = process;
    this.#folder = folder;
  }

  static async start(
    jobs: readonly Job[],
    { program = 'prometheus', features = [] }: PrometheusOptions = {},
  ): Promise<Prometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'genesis-stack-'));
    writeFileSync(join(folder, 'prometheus.yml'), configuration(folder, jobs));
    const child = spawn(
      program,
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        '--web.listen-address=127.0.0.1:0',
        '--log.format=json',
        ...features.map((feature) => `--enable-feature=${feature}`),
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const end = (): boolean => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    try {
      const url = `http://${await addressOf(child)}`;
      await eventually('prometheus to be ready', () => isReady(url));
      return new Prometheus(url, child, folder);
    } catch (error) {
      end();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /**
   * Waits for a scrape of `job` that began after this call, and gives its time. As of that time,
   * everything the bot has recorded before this call is in the database, and nothing can be added.
   */
  async scraped(job: string): Promise<number> {
    const since = Date.now();
    return await eventually(`a scrape of ${job}`, async () => {
      const [series] = await this.raw(`up{job="${job}"}[1m]`, Date.now());
      const last = series?.points.at(-1);
      return last !== undefined && last.at > since ? last.at : undefined;
    });
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const exited = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await exited;
    }
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

/** Prometheus tells the port that it was given in its log only. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    // Read to the end, or a full pipe would stop the server.
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-20_000);
      const address = /"address":"(127\.0\.0\.1:[1-9]\d*)"/.exec(log)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`prometheus ended with ${code}:\n${log}`)));
  });
}
