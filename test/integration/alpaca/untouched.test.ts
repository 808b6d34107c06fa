import { expect } from 'chai';
import type { Fault } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import type { BotName, Outcome } from './driven-bot.js';
import { BOTS, DrivenBot, isModern } from './driven-bot.js';

const share = { symbol: 'AAPL', side: 'buy', qty: 1 };
const crypto = { symbol: 'BTC/USD', side: 'buy', qty: 0.1, timeInForce: 'gtc' };
const NOBODY = 'a1fa0000-0000-4000-8000-999999999999';
const FIRST = 'a1fa0000-0000-4000-8000-000000000001';

type Step = readonly [step: string, argument?: unknown, fault?: Fault];

/** What the bot does, one after the other; the faults that are on meanwhile. */
const script = (name: BotName): readonly Step[] => [
  ['place', { ...share, kind: 'limit', limitPrice: 140 }],
  ['change', { id: FIRST, limitPrice: '141' }],
  ['change', { id: NOBODY, limitPrice: '141' }],
  ['cancel', NOBODY],
  ['cancelAll'],
  ['follow'],
  ['place', share],
  ['place', crypto],
  ['place', { ...share, qty: 9000 }],
  ['place', { ...share, symbol: 'NONE' }],
  ['promise', share],
  // The first is held up, the second is refused, the third overtakes.
  ['race', [share, { ...share, qty: 9000 }, share], { kind: 'slow', ms: 300, count: 1 }],
  ['place', share, { kind: 'rate-limit', count: 1, retryAfterS: 1 }],
  ['place', share, { kind: 'error', status: 503, count: 1 }],
  ['place', share, { kind: 'reject', code: 40110000, count: 1 }],
  ['place', share, { kind: 'truncate', count: 1 }],
  ['positions'],
  ['position', 'AAPL'],
  ['position', 'NONE'],
  ['history'],
  ['clock'],
  ['close', 'BTCUSD'],
  ['closeAll', false],
  ['unfollow'],
  ...(isModern(name)
    ? ([
        ['wrong'],
        ['place', { symbol: 'AAPL', side: 'buy' }],
        ['place', share, { kind: 'hang', count: 1 }],
      ] as const)
    : []),
];

interface Run {
  readonly outcomes: readonly Outcome[];
  readonly events: readonly unknown[];
  readonly orders: readonly unknown[];
}

/** Times, ports and the moments of cutting off are new each time. */
const steady = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/\b20\d{15}\b/g, 'TIME')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST');

async function run(name: BotName, preload: boolean): Promise<Run> {
  const exchange = await quietExchange();
  const bot = await DrivenBot.start(name, exchange, { preload, env: { ALPACA_TIMEOUT: '1000' } });
  const outcomes: Outcome[] = [];
  for (const [step, argument, fault] of script(name)) {
    if (fault !== undefined) exchange.faults.set(fault);
    outcomes.push(await bot.try(step, argument));
    exchange.faults.clear();
  }
  bot.release();
  const { stdout, stderr, code } = await bot.ended();
  await exchange.close();
  expect({ stderr, code }).to.deep.equal({ stderr: '', code: 0 });
  const events = stdout.split('\n').filter((line) => line.startsWith('{"event"'));
  return {
    outcomes: JSON.parse(steady(JSON.stringify(outcomes))) as Outcome[],
    events,
    orders: exchange.journal.orders.map(({ operation, symbol, outcome, code: refusal }) => ({
      operation,
      symbol,
      outcome,
      refusal,
    })),
  };
}

describe('an Alpaca bot with the preload and without', () => {
  for (const name of Object.keys(BOTS) as BotName[]) {
    it(`sees and does the same, ${name}`, async () => {
      const [without, within] = [await run(name, false), await run(name, true)];
      script(name).forEach(([step], index) => {
        expect(within.outcomes[index], step).to.deep.equal(without.outcomes[index]);
      });
      expect(within.events).to.deep.equal(without.events);
      expect(within.orders).to.deep.equal(without.orders);
      const failed = without.outcomes.filter(({ error }) => error !== undefined);
      expect(failed.length).to.be.at.least(9);
    });
  }
});
