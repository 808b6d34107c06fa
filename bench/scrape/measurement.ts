import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../statistics.js';
import { ScrapedProcess } from './scraped-process.js';
import { families, seriesCount } from './series.js';
import type { Stalls } from './stall-probe.js';
import type { Subject } from './subjects.js';

/** How the event loop of the bot was held up, in milliseconds. */
interface Stalled {
  /** The longest that the event loop of the bot was held up in a second with a scrape; the median. */
  readonly stallMs: number;
  /** The longest in all of those seconds. */
  readonly worstStallMs: number;
  /** What all but one in a thousand of its turns took in a second with a scrape. */
  readonly p999Ms: number;
  /** The same while nobody scraped. */
  readonly idleP999Ms: number;
  /** The same as `stallMs` and `worstStallMs` while nobody scraped: what the machine itself adds. */
  readonly idleStallMs: number;
  readonly worstIdleStallMs: number;
}

/** What one run of a subject gives; times in milliseconds. */
export interface Figures extends Stalled {
  /** From the request to the last byte. */
  readonly scrapeMs: number;
  /** Processor time of one scrape, of all threads. */
  readonly cpuMs: number;
  readonly peakBytes: number;
  /** What the series themselves take on the heap of the bot's thread and beside it. */
  readonly seriesBytes: number;
  /** What the process grew by with the series and by scrapes of them, for each series. */
  readonly residentBytes: number;
  readonly bytes: number;
}

/** Scrapes without a series, after which the process has what it needs to be scraped. */
const FIRST = { scrapes: 3, ms: 1_000 };
const WARM_UP = { scrapes: 25, ms: 5_000 };
const MEASURED = { scrapes: 10, ms: 4_000 };
/** In turns a second without and one with a scrape, so that both see the same machine. */
const WATCHED_PAIRS = 4;
/** More of ours, whose stalls are hard to tell from the machine's own. */
const WATCHED_PAIRS_OF_OURS = 10;
const WATCHED_MS = 1_000;

/** Runs a subject in a process of its own, and scrapes it from this one. */
export async function measure(subject: Subject, lines: number): Promise<Figures> {
  const pairs = subject === 'genesis-otel' ? WATCHED_PAIRS_OF_OURS : WATCHED_PAIRS;
  const subjected = await ScrapedProcess.start(subject, lines);
  try {
    return { ...(await costs(subjected, lines)), ...(await stalls(subjected, pairs)) };
  } finally {
    await subjected.end();
  }
}

async function costs(
  subject: ScrapedProcess,
  lines: number,
): Promise<Omit<Figures, keyof Stalled>> {
  const series = seriesCount(families(lines));
  await subject.scrapeSome(FIRST);
  const residentBefore = await subject.ask('resident');
  const seriesBytes = (await subject.ask('record')) / series;
  await subject.scrapeSome(WARM_UP);
  const bytes = await subject.scrape();
  const cpuBefore = await subject.ask('cpu');
  const { scrapes, ms } = await subject.scrapeSome(MEASURED);
  const cpuMs = ((await subject.ask('cpu')) - cpuBefore) / scrapes;
  const residentBytes = ((await subject.ask('resident')) - residentBefore) / series;
  const peakBytes = await subject.ask('memory');
  return { scrapeMs: ms / scrapes, cpuMs, peakBytes, seriesBytes, residentBytes, bytes };
}

async function stalls(subject: ScrapedProcess, pairs: number): Promise<Stalled> {
  const watch = async (action: () => Promise<unknown>): Promise<Stalls> => {
    await subject.ask('watch');
    await action();
    return (await subject.ask('watched')) as Stalls;
  };
  const [idle, scraped] = [[] as Stalls[], [] as Stalls[]];
  for (let left = pairs; left > 0; left -= 1) {
    idle.push(await watch(() => pause(WATCHED_MS)));
    scraped.push(await watch(() => Promise.all([subject.scrape(), pause(WATCHED_MS)])));
  }
  return {
    stallMs: median(scraped.map(({ longest }) => longest)),
    worstStallMs: Math.max(...scraped.map(({ longest }) => longest)),
    p999Ms: median(scraped.map(({ p999 }) => p999)),
    idleP999Ms: median(idle.map(({ p999 }) => p999)),
    idleStallMs: median(idle.map(({ longest }) => longest)),
    worstIdleStallMs: Math.max(...idle.map(({ longest }) => longest)),
  };
}
