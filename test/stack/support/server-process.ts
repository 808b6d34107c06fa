import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ServerOptions {
  /** What the server says of the address that it listens on. */
  readonly address: RegExp;
  /** Its whole environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A server program that ends with this process at the latest. */
export class ServerProcess {
  /** What `address` found. */
  readonly found: RegExpExecArray;
  readonly #process: ChildProcess;

  private constructor(found: RegExpExecArray, process: ChildProcess) {
    this.found = found;
    this.#process = process;
  }

  /** Runs a program and waits until it has said where it listens. */
  static async start(
    program: string,
    args: readonly string[],
    { address, env }: ServerOptions,
  ): Promise<ServerProcess> {
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(env === undefined ? {} : { env }),
    });
    const end = (): boolean => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    return new ServerProcess(await said(child, program, address), child);
  }

  /** Ends it as a power cut would. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Ends it as a service manager does, so that it writes down what it has to remember. */
  terminate(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Has it read its configuration again. */
  reload(): void {
    this.#process.kill('SIGHUP');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill(signal);
    await exited;
  }
}

/** Servers tell the port that they were given in their log only. */
function said(child: ChildProcess, program: string, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let log = '';
    // Read to the end, or a full pipe would stop the server.
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-20_000);
      const found = pattern.exec(log);
      if (found !== null) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}:\n${log}`)));
  });
}
