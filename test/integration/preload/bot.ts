import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The package itself: here `genesis-otel/register` resolves through its own exports. */
export const PACKAGE_ROOT = join(__dirname, '..', '..', '..', '..');
export const TOKEN = 'a-token-that-is-long-enough-1234567890';

export type Preload = 'require' | 'import' | 'none';

export interface BotOptions {
  readonly preload?: Preload;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** The process is killed after this time, and the test fails. */
  readonly timeoutMillis?: number;
}

/** How a bot ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** A bot of `test/fixtures/bots` in a process of its own. */
export class Bot {
  readonly #process: ChildProcess;
  readonly #start = performance.now();
  readonly #ended: Promise<Ending>;
  #stdout = '';
  #stderr = '';

  constructor(file: string, options: BotOptions = {}) {
    const { preload = 'require', env = {}, args = [], timeoutMillis = 15_000 } = options;
    const flags = preload === 'none' ? [] : [`--${preload}`, 'genesis-otel/register'];
    const path = join(PACKAGE_ROOT, 'test', 'fixtures', 'bots', file);
    this.#process = spawn(process.execPath, [...flags, path, ...args], {
      cwd: PACKAGE_ROOT,
      env: botEnvironment(env),
    });
    this.#process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
    });
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.#ended = this.#end(timeoutMillis);
    this.#ended.catch(() => {});
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Waits for output that matches, and gives the match. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const ended = this.#ended.then(() => 'ended' as const);
    for (;;) {
      const match = pattern.exec(this.#stdout + this.#stderr);
      if (match !== null) return match;
      const next = Promise.race([this.#data('stdout'), this.#data('stderr'), ended]);
      if ((await next) === 'ended' && !pattern.test(this.#stdout + this.#stderr)) {
        throw new Error(`the bot ended without saying ${pattern}:\n${this.#stdout}${this.#stderr}`);
      }
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Closes the bot's stdin. */
  release(): void {
    this.#process.stdin?.end();
  }

  ended(): Promise<Ending> {
    return this.#ended;
  }

  async #data(stream: 'stdout' | 'stderr'): Promise<void> {
    const source = this.#process[stream];
    if (source === null || source.closed) await new Promise(() => {});
    else await once(source, 'data');
  }

  async #end(timeoutMillis: number): Promise<Ending> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#process.kill('SIGKILL');
    }, timeoutMillis);
    const [code, signal] = (await once(this.#process, 'close')) as [
      number | null,
      NodeJS.Signals | null,
    ];
    clearTimeout(timer);
    const milliseconds = performance.now() - this.#start;
    const ending = { code, signal, stdout: this.#stdout, stderr: this.#stderr, milliseconds };
    if (isLate) throw new Error(`the bot did not end: ${JSON.stringify(ending)}`);
    return ending;
  }
}

/** Runs a bot to its end. */
export function runBot(file: string, options?: BotOptions): Promise<Ending> {
  return new Bot(file, options).ended();
}

/** An environment without anything of the test run's own; a guarded endpoint on any free port. */
export function botEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return {
    PATH,
    HOME,
    PROMETHEUS_AUTH_TOKEN: TOKEN,
    OTEL_EXPORTER_PROMETHEUS_PORT: '0',
    ...env,
  };
}

/** The lines that genesis-otel has said. */
export function linesOf({ stderr }: Pick<Ending, 'stderr'>): string[] {
  return stderr.split('\n').filter((line) => line.includes('genesis-otel'));
}
