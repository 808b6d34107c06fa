import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../integration/preload/bot.js';
import { freePort } from '../../stack/support/free-port.js';
import { COLLECTOR } from '../../stack/support/programs.js';
import { ServerProcess } from '../../stack/support/server-process.js';

/** The configurations that are shipped; all but the first are laid over it. */
export const FILES = ['config', 'tls', 'traces', 'logs-loki', 'logs-elasticsearch'] as const;
export type File = (typeof FILES)[number];

type Environment = Readonly<Record<string, string>>;

/** An OpenTelemetry Collector with the shipped configuration. */
export class Collector {
  /** `127.0.0.1:port` of each protocol. */
  readonly grpc: string;
  readonly http: string;
  /** Where its own metrics are. */
  readonly metricsUrl: string;
  readonly #args: readonly string[];
  readonly #env: Environment;
  #process: ServerProcess;

  private constructor(args: readonly string[], env: Environment, process: ServerProcess) {
    this.#args = args;
    this.#env = env;
    this.#process = process;
    this.grpc = `127.0.0.1:${env['COLLECTOR_GRPC_PORT']}`;
    this.http = `127.0.0.1:${env['COLLECTOR_HTTP_PORT']}`;
    this.metricsUrl = `http://127.0.0.1:${env['COLLECTOR_METRICS_PORT']}/metrics`;
  }

  /** @param overlays what is laid over `config.yaml` */
  static async start(env: Environment, ...overlays: File[]): Promise<Collector> {
    const all = {
      COLLECTOR_HOST: '127.0.0.1',
      COLLECTOR_GRPC_PORT: String(await freePort()),
      COLLECTOR_HTTP_PORT: String(await freePort()),
      COLLECTOR_METRICS_PORT: String(await freePort()),
      ...env,
    };
    const args = configFlags(overlays);
    return new Collector(args, all, await run(args, all));
  }

  kill(): Promise<void> {
    return this.#process.kill();
  }

  async startAgain(): Promise<void> {
    this.#process = await run(this.#args, this.#env);
  }
}

/** What the Collector says of a configuration; nothing where it finds no fault. */
export function validate(env: Environment, ...overlays: File[]): string {
  const args = ['validate', ...configFlags(overlays)];
  const { stderr } = spawnSync(COLLECTOR, args, { env: { ...env }, encoding: 'utf8' });
  return stderr;
}

function configFlags(overlays: readonly File[]): string[] {
  const folder = join(PACKAGE_ROOT, 'docker/otel-collector');
  return ['config' as const, ...overlays].map((name) => `--config=${join(folder, name)}.yaml`);
}

const run = (args: readonly string[], env: Environment): Promise<ServerProcess> =>
  ServerProcess.start(COLLECTOR, args, { address: /Everything is ready/, env });
