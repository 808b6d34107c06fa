import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { botEnvironment, PACKAGE_ROOT } from '../../integration/preload/bot.js';
import type { Figures } from './figures.js';
import { RIGHT_TOKEN } from './requests.js';

const SCRIPT = join(PACKAGE_ROOT, 'dist/test/fuzz/bot/endpoint-bot.js');
const REMEMBERED_CHARACTERS = 20_000;

/** The bot under fire, in a process of its own. */
export class EndpointProcess {
  readonly port: number;
  readonly #process: ChildProcess;
  readonly #output: Output;

  private constructor(port: number, process: ChildProcess, output: Output) {
    this.port = port;
    this.#process = process;
    this.#output = output;
  }

  /** @param env further variables of the bot */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<EndpointProcess> {
    const child = spawn(process.execPath, ['--expose-gc', '--enable-source-maps', SCRIPT], {
      cwd: PACKAGE_ROOT,
      env: botEnvironment({
        OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
        PROMETHEUS_AUTH_TOKEN: RIGHT_TOKEN,
        ...env,
      }),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const output = new Output(child);
    const { port } = await reply<{ port?: number }>(child, output);
    if (port === undefined) throw new Error(`the bot has no endpoint:\n${output.tail}`);
    return new EndpointProcess(port, child, output);
  }

  /** What the bot has printed last. */
  get output(): string {
    return this.#output.tail;
  }

  /** How many lines the bot has printed. */
  get lines(): number {
    return this.#output.lines;
  }

  /** How the bot ended; undefined while it runs, as it should. */
  get ending(): string | undefined {
    const { exitCode, signalCode } = this.#process;
    if (exitCode === null && signalCode === null) return undefined;
    return `the bot ended with ${signalCode ?? exitCode}:\n${this.output}`;
  }

  async figures(): Promise<Figures> {
    const answer = reply<Figures>(this.#process, this.#output);
    this.#process.send('figures');
    return await answer;
  }

  async stop(): Promise<void> {
    if (this.ending !== undefined) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }
}

class Output {
  tail = '';
  lines = 0;

  constructor({ stdout, stderr }: ChildProcess) {
    for (const stream of [stdout, stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.lines += text.split('\n').length - 1;
        this.tail = (this.tail + text).slice(-REMEMBERED_CHARACTERS);
      });
    }
  }
}

async function reply<T>(child: ChildProcess, output: Output): Promise<T> {
  const done = new AbortController();
  const { signal } = done;
  try {
    const [message] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`the bot ended with ${code}:\n${output.tail}`);
      }),
    ]);
    return message as T;
  } finally {
    done.abort();
  }
}
