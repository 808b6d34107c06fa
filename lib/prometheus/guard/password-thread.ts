import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { faultName } from '../../diagnostics/fault-name.js';
import { reportOnce } from '../../diagnostics/report.js';
import type { Comparison } from './password-worker.js';

const FILE = join(__dirname, 'password-worker.js');
/** A scraper that is known is answered without the thread, so it has little to do. */
const IDLE_MS = 30_000;
const MOST_WAITING = 16;

interface Job extends Comparison {
  readonly settle: (matches: boolean | undefined) => void;
}

/**
 * Compares passwords with bcrypt hashes, which takes about a tenth of a second each, in a thread of
 * its own. It starts with the first comparison, ends when it has had nothing to do for a while,
 * starts anew if it dies, and never keeps the process alive.
 */
export class PasswordThread {
  readonly #idleMs: number;
  readonly #waiting: Job[] = [];
  #job: Job | undefined;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** @param idleMs how long the thread waits for more to do before it ends */
  constructor(idleMs: number = IDLE_MS) {
    this.#idleMs = idleMs;
  }

  /** Whether they belong together; undefined where that cannot be told now. Never rejects. */
  matches(password: string, hash: string): Promise<boolean | undefined> {
    if (this.#waiting.length >= MOST_WAITING) return Promise.resolve(undefined);
    return new Promise((settle) => {
      this.#waiting.push({ password, hash, settle });
      if (this.#job === undefined) this.#next();
    });
  }

  #next(): void {
    clearTimeout(this.#idle);
    this.#job = this.#waiting.shift();
    if (this.#job === undefined) {
      this.#idle = setTimeout(() => this.#end(), this.#idleMs).unref();
      return;
    }
    const { password, hash } = this.#job;
    try {
      this.#worker ??= this.#start();
      this.#worker.postMessage({ password, hash } satisfies Comparison);
    } catch (fault) {
      this.#lose(fault);
    }
  }

  #start(): Worker {
    // Without arguments and environment nothing that was preloaded into the bot starts in it too,
    // and with streams of its own it does not touch those of the bot.
    const worker = new Worker(FILE, {
      name: 'genesis-otel-password',
      execArgv: [],
      env: {},
      stdout: true,
      stderr: true,
    });
    worker.on('message', (matches: boolean) => this.#settle(matches));
    // An error without a listener would be thrown into the bot.
    worker.on('error', (fault) => reportLoss(fault));
    worker.on('exit', () => {
      if (this.#worker === worker) this.#lose();
    });
    // Last, because a listener for messages holds the process again.
    worker.unref();
    return worker;
  }

  /** The thread is gone, and with it what it was about to answer. */
  #lose(fault?: unknown): void {
    this.#worker = undefined;
    if (fault !== undefined) reportLoss(fault);
    this.#settle(undefined);
  }

  #settle(matches: boolean | undefined): void {
    this.#job?.settle(matches);
    this.#next();
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    // Resolves in any case; nobody waits for it.
    void worker?.terminate();
  }
}

function reportLoss(fault: unknown): void {
  reportOnce(
    'prometheus:password-thread',
    `the thread that compares passwords failed (${faultName(fault)}); who it was about is not let in, and it starts again`,
  );
}
