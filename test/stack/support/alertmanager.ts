import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { ALERTMANAGER } from './programs.js';
import type { Labels } from './prometheus-api.js';
import { ServerProcess } from './server-process.js';

const ADDRESS = /"msg":"Listening on","address":"(127\.0\.0\.1:[1-9]\d*)"/;

/** An alert as Alertmanager has it. */
export interface HeldAlert {
  readonly labels: Labels;
  /** `suppressed` where it tells nobody, because of the alerts in `inhibitedBy`. */
  readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
  readonly fingerprint: string;
}

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
   * @param folder has an `alertmanager.yml`, and a `start.sh` where that is to start it
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

  /** The alerts that it has, with what it does about each. */
  async alerts(): Promise<HeldAlert[]> {
    return (await (await fetch(`http://${this.address}/api/v2/alerts`)).json()) as HeldAlert[];
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
  const { PATH = '' } = process.env;
  const script = join(folder, 'start.sh');
  const isScripted = existsSync(script);
  const args = [
    ...(isScripted ? [] : [`--config.file=${join(folder, 'alertmanager.yml')}`]),
    `--storage.path=${join(folder, 'data')}`,
    `--web.listen-address=${address}`,
    // No other one to talk to: it would listen on all interfaces for that.
    '--cluster.listen-address=',
    '--log.format=json',
  ];
  return ServerProcess.start(isScripted ? script : ALERTMANAGER, args, {
    address: ADDRESS,
    // What the script writes goes with the folder.
    env: { PATH, TMPDIR: folder, ALERTMANAGER, ...env },
  });
}
