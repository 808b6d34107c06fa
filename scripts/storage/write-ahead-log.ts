import { join } from 'node:path';
import { eventually } from '../../test/stack/support/eventually.js';
import { Prometheus } from '../../test/stack/support/prometheus.js';
import { BotEndpoint } from './bot-endpoint.js';
import { folderSize } from './folder-size.js';
import type { History } from './history.js';

const SCRAPES = 40;

/** What a sample takes in the write-ahead log of a Prometheus that scrapes this history. */
export async function bytesInWriteAheadLog(history: History): Promise<number> {
  const bot = await BotEndpoint.start(history);
  const prometheus = await Prometheus.start([{ name: 'genesis', target: bot.address }]);
  try {
    const log = (): number => folderSize(join(prometheus.data, 'wal'));
    // The names of the series are in the log once in two hours; what each scrape adds is its samples.
    await eventually('the first scrapes', () => bot.scrapes > 3 || undefined);
    const [bytes, from] = [log(), bot.scrapes];
    await eventually('scrapes', () => bot.scrapes >= from + SCRAPES || undefined, 90_000);
    const [{ value: samples } = { value: Number.NaN }] = await prometheus.instant(
      'scrape_samples_scraped',
      Date.now(),
    );
    return (log() - bytes) / (bot.scrapes - from) / samples;
  } finally {
    await prometheus.stop();
    bot.stop();
  }
}
