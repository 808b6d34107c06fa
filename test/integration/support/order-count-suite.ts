import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { rise } from './counts.js';
import type { Call, Outcome } from './driven-bot.js';
import { DrivenBot } from './driven-bot.js';

/** An order that is placed to be changed, and the change. */
export interface Edit {
  readonly what: string;
  readonly place: Call;
  readonly edit: (orderId: number) => Call;
  /** What the change counts as; undefined where it is a failure of this class. */
  readonly labels: string;
  readonly errorType?: string;
}

export interface OrderCountSuite {
  readonly bots: readonly string[];
  /** Limit orders that rest, then all that cancels them, and checks of orders. */
  readonly resting: readonly Call[];
  readonly cancels: readonly Call[];
  readonly edits: readonly Edit[];
  /** Market orders, by what each of them counts as. */
  readonly sideBySide: Readonly<Record<string, Call>>;
  /** A batch of two orders of which the second is refused. */
  readonly batch?: {
    readonly call: Call;
    readonly good: string;
    readonly bad: string;
    readonly errorType: string;
  };
}

/** The number of the order that an answer has. */
function orderIdOf({ value }: Outcome): number {
  const { orderId, data } = value as { orderId?: unknown; data?: { orderId?: unknown } };
  return Number(orderId ?? data?.orderId);
}

/** What counts as orders and what does not, and that orders side by side are apart. */
export function describeOrderCounts(suite: OrderCountSuite): void {
  for (const file of suite.bots) {
    describe(`counts of ${file}`, () => {
      let exchange: PaperExchange;
      let bot: DrivenBot;

      before(async () => {
        exchange = await quietExchange();
        bot = await DrivenBot.start(file, { url: exchange.url });
      });

      after(async () => {
        await bot.end();
        await exchange.close();
      });

      it('cancellations and checks are no orders', async () => {
        for (const one of suite.resting) await bot.calls([one]);
        const counted = await rise(bot, async () => {
          for (const one of suite.cancels) {
            const [outcome] = await bot.calls([one]);
            expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
          }
        });
        expect(counted).to.deep.equal({ orders: {}, failed: {}, errors: {}, measured: {} });
      });

      for (const { what, place, edit, labels, errorType } of suite.edits) {
        it(`${what} counts once`, async () => {
          const [placed] = await bot.calls([place]);
          const orderId = orderIdOf(placed as Outcome);
          const counted = await rise(bot, () => bot.calls([edit(orderId)]));
          expect(counted.orders).to.deep.equal({ [labels]: 1 });
          const [house] = labels.split(' ');
          expect(counted.errors).to.deep.equal(
            errorType === undefined ? {} : { [`${house} edit ${errorType}`]: 1 },
          );
        });
      }

      const { batch } = suite;
      if (batch !== undefined) {
        it('a batch counts its items, and a refused one fails with its own symbol', async () => {
          const { call: placing, good, bad, errorType } = batch;
          const before = exchange.journal.orders.length;
          const counted = await rise(bot, () => bot.calls([placing]));
          const [house, , , goodType] = good.split(' ');
          const [, , , badType] = bad.split(' ');
          expect(counted).to.deep.equal({
            orders: { [good]: 1, [bad]: 1 },
            failed: { [bad]: 1 },
            errors: { [`${house} create ${errorType}`]: 1 },
            measured: { [`${house} ${goodType} success`]: 1, [`${house} ${badType} failure`]: 1 },
          });
          const seen = exchange.journal.orders.slice(before);
          expect(seen.map(({ outcome }) => outcome)).to.deep.equal(['ok', 'refused']);
        });
      }

      it('orders side by side are apart', async () => {
        const kinds = Object.entries(suite.sideBySide);
        const calls = Array.from({ length: 4 }, () => kinds.map(([, one]) => one)).flat();
        const before = exchange.journal.orders.length;
        const counted = await rise(bot, () => bot.calls(calls));
        expect(counted.orders).to.deep.equal(
          Object.fromEntries(kinds.map(([labels]) => [labels, 4])),
        );
        expect(counted.failed).to.deep.equal({});
        expect(exchange.journal.orders.length - before).to.equal(calls.length);
      });
    });
  }
}
