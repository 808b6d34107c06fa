import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';
import { BOTS, buy, call } from './support.js';

const USAGE = 'genesis_rate_limit_usage_ratio';

describe('rate limits of bitmart-api', () => {
  let exchange: PaperExchange;
  let bot: DrivenBot;

  before(async () => {
    // Its clock stands still, so that no window ends between two requests.
    const startedAt = Date.now();
    exchange = await quietExchange({ spotLimits: { orders10s: 20 }, now: () => startedAt });
    bot = await DrivenBot.start(BOTS[0], { url: exchange.url });
  });

  after(async () => {
    await bot.end();
    await exchange.close();
  });

  const usage = async (): Promise<number> => total(await bot.series(), USAGE);

  it('show the busiest path, and fall back when its window ends', async function () {
    this.timeout(60_000);
    const wallet = call('spot', 'getSpotWalletBalanceV1');
    // One by one: of answers that cross, the last one read need not be the last one sent.
    for (const one of [buy, wallet, wallet, wallet, wallet]) await bot.calls([one]);
    const { headers } = exchange.journal
      .of('request')
      .reduce((a, b) => (used(b) > used(a) ? b : a));
    expect(headers).to.include({ 'x-bm-ratelimit-remaining': '4', 'x-bm-ratelimit-limit': '20' });
    expect(await usage()).to.equal(4 / 20);
    await eventually(bot, (series) => total(series, USAGE) === 0, 'the end of the window', 30_000);
  });

  it('show a limit that is used up', async () => {
    const outcomes = await bot.calls(Array.from({ length: 21 }, () => buy));
    expect(outcomes.filter(({ ok }) => !ok)).to.have.length(2);
    expect(await usage()).to.equal(1);
  });
});

const used = ({ headers }: { readonly headers: Readonly<Record<string, string>> }): number =>
  Number(headers['x-bm-ratelimit-remaining']);
