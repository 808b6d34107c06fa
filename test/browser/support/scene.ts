import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startExchange, stop } from '../../../examples/demo/children.js';
import type { Stretch } from '../../../scripts/pictures/answers.js';
import { PACKAGE_ROOT, TOKEN } from '../../integration/preload/bot.js';
import { DemoBot } from '../../stack/support/demo-bot.js';
import { eventually } from '../../stack/support/eventually.js';
import { Prometheus } from '../../stack/support/prometheus.js';

const RULES = join(PACKAGE_ROOT, 'docker/prometheus/rules/*.yml');
const TARGETS = 'prometheus-targets.json';

/** Little enough that the losses of the demo are a drawdown that is seen. */
const EQUITY = '4000';
const SCRAPES = 12;

/** Since when nothing can be added: the oldest of the last scrapes and evaluations. */
const WRITTEN = `min(
  min(timestamp(up)) or
  label_replace(min(
    prometheus_rule_group_last_evaluation_timestamp_seconds
      and prometheus_rule_group_interval_seconds == 1
  ), "of", "rules", "", ""))`;

/** The demo under a Prometheus with the rules that are shipped, which looks each second. */
export class Scene {
  readonly prometheus: Prometheus;
  /** From before the bot began to a moment of which all has been written down. */
  readonly stretch: Stretch;
  readonly #endings: readonly (() => Promise<void>)[];

  private constructor(
    prometheus: Prometheus,
    stretch: Stretch,
    endings: readonly (() => Promise<void>)[],
  ) {
    this.prometheus = prometheus;
    this.stretch = stretch;
    this.#endings = endings;
  }

  static async play(): Promise<Scene> {
    const from = Math.floor(Date.now() / 1000);
    const endings: (() => Promise<void>)[] = [];
    try {
      const exchange = await startExchange();
      endings.unshift(() => stop(exchange.child));
      const bot = await DemoBot.start(exchange.url, { GENESIS_INITIAL_EQUITY: EQUITY });
      endings.unshift(() => bot.stop());
      const prometheus = await startPrometheus(bot.address);
      endings.unshift(() => prometheus.stop());
      const to = await played(prometheus);
      return new Scene(prometheus, { from, to, step: 1 }, endings);
    } catch (error) {
      await ended(endings);
      throw error;
    }
  }

  end(): Promise<void> {
    return ended(this.#endings);
  }
}

async function ended(endings: readonly (() => Promise<void>)[]): Promise<void> {
  for (const end of endings) await end();
}

async function startPrometheus(bot: string): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'genesis-browser-'));
  const own = join(folder, TARGETS);
  const configuration = {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: [RULES],
    scrape_configs: [
      {
        job_name: 'genesis',
        authorization: { credentials: TOKEN },
        static_configs: [{ targets: [bot], labels: { instance: 'demo' } }],
      },
      { job_name: 'prometheus', file_sd_configs: [{ files: [own] }] },
    ],
  };
  writeFileSync(own, '[]');
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(configuration), { mode: 0o600 });
  const prometheus = await Prometheus.open(folder, {
    flags: ['--storage.tsdb.retention.size=10GB'],
  });
  // It sees by itself that the file is new.
  writeFileSync(own, JSON.stringify([{ targets: [new URL(prometheus.url).host] }]));
  return prometheus;
}

async function played(prometheus: Prometheus): Promise<number> {
  const scrapes = 'min(count_over_time(up[5m])) and count(up) == 2';
  await eventually(
    `${SCRAPES} scrapes of the bot and of Prometheus`,
    async () => ((await value(prometheus, scrapes)) >= SCRAPES ? true : undefined),
    60_000,
  );
  const now = Math.floor(Date.now() / 1000);
  await eventually('all to be written down', async () =>
    (await value(prometheus, WRITTEN)) > now ? true : undefined,
  );
  return now;
}

async function value(prometheus: Prometheus, query: string): Promise<number> {
  const [sample] = await prometheus.instant(query, Date.now());
  return sample?.value ?? Number.NaN;
}
