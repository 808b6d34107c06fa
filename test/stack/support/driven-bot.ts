import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { botEnvironment, PACKAGE_ROOT } from '../../integration/preload/bot.js';
import type { Commands, Reply, Request } from './commands.js';

const SCRIPT = join(PACKAGE_ROOT, 'dist/test/stack/bot/driven-bot.js');

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** The driven bot, started as anybody would: `node --require genesis-otel/register bot.js`. */
export class DrivenBot {
  /** Where its metrics are: `http://127.0.0.1:port/metrics`. */
  readonly endpoint: string;
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #id = 0;

  private constructor(endpoint: string, process: ChildProcess) {
    this.endpoint = endpoint;
    this.#process = process;
    process.on('message', (reply: Reply) => this.#settle(reply));
    process.once('exit', (code) => this.#failAll(new Error(`the bot ended with ${code}`)));
  }

  static async start(env: Readonly<Record<string, string>>): Promise<DrivenBot> {
    const child = spawn(process.execPath, ['--require', 'genesis-otel/register', SCRIPT], {
      cwd: PACKAGE_ROOT,
      env: botEnvironment({ OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1', ...env }),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [first] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`the bot ended with ${code} before it was ready`);
      }),
    ])) as [Reply];
    if (typeof first.result !== 'string') throw new Error('the bot has no endpoint');
    return new DrivenBot(first.result, child);
  }

  tell<C extends keyof Commands>(
    command: C,
    ...[argument]: Parameters<Commands[C]>
  ): ReturnType<Commands[C]> {
    this.#id += 1;
    const request: Request = { id: this.#id, command, argument };
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
    });
    this.#process.send(request);
    return answer as ReturnType<Commands[C]>;
  }

  /** Ends it as the kernel does when there is no memory left. */
  async kill(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    // It ends with its parent's end of the channel, as it would if the parent died.
    if (this.#process.connected) this.#process.disconnect();
    const force = setTimeout(() => this.#process.kill('SIGKILL'), 3_000);
    await exited;
    clearTimeout(force);
  }

  #settle({ id = 0, result, error }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error));
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
