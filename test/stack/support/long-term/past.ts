import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import type { Servers } from '../../../../scripts/storage/answers.js';
import { writeBlocks } from '../../../../scripts/storage/blocks.js';
import { familiesOfBot } from '../../../../scripts/storage/bot-series.js';
import { History } from '../../../../scripts/storage/history.js';
import { importBlocks } from '../../../../scripts/storage/import-blocks.js';
import { ANSWERED, LOST } from '../../../../scripts/storage/questions.js';
import { Prometheus } from '../prometheus.js';
import { VictoriaMetrics } from '../victoria-metrics.js';
import { shipped, shippedVariables } from './shipped.js';

const run = promisify(execFile);

interface RuleFile {
  readonly groups: readonly {
    readonly name: string;
    readonly rules: readonly { record: string }[];
  }[];
}

const WINDOW_SECONDS = 300;
const DAY_SECONDS = 86_400;
const STEP_SECONDS = 10;

/** What VictoriaMetrics is told in the compose file. */
export const STORE_VARIABLES = shippedVariables('victoriametrics/victoriametrics.env');

/** A day and some hours of a small bot, as Prometheus has them and as VictoriaMetrics keeps them. */
export class Past {
  /** When questions about the day before can be asked, in milliseconds; the latest one first. */
  readonly times: readonly number[];
  readonly prometheus: Prometheus;
  readonly store: VictoriaMetrics;

  private constructor(times: readonly number[], prometheus: Prometheus, store: VictoriaMetrics) {
    this.times = times;
    this.prometheus = prometheus;
    this.store = store;
  }

  /** @param hours how many; where it is less than a day, nobody can ask about one */
  static async start(hours: number, flags: readonly string[] = []): Promise<Past> {
    const folder = mkdtempSync(join(tmpdir(), 'genesis-past-'));
    const store = await VictoriaMetrics.start({ env: STORE_VARIABLES });
    try {
      const end = (Math.floor(Date.now() / 1_000 / WINDOW_SECONDS) - 1) * WINDOW_SECONDS;
      await writePast(folder, end - hours * 3_600, end);
      await importBlocks(join(folder, 'data'), store.url, folder);
      const most = Math.max(60, hours * 3_600 - DAY_SECONDS);
      const times = [17, most / 3, most - 31].map((before) => (end - before) * 1_000);
      return new Past(times, await Prometheus.open(folder, { flags }), store);
    } catch (error) {
      await store.stop();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Those who can be compared. */
  get servers(): Servers {
    return { whole: this.prometheus, thinned: this.store, times: this.times };
  }

  /** Lets the store have what the shipped rules would have recorded in the last day and a half. */
  async record(): Promise<void> {
    const { groups } = parse(shipped('prometheus/rules/genesis-recording.yml')) as RuleFile;
    const asked = LOST.map(({ recorded }) => recorded.query).join(' ');
    const [group] = groups.filter(({ name }) => name === 'genesis-downsamples');
    const rules = group?.rules.filter(({ record }) => asked.includes(record));
    const folder = mkdtempSync(join(tmpdir(), 'genesis-recorded-'));
    const file = join(folder, 'rules.yml');
    writeFileSync(file, JSON.stringify({ groups: [{ ...group, rules }] }));
    const [latest = 0] = this.times;
    const end = Math.floor(latest / 1_000);
    const span = [`--start=${end - 1.5 * DAY_SECONDS}`, `--end=${end}`];
    const blocks = ['tsdb', 'create-blocks-from', 'rules', `--url=${this.prometheus.url}`];
    await run('promtool', [...blocks, ...span, `--output-dir=${join(folder, 'data')}`, file]);
    await importBlocks(join(folder, 'data'), this.store.url, folder);
    rmSync(folder, { recursive: true });
  }

  async stop(): Promise<void> {
    await Promise.all([this.prometheus.stop(), this.store.stop()]);
  }
}

async function writePast(folder: string, from: number, end: number): Promise<void> {
  const asked = [...ANSWERED, ...LOST].map(({ query }) => query).join(' ');
  const families = await familiesOfBot({ exchanges: 1, markets: 1 });
  const history = new History({
    families: families.filter(({ name }) => asked.includes(name)),
    labels: { job: 'genesis', instance: 'bot:9464' },
    from,
    stepSeconds: STEP_SECONDS,
  });
  await writeBlocks(history, { from, end, data: join(folder, 'data') });
  writeFileSync(join(folder, 'prometheus.yml'), '{}');
}
