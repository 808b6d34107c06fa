import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { writeBlocks } from '../../scripts/storage/blocks.js';
import { familiesOfBot } from '../../scripts/storage/bot-series.js';
import { folderSize } from '../../scripts/storage/folder-size.js';
import { History } from '../../scripts/storage/history.js';
import { needPrograms } from './support/programs.js';
import { Prometheus } from './support/prometheus.js';

const DAY_SECONDS = 86_400;
const DAYS = 20;
const STEP_SECONDS = 1_800;

describe('what Prometheus keeps', () => {
  let now: number;
  let blocks: string;

  /** Blocks of a day each, of the last twenty days. */
  before(async function () {
    needPrograms(this, 'prometheus', 'promtool');
    now = Math.floor(Date.now() / 1_000 / STEP_SECONDS) * STEP_SECONDS;
    const from = now - DAYS * DAY_SECONDS;
    const families = await familiesOfBot({ exchanges: 1, markets: 1 });
    const labels = { job: 'genesis', instance: 'bot:9464' };
    const history = new History({ families, labels, from, stepSeconds: STEP_SECONDS });
    blocks = join(mkdtempSync(join(tmpdir(), 'genesis-blocks-')), 'data');
    await writeBlocks(history, { from, end: now, data: blocks });
  });
  after(() => {
    if (blocks !== undefined) rmSync(dirname(blocks), { recursive: true, force: true });
  });

  function start(flags: readonly string[]): Promise<Prometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'genesis-retention-'));
    cpSync(blocks, join(folder, 'data'), { recursive: true });
    writeFileSync(join(folder, 'prometheus.yml'), '{}');
    return Prometheus.open(folder, { flags });
  }

  /** Of the samples of the bot's uptime that are left: the days since the oldest. */
  async function daysLeft(prometheus: Prometheus): Promise<number> {
    const [series] = await prometheus.raw(`genesis_up[${DAYS + 1}d]`, now * 1_000);
    const oldest = series?.points[0]?.at ?? Number.NaN;
    return (now - oldest / 1_000) / DAY_SECONDS;
  }

  it('is 15 days: older blocks are gone, younger ones are whole', async () => {
    const prometheus = await start(['--storage.tsdb.retention.time=15d']);
    try {
      const days = await daysLeft(prometheus);
      // A block goes when all of it is too old, so up to a block more is there.
      expect(days).to.be.within(15 - STEP_SECONDS / DAY_SECONDS, 16.1);
    } finally {
      await prometheus.stop();
    }
  });

  it('is as much as fits: the oldest blocks go first', async () => {
    const most = Math.floor(folderSize(blocks) / 2);
    const size = `--storage.tsdb.retention.size=${most}B`;
    const prometheus = await start(['--storage.tsdb.retention.time=90d', size]);
    try {
      const days = await daysLeft(prometheus);
      expect(days).to.be.within(5, 12);
      expect(folderSize(prometheus.data)).to.be.at.most(most);
    } finally {
      await prometheus.stop();
    }
  });
});
