import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../test/stack/support/eventually.js';
import { shipped } from '../../test/stack/support/long-term/shipped.js';
import { Prometheus } from '../../test/stack/support/prometheus.js';
import { BotEndpoint } from './bot-endpoint.js';
import type { History } from './history.js';

const RECORDED = 'count({__name__=~".+:.+"})';
/** Rules that build on others, and rates, need a few turns. */
const SETTLED_MS = 15_000;

/** How many series the shipped rules record of a bot, once it has traded. */
export async function recordedSeries(history: History): Promise<number> {
  const bot = await BotEndpoint.start(history);
  const folder = mkdtempSync(join(tmpdir(), 'genesis-recorded-'));
  const rules = shipped('prometheus/rules/genesis-recording.yml');
  writeFileSync(join(folder, 'rules.yml'), rules.replace(/^( +interval:) .*$/gm, '$1 1s'));
  const configuration = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: ['rules.yml'],
    scrape_configs: [{ job_name: 'genesis', static_configs: [{ targets: [bot.address] }] }],
  };
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(configuration));
  const prometheus = await Prometheus.open(folder);
  try {
    let [most, since] = [0, Date.now()];
    return await eventually(
      'recorded series',
      async () => {
        const [{ value: count } = { value: 0 }] = await prometheus.instant(RECORDED, Date.now());
        if (count > most) [most, since] = [count, Date.now()];
        return most > 0 && Date.now() - since > SETTLED_MS ? most : undefined;
      },
      180_000,
    );
  } finally {
    await prometheus.stop();
    bot.stop();
  }
}
