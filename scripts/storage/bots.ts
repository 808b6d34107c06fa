import { startExchange, stop } from '../../examples/demo/children.js';
import { DemoBot } from '../../test/stack/support/demo-bot.js';
import type { BotSize } from './bot-series.js';
import { familiesOfBot, SERIES_OF_A_SCRAPE, seriesCount } from './bot-series.js';
import type { Fleet } from './disk-need.js';
import { History } from './history.js';
import { recordedSeries } from './recorded-series.js';

const DEMO_MS = 20_000;

/** The bot of 90 days and the one of some days that are measured. */
export const SMALL: BotSize = { exchanges: 1, markets: 1 };
export const MEASURED: BotSize = { exchanges: 2, markets: 10 };

const SIZES: Readonly<Record<string, BotSize>> = {
  '1 exchange, 1 market': SMALL,
  '2 exchanges, 10 markets each': MEASURED,
  '5 exchanges, 40 markets each': { exchanges: 5, markets: 40 },
};

/** How many series bots have in Prometheus, and how many its rules record of them. */
export async function fleets(): Promise<Fleet[]> {
  const found: Fleet[] = [];
  for (const [title, size] of Object.entries(SIZES)) {
    const families = await familiesOfBot(size);
    const history = new History({ families, labels: {}, from: 0, stepSeconds: 10 });
    const series = seriesCount(families) + SERIES_OF_A_SCRAPE;
    found.push({
      title: `a bot on ${title}`,
      bots: 1,
      series,
      recorded: await recordedSeries(history),
    });
  }
  const [, measured] = found;
  if (measured === undefined) return found;
  return [...found, { ...measured, title: '20 bots of the second line', bots: 20 }];
}

/** For comparison: those of a bot that really trades, on two exchanges with a market each. */
export async function seriesOfDemo(): Promise<number> {
  const exchange = await startExchange();
  const bot = await DemoBot.start(exchange.url);
  try {
    await new Promise((resolve) => setTimeout(resolve, DEMO_MS));
    const { body } = await bot.metrics();
    const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return lines.length + SERIES_OF_A_SCRAPE;
  } finally {
    await bot.stop();
    await stop(exchange.child);
  }
}
