import { join } from 'node:path';
import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { Program } from '../../support/program.js';
import { parseExposition } from '../../support/series.js';

const ROOT = join(__dirname, '../../../..');
const TOKEN = 'a-token-for-the-early-bots';

describe('a bot that has its clients before anything is started', () => {
  let exchange: PaperExchange;

  before(async () => {
    exchange = await quietExchange();
  });
  after(() => exchange.close());

  it('is followed from the start on, for it has handed them over', async () => {
    const program = new Program([join(ROOT, 'test/fixtures/bots/instrument-first.cjs')], {
      cwd: ROOT,
      env: {
        PAPER_EXCHANGE_URL: exchange.url,
        PROMETHEUS_AUTH_TOKEN: TOKEN,
        OTEL_EXPORTER_PROMETHEUS_PORT: '0',
        OTEL_LOG_LEVEL: 'error',
      },
    });
    await program.says(/^recognised: true$/m);
    const [, url = ''] = await program.says(/^metrics: (\S+)$/m);
    const response = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
    const series = parseExposition(await response.text());
    program.tell('end');
    const { code } = await program.ended();

    const known = '{exchange="binance",symbol="BTC/USDT",side="buy",type="market"}';
    const placed = exchange.journal.all().filter((entry) => entry.kind === 'order');
    expect(series.get(`genesis_orders_total${known}`)).to.equal(placed.length);
    const unknown = '{exchange="house",symbol="BTC-USDT",side="sell",type="market"}';
    expect(series.get(`genesis_orders_total${unknown}`)).to.equal(1);
    expect(code).to.equal(0);
  });
});
