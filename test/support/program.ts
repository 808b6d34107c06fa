import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ProgramOptions extends Pick<SpawnOptions, 'cwd' | 'detached'> {
  /** The whole environment of the program, beside what it takes to run any. */
  readonly env?: Readonly<Record<string, string>>;
  /** The Node.js to run it with. Default: the one that runs this. */
  readonly node?: string;
  /** The program is killed after this time, and `ended()` rejects. */
  readonly timeoutMillis?: number;
}

/** How a program ended, and what it had said. */
export interface ProgramEnding {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** A Node.js program in a process of its own. Its stdin is open until {@link Program.release}. */
export class Program {
  readonly #process: ChildProcess;
  readonly #start = performance.now();
  readonly #ended: Promise<ProgramEnding>;
  #stdout = '';
  #stderr = '';
  readonly #waiting = new Set<() => void>();

  /** @param args flags of Node.js, the script, and the script's own arguments */
  constructor(args: readonly string[], options: ProgramOptions = {}) {
    const { env = {}, node = process.execPath, timeoutMillis = 20_000, ...rest } = options;
    const { PATH = '', HOME = '' } = process.env;
    this.#process = spawn(node, args, { ...rest, env: { PATH, HOME, ...env } });
    this.#process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      this.#lookAgain();
    });
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#lookAgain();
    });
    // A program that has died takes no more input; its ending says so.
    this.#process.stdin?.on('error', () => {});
    this.#ended = this.#end(timeoutMillis);
    this.#ended.catch(() => {});
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Waits for output that matches, and gives the match. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    let hasEnded = false;
    void this.#ended
      .catch(() => {})
      .then(() => {
        hasEnded = true;
        this.#lookAgain();
      });
    for (;;) {
      const match = pattern.exec(this.#stdout + this.#stderr);
      if (match !== null) return match;
      if (hasEnded) {
        const said = `${this.#stdout}${this.#stderr}`;
        throw new Error(`the program ended without saying ${pattern}:\n${said}`);
      }
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
      });
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Writes a line to its stdin. */
  tell(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }

  /** Closes the program's stdin. */
  release(): void {
    this.#process.stdin?.end();
  }

  ended(): Promise<ProgramEnding> {
    return this.#ended;
  }

  #lookAgain(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  async #end(timeoutMillis: number): Promise<ProgramEnding> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#process.kill('SIGKILL');
    }, timeoutMillis);
    const [code, signal] = (await once(this.#process, 'close').finally(() =>
      clearTimeout(timer),
    )) as [number | null, NodeJS.Signals | null];
    const milliseconds = performance.now() - this.#start;
    const ending = { code, signal, stdout: this.#stdout, stderr: this.#stderr, milliseconds };
    if (isLate) throw new Error(`the program did not end: ${JSON.stringify(ending)}`);
    return ending;
  }
}
