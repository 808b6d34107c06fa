import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { Scraper } from './scraper.js';
import type { Replies } from './server.js';
import type { Subject } from './subjects.js';

const SERVER = join(__dirname, 'server.js');
/** A scraper is on another machine as a rule, and takes no processor from the bot. */
const NICENESS = 15;

/** Some scrapes, at the most so many and for so long. */
export interface Amount {
  readonly scrapes: number;
  readonly ms: number;
}

/** A subject in a process of its own, and who scrapes it from this one. */
export class ScrapedProcess {
  readonly #child: ChildProcess;
  readonly #scraper: Scraper;

  private constructor(child: ChildProcess, scraper: Scraper) {
    this.#child = child;
    this.#scraper = scraper;
  }

  static async start(subject: Subject, lines: number): Promise<ScrapedProcess> {
    setOwnPriority(0);
    const child = fork(SERVER, [subject, String(lines)], { execArgv: ['--expose-gc'] });
    setOwnPriority(NICENESS);
    return new ScrapedProcess(child, new Scraper((await resultOf(child)) as number));
  }

  async ask<Question extends keyof Replies>(question: Question): Promise<Replies[Question]> {
    const reply = this.answer();
    this.#child.send(question);
    return (await reply) as Replies[Question];
  }

  /** The next thing that the process says. */
  answer(): Promise<unknown> {
    return resultOf(this.#child);
  }

  /** Scrapes once, and gives the bytes of the body. */
  scrape(): Promise<number> {
    return this.#scraper.scrape();
  }

  /** Scrapes once at least; how often it did, and the milliseconds that it took. */
  async scrapeSome({ scrapes, ms }: Amount): Promise<Amount> {
    const start = performance.now();
    let done = 0;
    do {
      await this.scrape();
      done += 1;
    } while (done < scrapes && performance.now() - start < ms);
    return { scrapes: done, ms: performance.now() - start };
  }

  async end(): Promise<void> {
    this.#scraper.close();
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }
}

async function resultOf(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, 'message');
  return (message as { result?: unknown }).result;
}

/** Only a privileged user may raise it again; then later subjects start with the lower one as well. */
function setOwnPriority(niceness: number): void {
  try {
    setPriority(niceness);
  } catch {
    return;
  }
}
