import { expect } from 'chai';
import type { Fault, PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { deadAddress } from '../preload/collectors.js';
import { secretsIn } from './canaries.js';
import { rise } from './counts.js';
import type { Call } from './driven-bot.js';
import { DrivenBot } from './driven-bot.js';
import { throughWs } from './ws-fallback.js';

/** An order of some kind, and the labels that it is counted under, once. */
export interface Kind {
  readonly what: string;
  readonly call: Call;
  /** `exchange symbol side type` */
  readonly labels: string;
}

/** An order that fails, and why. */
export interface Failing {
  readonly what: string;
  readonly call: Call;
  readonly errorType: string;
  readonly fault?: Fault;
  /** Whether a request left: else the failure is no latency. Default true. */
  readonly isSent?: boolean;
}

/** What the suites drive. */
export interface OrderSuite {
  /** The scripts of its bots, relative to `test/fixtures/bots`. */
  readonly bots: readonly string[];
  /** What a bot does before it can trade: it opens its sockets, say. */
  readonly prepare?: (bot: DrivenBot) => Promise<unknown>;
  readonly kinds: readonly Kind[];
  readonly failing: readonly Failing[];
  /** A plain market order, for a bot that reaches nobody. */
  readonly order: Call;
}

export const call = (on: string, method: string, ...args: unknown[]): Call => ({
  on,
  method,
  args,
});

/** The requests about orders that the exchange has seen. */
export const orderRequests = (exchange: PaperExchange): number =>
  exchange.journal.of('request').filter(({ path }) => /order/i.test(path) && !/test$/.test(path))
    .length;

/** Every kind of order counts once, under its labels, and reaches the exchange once. */
export function describeKinds({ bots, prepare, kinds }: OrderSuite): void {
  for (const file of bots) {
    describe(`orders of ${file}`, () => {
      let exchange: PaperExchange;
      let bot: DrivenBot;

      before(async () => {
        exchange = await quietExchange();
        bot = await DrivenBot.start(file, { url: exchange.url, env: throughWs(exchange) });
        await prepare?.(bot);
      });

      after(async () => {
        await bot.end();
        await exchange.close();
      });

      for (const { what, call: order, labels } of kinds) {
        it(`${what} counts once`, async () => {
          const before = orderRequests(exchange);
          const counted = await rise(bot, async () => {
            const [outcome] = await bot.calls([order]);
            expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
          });
          const [house, , , type] = labels.split(' ');
          expect(counted).to.deep.equal({
            orders: { [labels]: 1 },
            failed: {},
            errors: {},
            measured: { [`${house} ${type} success`]: 1 },
          });
          expect(orderRequests(exchange) - before).to.equal(1);
        });
      }
    });
  }
}

/** Every failure is counted once, with its class, and tells no secret. */
export function describeFailures({ bots, prepare, failing, order }: OrderSuite): void {
  for (const file of bots) {
    describe(`failures of ${file}`, () => {
      let exchange: PaperExchange;
      let bot: DrivenBot;

      before(async () => {
        exchange = await quietExchange();
        const env = { ...throughWs(exchange), BOT_TIMEOUT: '1000' };
        bot = await DrivenBot.start(file, { url: exchange.url, env });
        await prepare?.(bot);
      });

      afterEach(() => exchange.faults.clear());

      after(async () => {
        const said = `${await bot.scrape()}${bot.stderr}`;
        expect(secretsIn(said)).to.deep.equal([]);
        await bot.end();
        await exchange.close();
      });

      for (const one of failing) {
        it(`${one.what} is ${one.errorType}`, () => expectFailure(one, exchange, bot));
      }
    });
  }

  describe(`failures of ${bots[0]} where it reaches nobody`, () => {
    it('are network, and the exchange is not connected', async () => {
      const bot = await DrivenBot.start(String(bots[0]), { url: await deadAddress() });
      const counted = await rise(bot, () => bot.calls([order]));
      expect(counted.errors).to.deep.equal({ 'binance create network': 1 });
      const series = await bot.series();
      expect(series.get('genesis_connection_status{exchange="binance"}')).to.equal(0);
      await bot.end();
    });
  });
}

async function expectFailure(
  { call: failing, errorType, fault, isSent = true }: Failing,
  exchange: PaperExchange,
  bot: DrivenBot,
): Promise<void> {
  if (fault !== undefined) exchange.faults.set({ ...fault, count: 1 });
  const { orders, failed, errors, measured } = await rise(bot, async () => {
    const [outcome] = await bot.calls([failing]);
    const { thrown } = (outcome?.value ?? {}) as { thrown?: unknown };
    // Some clients throw at once what they refuse by themselves.
    const hasFailed = outcome?.ok === false || thrown !== undefined;
    expect(hasFailed, JSON.stringify(outcome)).to.equal(true);
  });
  expect(Object.values(orders)).to.deep.equal([1]);
  expect(failed).to.deep.equal(orders);
  const [house = '', , , type = ''] = (Object.keys(orders)[0] ?? '').split(' ');
  expect(errors).to.deep.equal({ [`${house} create ${errorType}`]: 1 });
  const outcome = ['timeout', 'network'].includes(errorType) ? 'unknown' : 'failure';
  expect(measured).to.deep.equal(isSent ? { [`${house} ${type} ${outcome}`]: 1 } : {});
}
