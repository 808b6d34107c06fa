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
    exchange = await quietExchange({ spotLimits: { orders10s: 20 } });
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
    await bot.calls([buy, wallet, wallet, wallet, wallet]);
    const told = exchange.journal
      .of('request')
      .map(({ headers }) => Number(headers['x-bm-ratelimit-remaining']) / 20);
    // A window may end between two requests; what is shown is a figure that was told.
    expect(told).to.include(await usage());
    await eventually(bot, (series) => total(series, USAGE) === 0, 'the end of the window', 30_000);
  });

  it('show a limit that is used up', async function () {
    this.timeout(60_000);
    const orders = Array.from({ length: 45 }, () => buy);
    const outcomes = await bot.calls(orders);
    expect(outcomes.some(({ ok }) => !ok)).to.equal(true);
    expect(await usage()).to.equal(1);
  });
});
