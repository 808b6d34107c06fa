import { expect } from 'chai';
import { pointsBy, valuesBy } from './support/by-key.js';
import type { OrderCommand } from './support/commands.js';
import { eventually } from './support/eventually.js';
import { average, MINUTE, SECOND } from './support/functions.js';
import { needPrograms } from './support/programs.js';
import type { Labels, Point } from './support/prometheus-api.js';
import { documented } from './support/queries.js';
import { type Desk, Stack } from './support/stack.js';
import { streamsOpen } from './support/streams-open.js';

const ORDERS_A_WINDOW = 20;
const WINDOW = 10 * SECOND;
const ORDER: OrderCommand = {
  venue: 'usdm',
  symbol: 'BTC/USDT:USDT',
  type: 'market',
  side: 'buy',
  amount: 0.001,
};
const LIMITS = 'Rate limit approaching threshold';
const STABILITY = 'Connection stability';

describe('the exchange in a real Prometheus', () => {
  let stack: Stack;
  let at = 0;

  before(async function () {
    needPrograms(this, 'prometheus');
    const exchange = { futuresLimits: { orders10s: ORDERS_A_WINDOW } };
    stack = await Stack.start({ first: follow, exchange });
    at = await stack.scraped();
  });

  after(() => stack?.stop());

  async function follow({ bot, exchange }: Desk): Promise<void> {
    await bot.tell('follow', 'spot trades');
    await bot.tell('follow', 'usdm fills');
    await streamsOpen(exchange, 2);
  }

  describe('and its rate limits', () => {
    const limit = ({ exchange, limit_type: type }: Labels): string => `${exchange} ${type}`;
    const limits = async (query: string) =>
      valuesBy(await stack.prometheus.instant(query, at), limit);
    const used = async () =>
      (await limits('genesis_rate_limit_usage_ratio'))['binanceusdm orders_10s'];

    async function place(count: number): Promise<void> {
      await stack.bot.tell('place', new Array<OrderCommand>(count).fill(ORDER));
      at = await stack.scraped();
    }

    /** What the exchange told the bot with its last answer to an order. */
    function told(): number {
      const answers = stack.exchange.journal.of('request').map(({ headers }) => headers);
      const counts = answers.flatMap((headers) => headers['x-mbx-order-count-10s'] ?? []);
      return Number(counts.at(-1)) / ORDERS_A_WINDOW;
    }

    it('alerts above 80 % and only until the window ends', async () => {
      // Windows are aligned with the clock; this takes about three of a window's ten seconds.
      await eventually('a young window', () => Date.now() % WINDOW < 5 * SECOND || undefined);
      const windowEnd = Math.ceil(Date.now() / WINDOW) * WINDOW;
      await place(16);
      expect(told()).to.equal(0.8);
      expect(await used()).to.equal(0.8);
      expect(await limits(documented(LIMITS))).to.deep.equal({});

      await place(1);
      expect(told()).to.equal(0.85);
      expect(await limits(documented(LIMITS))).to.deep.equal({ 'binanceusdm orders_10s': 0.85 });

      await eventually('the end of the window', () => Date.now() >= windowEnd || undefined);
      at = await stack.scraped();
      expect(await used()).to.equal(0);
      expect(await limits(documented(LIMITS))).to.deep.equal({});
    });
  });

  describe('and the connections to it', () => {
    const exchangeOf = ({ exchange = '' }: Labels): string => exchange;
    const unstable = async (when = at) =>
      valuesBy(await stack.prometheus.instant(documented(STABILITY), when), exchangeOf);
    const raw = async () =>
      pointsBy(await stack.prometheus.raw('genesis_connection_status[5m]', at), exchangeOf);

    /** A sample taken in the second after a change may say either. */
    const settled = (points: readonly Point[], changedAt: number) =>
      points.filter((point) => Math.abs(point.at - changedAt) > SECOND);

    it('raise no alert while they hold', async () => {
      at = await stack.scraped();
      for (const points of Object.values(await raw())) expect(average(points)).to.equal(1);
      expect(Object.keys(await raw()).sort()).to.deep.equal(['binance', 'binanceusdm']);
      expect(await unstable()).to.deep.equal({});
    });

    it('raise an alert when they broke', async () => {
      const droppedAt = Date.now();
      expect(stack.exchange.dropSockets()).to.equal(2);
      await eventually('both exchanges in the alert', async () => {
        at = await stack.scraped();
        return Object.keys(await unstable()).length === 2 || undefined;
      });
      await stack.scraped();
      at = await stack.scraped();
      const answer = await unstable();
      for (const [exchange, points] of Object.entries(await raw())) {
        expect(answer[exchange]).to.be.closeTo(average(points), 1e-9);
        for (const point of settled(points, droppedAt)) {
          expect(point.value, exchange).to.equal(point.at < droppedAt ? 1 : 0);
        }
      }
    });

    it('raise none any more when the break is five minutes past', async () => {
      await follow(stack);
      at = await stack.scraped();
      const backAt = at;
      for (const points of Object.values(await raw())) expect(points.at(-1)?.value).to.equal(1);
      // What Prometheus will answer when only what comes after the break is in the window.
      expect(await unstable(backAt + 5 * MINUTE - 1)).to.deep.equal({});
    });
  });
});
