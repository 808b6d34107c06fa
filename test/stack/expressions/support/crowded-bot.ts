import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { botEnvironment, PACKAGE_ROOT } from '../../../integration/preload/bot.js';

const SCRIPT = join(PACKAGE_ROOT, 'dist/test/stack/bot/crowded-bot.js');

/** A bot that has told every metric of the catalogue, and one of them for too many markets. */
export class CrowdedBot {
  /** `host:port` of its endpoint. */
  readonly address: string;
  readonly #process: ChildProcess;

  private constructor(address: string, process: ChildProcess) {
    this.address = address;
    this.#process = process;
  }

  static async start(): Promise<CrowdedBot> {
    const child = spawn(process.execPath, ['--require', 'genesis-otel/register', SCRIPT], {
      cwd: PACKAGE_ROOT,
      env: botEnvironment({ OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1' }),
      // What it says of the markets that it has no room for is no news here.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const [address] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]): never => {
        throw new Error(`the crowded bot ended with ${code}`);
      }),
    ]);
    return new CrowdedBot(String(address), child);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }
}
