import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Scraper } from './scraper.js';
import type { Replies } from './server.js';
import type { Subject } from './subjects.js';

/** What one run of a subject gives; times in milliseconds. */
export interface Figures {
  readonly scrapesPerSecond: number;
  readonly gzipScrapesPerSecond: number;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** The longest that the event loop was held up while it was scraped. */
  readonly stallMs: number;
  readonly gzipStallMs: number;
  /** The same as Node.js measures it. */
  readonly delayMs: number;
  /** The same while nobody scraped: what the machine itself adds. */
  readonly idleStallMs: number;
  /** The same for collections without text; NaN where they cannot be had apart. */
  readonly collectStallMs: number;
  readonly peakBytes: number;
}

const SERVER = join(__dirname, 'server.js');
const WARM_UP_MS = 500;
const THROUGHPUT_MS = 1_000;
const STALL_MS = 1_000;

/** Runs a subject in a process of its own, and scrapes it from this one. */
export async function measure(subject: Subject, lines: number): Promise<Figures> {
  const child = fork(SERVER, [subject, String(lines)]);
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
    await scraper.scrapeFor(WARM_UP_MS);
    const scrapesPerSecond = await scraper.scrapeFor(THROUGHPUT_MS);
    const gzipScrapesPerSecond = await scraper.scrapeFor(THROUGHPUT_MS, 'gzip');
    const bytes = await scraper.scrape();
    const gzipBytes = await scraper.scrape('gzip');
    const peakBytes = await ask('memory');
    const idle = await watch(() => pause(STALL_MS));
    const scraped = await watch(() => scraper.scrapeFor(STALL_MS));
    const zipped = await watch(() => scraper.scrapeFor(STALL_MS, 'gzip'));
    const collected = await ask('collect');
    return {
      ...{ scrapesPerSecond, gzipScrapesPerSecond, bytes, gzipBytes, peakBytes },
      stallMs: scraped.gapMs,
      delayMs: scraped.delayMs,
      gzipStallMs: zipped.gapMs,
      idleStallMs: idle.gapMs,
      collectStallMs: collected?.gapMs ?? Number.NaN,
    };
  } finally {
    scraper.close();
    child.disconnect();
    await once(child, 'exit');
  }
}
