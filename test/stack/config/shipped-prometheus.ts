import { readFileSync, writeFileSync } from 'node:fs';
import { CopyOf } from '../../docker/support/script.js';
import { eventually } from '../support/eventually.js';
import { PrometheusApi } from '../support/prometheus-api.js';
import { ServerProcess } from '../support/server-process.js';

const ADDRESS = /"address":"(127\.0\.0\.1:[1-9]\d*)"/;

/** How a Prometheus is started: by hand, or by the script of the containers. */
export interface Way {
  readonly program: string;
  /** The shell that runs start.sh, and what the script is told; left out where it has no part in it. */
  readonly script?: {
    readonly shell: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  };
}

/** A copy of docker/prometheus that scrapes one bot each second, and the server that was started on it. */
export class ShippedPrometheus extends PrometheusApi {
  readonly copy: CopyOf;
  readonly url: string;
  readonly #process: ServerProcess;

  private constructor(copy: CopyOf, process: ServerProcess) {
    const url = `http://${process.found[1]}`;
    super(url);
    this.copy = copy;
    this.url = url;
    this.#process = process;
  }

  /** @param change what is done to the copy before the start */
  static async start(
    { program, script }: Way,
    bot: string,
    change: (copy: CopyOf) => void = () => {},
  ): Promise<ShippedPrometheus> {
    const copy = new CopyOf('prometheus');
    const quick = copy
      .read('prometheus.yml')
      .replaceAll(/scrape_interval: \d+s/g, 'scrape_interval: 1s');
    copy.write('prometheus.yml', quick.replaceAll(/scrape_timeout: \d+s/g, 'scrape_timeout: 1s'));
    copy.write('targets/genesis.yml', JSON.stringify([{ targets: [bot] }]));
    change(copy);
    const flags = [
      `--storage.tsdb.path=${copy.path('data')}`,
      '--web.listen-address=127.0.0.1:0',
      '--log.format=json',
    ];
    const { PATH = '' } = process.env;
    const server =
      script === undefined
        ? ServerProcess.start(program, [`--config.file=${copy.path('prometheus.yml')}`, ...flags], {
            address: ADDRESS,
          })
        : ServerProcess.start('/usr/bin/env', [...script.shell, copy.path('start.sh'), ...flags], {
            address: ADDRESS,
            env: { PATH, TMPDIR: copy.folder, PROMETHEUS: program, ...script.env },
          });
    return new ShippedPrometheus(copy, await server);
  }

  /** Writes its own address where the shipped file has port 9090. */
  watchItself(): void {
    const targets = [{ targets: [new URL(this.url).host] }];
    this.copy.write('targets/prometheus.yml', JSON.stringify(targets));
  }

  async up(job: string): Promise<void> {
    await eventually(`the ${job} to be up`, async () => {
      const targets = await this.targets().catch(() => []);
      return (
        targets.some(({ labels, health }) => labels['job'] === job && health === 'up') || undefined
      );
    });
  }

  async get(path: string): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`);
    return ((await response.json()) as { data: unknown }).data;
  }

  /** Changes its configuration, and has it read again. */
  reconfigure(change: (yaml: string) => string): void {
    const file = this.copy.path('prometheus.yml');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    this.#process.reload();
  }

  async stop(): Promise<void> {
    await this.#process.terminate();
    this.copy.remove();
  }
}
