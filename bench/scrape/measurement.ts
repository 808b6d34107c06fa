import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Scraper } from './scraper.js';
import { families, seriesCount } from './series.js';
import type { Replies } from './server.js';
import type { Subject } from './subjects.js';

/** What one run of a subject gives; times in milliseconds. */
export interface Figures {
  /** From the request to the last byte. */
  readonly scrapeMs: number;
  /** Processor time of one scrape, of all threads. */
  readonly cpuMs: number;
  /** The longest that the event loop of the bot was held up while it was scraped once a second. */
  readonly stallMs: number;
  /** What all but one in a thousand of its turns took while nobody scraped. */
  readonly idleP999Ms: number;
  /** The longest that it was held up while nobody scraped: what the machine itself adds. */
  readonly idleStallMs: number;
  readonly peakBytes: number;
  /** What the series themselves take. */
  readonly seriesBytes: number;
  readonly bytes: number;
}

const SERVER = join(__dirname, 'server.js');
const WARM_UPS = 25;
const SCRAPES = 10;
const WATCHED_MS = 3_000;

/** Runs a subject in a process of its own, and scrapes it from this one. */
export async function measure(subject: Subject, lines: number): Promise<Figures> {
  setOwnPriority(0);
  const child = fork(SERVER, [subject, String(lines)], { execArgv: ['--expose-gc'] });
  // A scraper is on another machine as a rule, and takes no processor from the bot.
  setOwnPriority(15);
  const answer = async (): Promise<unknown> => {
    const [message] = await once(child, 'message');
    return (message as { result?: unknown }).result;
  };
  const ask = async <Question extends keyof Replies>(
    question: Question,
  ): Promise<Replies[Question]> => {
    const reply = answer();
    child.send(question);
    return (await reply) as Replies[Question];
  };
  const watch = async (action: () => Promise<unknown>) => {
    await ask('watch');
    await action();
    return await ask('watched');
  };
  const scraper = new Scraper((await answer()) as number);
  try {
    const seriesBytes = (await ask('record')) / seriesCount(families(lines));
    for (let left = WARM_UPS; left > 0; left -= 1) await scraper.scrape();
    const bytes = await scraper.scrape();
    const cpuBefore = await ask('cpu');
    const start = performance.now();
    for (let left = SCRAPES; left > 0; left -= 1) await scraper.scrape();
    const scrapeMs = (performance.now() - start) / SCRAPES;
    const cpuMs = ((await ask('cpu')) - cpuBefore) / SCRAPES;
    const peakBytes = await ask('memory');
    const idle = await watch(() => pause(WATCHED_MS));
    const scraped = await watch(() => scraper.onceASecond(WATCHED_MS));
    return {
      ...{ scrapeMs, cpuMs, peakBytes, seriesBytes, bytes },
      stallMs: scraped.longest,
      idleP999Ms: idle.p999,
      idleStallMs: idle.longest,
    };
  } finally {
    scraper.close();
    child.disconnect();
    await once(child, 'exit');
  }
}

/** Only a privileged user may raise it again; then later subjects start with the lower one as well. */
function setOwnPriority(niceness: number): void {
  try {
    setPriority(niceness);
  } catch {
    return;
  }
}
