import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import type { PaperExchange } from '../../examples/paper-exchange/index.js';
import { startPaperExchange } from '../../examples/paper-exchange/index.js';
import { TOKEN } from '../integration/preload/bot.js';
import { DemoBot } from './support/demo-bot.js';
import { eventually } from './support/eventually.js';
import { needPrograms } from './support/programs.js';
import { Prometheus } from './support/prometheus.js';
import { QUERIES } from './support/queries.js';

const WRONG = 'a-token-that-nobody-was-given-0987654321';
/** Names that the setup guide promises, whatever a linter thinks of them. */
const LINT = {
  always: 'genesis_websocket_latency_ms metric names should not contain abbreviated units',
  byVersion:
    'genesis_position_count non-histogram and non-summary metrics should not have "_count" suffix',
};

describe('the demo bot in a real Prometheus', () => {
  let exchange: PaperExchange;
  let bot: DemoBot;
  let prometheus: Prometheus;
  let at = 0;

  before(async function () {
    needPrograms(this, 'prometheus', 'promtool');
    exchange = await startPaperExchange();
    bot = await DemoBot.start(exchange.url);
    prometheus = await Prometheus.start([
      { name: 'demo', target: bot.address, token: TOKEN },
      { name: 'wrong', target: bot.address, token: WRONG },
    ]);
    await prometheus.scraped('wrong');
    await prometheus.scraped('demo');
    at = await prometheus.scraped('demo');
  });

  after(async () => {
    await bot?.stop();
    await Promise.all([prometheus?.stop(), exchange?.close()]);
  });

  const target = (job: string) =>
    eventually(`the target ${job}`, async () => {
      const targets = await prometheus.targets();
      return targets.find(({ labels, health }) => labels['job'] === job && health !== 'unknown');
    });
  const sum = async (expression: string, when = at): Promise<number | undefined> =>
    (await prometheus.instant(`sum(${expression})`, when))[0]?.value;

  it('is up with the right token', async () => {
    expect(await target('demo')).to.include({ health: 'up', lastError: '' });
  });

  it('is down with the wrong one, and shows it nothing', async () => {
    const { health, lastError } = await target('wrong');
    expect(health).to.equal('down');
    expect(lastError).to.equal('server returned HTTP status 401 Unauthorized');
    expect(await prometheus.instant('{__name__=~"genesis_.*",job="wrong"}', at)).to.deep.equal([]);
    expect(await sum('up{job="wrong"}')).to.equal(0);
  });

  it('trades as much as the exchange has in its journal', async () => {
    // The bot goes on trading, so the journal is read on both sides of a scrape. Orders that the
    // client refuses for a market that does not exist never reach the exchange.
    const journaled = (): number =>
      exchange.journal.orders.filter(({ operation }) => operation === 'create').length;
    const least = journaled();
    const counted = await sum(
      'genesis_orders_total{symbol!~"NOPE.*"}',
      await prometheus.scraped('demo'),
    );
    const underWay = 2;
    expect(counted).to.be.within(least, journaled() + underWay);
    expect(least).to.be.greaterThan(0);
  });

  for (const [title, query] of QUERIES) {
    it(`can be asked: ${title}`, async () => {
      const answer = await prometheus.instant(query, at);
      // Alerts are often silent; a figure that somebody looks at is always there.
      if (!query.includes('<') && !query.includes('>')) expect(answer).to.not.deep.equal([]);
      for (const { labels } of answer) expect(labels['job']).to.equal('demo');
    });
  }

  it('serves what promtool finds no fault with, but for names that are promised', async () => {
    const { status, body } = await bot.metrics();
    expect(status).to.equal(200);
    const check = spawnSync('promtool', ['check', 'metrics'], { input: body, encoding: 'utf8' });
    const lines = `${check.stdout}${check.stderr}`.trim().split('\n');
    expect(lines.filter((line) => line !== LINT.byVersion)).to.deep.equal([LINT.always]);
    expect(check.status).to.equal(3);
  });
});
