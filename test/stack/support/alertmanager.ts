import { join } from 'node:path';
import { eventually } from './eventually.js';
import { ALERTMANAGER } from './programs.js';
import { ServerProcess } from './server-process.js';

const ADDRESS = /"msg":"Listening on","address":"(127\.0\.0\.1:[1-9]\d*)"/;

/** An Alertmanager of this test alone, with the configuration and the data of a folder. */
export class Alertmanager {
  /** `127.0.0.1:port` */
  readonly address: string;
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;
  #process: ServerProcess;

  private constructor(
    folder: string,
    env: Readonly<Record<string, string>>,
    process: ServerProcess,
  ) {
    this.address = process.found[1] ?? '';
    this.#folder = folder;
    this.#env = env;
    this.#process = process;
  }

  /**
   * @param folder has its `alertmanager.yml` and what that names
   * @param env what it gets besides PATH
   */
  static async start(
    folder: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Alertmanager> {
    const server = new Alertmanager(folder, env, await run(folder, env, '127.0.0.1:0'));
    await server.#ready();
    return server;
  }

  /** A metric of its own that has no labels but these. */
  async metric(series: string): Promise<number> {
    const body = await (await fetch(`http://${this.address}/metrics`)).text();
    const line = body.split('\n').find((candidate) => candidate.startsWith(`${series} `));
    if (line === undefined) throw new Error(`Alertmanager has no ${series}`);
    return Number(line.slice(series.length));
  }

  /** Ends it as a service manager does: it writes down whom it has told what. */
  stop(): Promise<void> {
    return this.#process.terminate();
  }

  /** Starts it again where it was, with what it had written down. */
  async startAgain(): Promise<void> {
    this.#process = await run(this.#folder, this.#env, this.address);
    await this.#ready();
  }

  async #ready(): Promise<void> {
    await eventually('Alertmanager to be ready', async () => {
      return (await fetch(`http://${this.address}/-/ready`)).ok || undefined;
    });
  }
}

function run(
  folder: string,
  env: Readonly<Record<string, string>>,
  address: string,
): Promise<ServerProcess> {
  const args = [
    `--config.file=${join(folder, 'alertmanager.yml')}`,
    `--storage.path=${join(folder, 'data')}`,
    `--web.listen-address=${address}`,
    // No other one to talk to: it would listen on all interfaces for that.
    '--cluster.listen-address=',
    '--log.format=json',
  ];
  const { PATH = '' } = process.env;
  return ServerProcess.start(ALERTMANAGER, args, {
    address: ADDRESS,
    env: { PATH, ...env },
    // Alertmanager takes some of the paths in its configuration from there.
    cwd: folder,
  });
}
