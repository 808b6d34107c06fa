/**
 * Draws the pictures of the dashboards, from a quarter of an hour of the demo. It needs Prometheus on
 * PATH and Debian's chromium: `npm run pictures`. With the address
 * of a Prometheus as its argument, it draws the last quarter of an hour of that one instead.
 */
import type { Stretch } from './answers.js';
import { draw } from './photographer.js';
import { SCRAPE_SECONDS, Stage } from './stage.js';
import { MINUTES, play } from './trouble.js';

async function main(): Promise<void> {
  const [, , url] = process.argv;
  if (url !== undefined) return await draw(url, lastMinutes());
  const stage = await Stage.set();
  try {
    process.stdout.write(`Prometheus ${stage.url}, for ${MINUTES} minutes\n`);
    await play(stage);
    await draw(stage.url, lastMinutes());
  } finally {
    await stage.strike();
  }
}

function lastMinutes(): Stretch {
  const to = Math.floor(Date.now() / 1000);
  return { from: to - MINUTES * 60, to, step: SCRAPE_SECONDS };
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
