import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedVariables } from '../../test/stack/support/long-term/shipped.js';
import { Prometheus } from '../../test/stack/support/prometheus.js';
import { VictoriaMetrics } from '../../test/stack/support/victoria-metrics.js';
import { largestError } from './answers.js';
import { writeBlocks } from './blocks.js';
import type { BotSize } from './bot-series.js';
import { familiesOfBot } from './bot-series.js';
import { MEASURED, SMALL } from './bots.js';
import { folderSize } from './folder-size.js';
import { History } from './history.js';
import { importBlocks } from './import-blocks.js';
import { bytesInInflux } from './influx-bytes.js';
import type { Question } from './questions.js';
import { ANSWERED, LOST } from './questions.js';
import { mergedHolding } from './victoria-bytes.js';
import { bytesInWriteAheadLog } from './write-ahead-log.js';

const DAY_SECONDS = 86_400;
const WINDOW_SECONDS = 300;
const INFLUX_SECONDS = 6 * 3_600;
const LABELS = { job: 'genesis', instance: 'bot:9464' };
const STORE = shippedVariables('victoriametrics/victoriametrics.env');

/** Bytes and samples of a store, under the name that the table gives it. */
export interface Measured {
  readonly title: string;
  readonly bytes: number;
  readonly samples: number;
}

/** How far off the answers to a question are. */
export interface Answered {
  readonly question: Question;
  readonly error: number;
}

async function historyOf(size: BotSize, from: number, stepSeconds: number): Promise<History> {
  return new History({ families: await familiesOfBot(size), labels: LABELS, from, stepSeconds });
}

/** Some days at ten seconds: in Prometheus, and thinned out by VictoriaMetrics; with what each answers. */
export async function measureDays(
  days: number,
  end: number,
  folder: string,
): Promise<{ stores: Measured[]; answers: Answered[] }> {
  const from = end - days * DAY_SECONDS;
  const data = join(folder, 'data');
  const samples = await writeBlocks(await historyOf(MEASURED, from, 10), { from, end, data });
  const stores = [{ title: 'Prometheus, 10 s', bytes: folderSize(data), samples }];
  const store = await VictoriaMetrics.start({ env: STORE });
  try {
    await importBlocks(data, store.url, folder);
    const merged = await mergedHolding(store, `${days}d`, end * 1_000);
    stores.push({ title: `VictoriaMetrics, 5 min, ${days} days`, ...merged });
    return { stores, answers: await ask(folder, store, from, end) };
  } finally {
    await store.stop();
  }
}

async function ask(
  folder: string,
  thinned: VictoriaMetrics,
  from: number,
  end: number,
): Promise<Answered[]> {
  writeFileSync(join(folder, 'prometheus.yml'), '{}');
  const whole = await Prometheus.open(folder, { flags: ['--storage.tsdb.retention.time=90d'] });
  try {
    const times: number[] = [];
    for (let at = end - 17; at > from + DAY_SECONDS; at -= 4_027) times.push(at * 1_000);
    const answers: Answered[] = [];
    for (const question of [...ANSWERED, ...LOST]) {
      const error = await largestError(question, { whole, thinned, times });
      answers.push({ question, error });
    }
    return answers;
  } finally {
    await whole.stop();
  }
}

/** Ninety days of 5-minute samples, as they are left after ninety days. */
export async function measureNinetyDays(end: number, folder: string): Promise<Measured> {
  const from = end - 89 * DAY_SECONDS;
  const data = join(folder, 'data');
  const history = await historyOf(SMALL, from, WINDOW_SECONDS);
  await writeBlocks(history, { from, end, data });
  const store = await VictoriaMetrics.start({ env: STORE });
  try {
    await importBlocks(data, store.url, folder);
    const merged = await mergedHolding(store, '90d', end * 1_000);
    return { title: 'VictoriaMetrics, 5 min, 90 days', ...merged };
  } finally {
    await store.stop();
  }
}

/** Some hours at ten seconds in InfluxDB. */
export async function measureInflux(end: number, folder: string): Promise<Measured> {
  const from = end - INFLUX_SECONDS;
  const file = join(folder, 'samples.om');
  const samples = (await historyOf(MEASURED, from, 10)).writeUntil(end, file);
  const bytes = (await bytesInInflux(file)) * samples;
  rmSync(file);
  return { title: 'InfluxDB 1, 10 s', bytes, samples };
}

/** What a sample takes before it is in a block. */
export async function measureWriteAheadLog(): Promise<number> {
  const families = await familiesOfBot(MEASURED);
  return await bytesInWriteAheadLog(
    new History({ families, labels: {}, from: 0, stepSeconds: 10 }),
  );
}
