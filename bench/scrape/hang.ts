import { setTimeout as pause } from 'node:timers/promises';
import type { Part } from '../part.js';
import { installPeers } from '../peer-packages.js';
import { HANG_MS } from './hang-time.js';
import { ScrapedProcess } from './scraped-process.js';
import type { Subject } from './subjects.js';
import { SUBJECTS } from './subjects.js';

const LINES = 20_000;
const WARM_UP = { scrapes: 5, ms: 2_000 };
const UNDER_WAY_MS = 200;
const OURS: Subject = 'genesis-otel';

/** Milliseconds of a scrape that is begun as the loop begins to hang, and of the one after it. */
type Answers = Record<Subject, readonly number[]>;

/** Whether a bot whose event loop hangs is still scraped. */
export const hangPart: Part<Answers> = {
  name: 'hang',
  measure: async () => {
    installPeers();
    const found: [Subject, readonly number[]][] = [];
    for (const subject of SUBJECTS) found.push([subject, await measure(subject)]);
    return Object.fromEntries(found) as Answers;
  },
  tables: (answers) => [
    {
      title: `Scrapes of ${LINES.toLocaleString('en')} lines while the bot's loop is blocked for ${HANG_MS / 1_000} s: milliseconds`,
      head: ['', 'the first', 'the second'],
      rows: SUBJECTS.map((subject) => [subject, ...answers[subject].map((ms) => ms.toFixed(0))]),
    },
  ],
  // Half of it: who waits for the end of the hang takes nearly all.
  targets: (answers) =>
    answers[OURS].map((found, index) => ({
      name: `scrape ${index + 1} while the loop is blocked, ms`,
      most: HANG_MS / 2,
      found,
    })),
};

async function measure(subject: Subject): Promise<readonly number[]> {
  const scraped = await ScrapedProcess.start(subject, LINES);
  try {
    await scraped.ask('record');
    await scraped.scrapeSome(WARM_UP);
    await scraped.ask('hang');
    const over = scraped.answer();
    await pause(UNDER_WAY_MS);
    const times = [
      (await scraped.scrapeSome({ scrapes: 1, ms: 0 })).ms,
      (await scraped.scrapeSome({ scrapes: 1, ms: 0 })).ms,
    ];
    await over;
    return times;
  } finally {
    await scraped.end();
  }
}
