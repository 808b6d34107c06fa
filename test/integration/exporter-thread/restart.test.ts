import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { expect } from 'chai';
import type { Scraped } from './threaded-bot.js';
import { ORDERS, PRELOADED, ThreadedBot } from './threaded-bot.js';

const ANSWERED = 'genesis_scrape_requests_total{code="200"}';

describe('the thread of the metrics endpoint when it ends', () => {
  let bot: ThreadedBot;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'genesis-restart-'));
  });

  afterEach(async () => {
    bot.kill('SIGKILL');
    await bot.ended().catch(() => {});
    rmSync(folder, { recursive: true });
  });

  for (const doing of ['die', 'crash']) {
    it(`starts again on its port where it is made to ${doing}, and nothing is lost`, async () => {
      bot = new ThreadedBot('threaded.cjs', { args: [doing], env: PRELOADED });
      // A scrape is counted when it has ended, so that the next one shows it.
      const before = await bot.scrapeUntil(answeredAbove(0));
      const answered = before.series.get(ANSWERED) ?? 0;
      bot.tell('go');
      await bot.says(/did it/);
      await bot.says(/thread of the metrics endpoint is gone/);
      const again = await bot.scrapeUntil((scraped) => scraped.series.get(ORDERS) === 2);
      expect(again.series.get(ANSWERED)).to.be.at.least(answered);
    });
  }

  it('starts again where a logger throws at every line', async () => {
    bot = new ThreadedBot('threaded.cjs', { args: ['logger'], env: PRELOADED });
    await bot.scrape();
    bot.tell('go');
    await bot.says(/did it/);
    await bot.scrapeUntil((scraped) => scraped.series.get(ORDERS) === 2);
  });

  it('is started until its port is free again, and one line says so', async () => {
    bot = new ThreadedBot('threaded.cjs', { args: ['occupied'], env: PRELOADED });
    await bot.scrape();
    bot.tell('go');
    const [line] = await bot.says(/.*it is tried again.*/);
    expect(line).to.match(/OTEL_EXPORTER_PROMETHEUS_PORT .* is taken by another program/);
    bot.tell('free it');
    await bot.scrapeUntil((scraped) => scraped.series.get(ORDERS) === 2);
    expect(bot.stderr.match(/is taken by/g)).to.have.length(1);
  });

  it('stays closed where its users are gone from their file, until they are back', async () => {
    const file = join(folder, 'web.yml');
    const guarded = `basic_auth_users:\n  scraper: ${hashSync('a password', 4)}\n`;
    writeFileSync(file, guarded);
    bot = new ThreadedBot('threads-ending.cjs', {
      env: { ...PRELOADED, PROMETHEUS_AUTH_TOKEN: '', PROMETHEUS_WEB_CONFIG_FILE: file },
    });
    const authorization = `Basic ${Buffer.from('scraper:a password').toString('base64')}`;
    await bot.scrapeUntil(() => true, { authorization });
    writeFileSync(file, '{}\n');
    await bot.does('die');
    await bot.says(/hold less protection than when it was opened/);
    const refused = await bot.scrape({ authorization }).catch((fault: Error) => fault);
    expect(refused).to.be.instanceOf(Error);
    writeFileSync(file, guarded);
    await bot.scrapeUntil(() => true, { authorization });
    expect(await bot.scrape().catch((fault: Error) => fault)).to.be.instanceOf(Error);
  });
});

function answeredAbove(count: number): (scraped: Scraped) => boolean {
  return ({ series }) => (series.get(ANSWERED) ?? 0) > count;
}
