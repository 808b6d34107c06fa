import { expect } from 'chai';
import type { Fault } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { Collector } from '../preload/collectors.js';
import { CANARIES, secretsIn } from '../support/canaries.js';
import { DrivenBot, NOW } from '../support/driven-bot.js';

const MARKET = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01 };
const FAULTS: readonly Fault[] = [
  { kind: 'reject' },
  { kind: 'rate-limit' },
  { kind: 'ban' },
  { kind: 'error' },
  { kind: 'hang' },
  { kind: 'truncate' },
];

/** Trades in every way and fails in every way. */
async function trade(bot: DrivenBot, fail: (fault: Fault) => void): Promise<string> {
  const outcomes: unknown[] = [];
  const run = async (on: string, method: string, ...args: unknown[]): Promise<void> => {
    outcomes.push(await bot.call(on, method, ...args));
  };
  await run('ws', 'subscribeSpotUserDataStream');
  await run('ws', 'subscribeUsdFuturesUserDataStream');
  await run('wsApi', 'subscribeUserDataStream', 'mainWSAPI');
  for (const fault of FAULTS) {
    fail({ ...fault, count: 1 });
    await run('spot', 'submitNewOrder', MARKET);
    if (fault.kind === 'hang') continue;
    fail({ ...fault, count: 1, scope: 'orders' });
    await run('wsApi', 'submitNewSpotOrder', { ...MARKET, timestamp: NOW });
  }
  // Arguments in the wrong places.
  await run('spot', 'submitNewOrder', { ...MARKET, symbol: CANARIES.secret });
  await run('spot', 'submitNewOrder', { ...MARKET, side: CANARIES.apiKey, type: CANARIES.secret });
  await run('spot', 'submitNewOrder', CANARIES.secret);
  await run('usdm', 'submitNewOrder', MARKET);
  await run('usdm', 'getPositionsV3');
  return JSON.stringify(outcomes);
}

describe('secrets of a binance bot', () => {
  it('leave the process by no way of ours', async () => {
    const exchange = await quietExchange();
    const collector = new Collector();
    const env = {
      BOT_TIMEOUT: '1000',
      OTEL_EXPORTER_OTLP_ENDPOINT: await collector.start(),
      OTEL_METRICS_EXPORTER: 'prometheus,otlp',
    };
    const bot = await DrivenBot.start('binance/bot.cjs', { url: exchange.url, env });
    const told = await trade(bot, (fault) => exchange.faults.set(fault));
    exchange.dropSockets();
    await bot.happened({ on: 'ws', name: 'reconnected', count: 2 });
    const metrics = await bot.scrape();
    const { stderr } = await bot.end();
    const [account] = exchange.accounts.all();
    const signatures = [...told.matchAll(/signature[=":]+([0-9a-f]{64})/g)].map(([, hex]) => hex);
    const further = Object.fromEntries(
      [account?.listenKey, ...signatures].map((secret, index) => [
        `further ${index}`,
        secret ?? '',
      ]),
    );
    // The bot itself has seen them all, so there was something to leak.
    expect(secretsIn(told, further)).to.include.members(['apiKey', 'further 0', 'further 1']);
    const pushed = collector.requests.map(({ headers, body }) => JSON.stringify(headers) + body);
    expect(pushed.length).to.be.above(0);
    for (const text of [metrics, stderr, ...pushed]) {
      expect(secretsIn(text, further), text).to.deep.equal([]);
    }
    expect(metrics).to.contain('genesis_orders_failed_total');
    await collector.stop();
    await exchange.close();
  });
});
