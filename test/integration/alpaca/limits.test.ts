import { expect } from 'chai';
import { last } from '../../examples/paper-exchange/support.js';
import type { Bench } from './driven-bot.js';
import { forEachBot, seriesKey, untilMetrics } from './driven-bot.js';

const USAGE = seriesKey('genesis_rate_limit_usage_ratio', {
  exchange: 'alpaca',
  limit_type: 'weight_1m',
});

/** How much of the limit is used, by the headers that the exchange has sent last. */
function usage({ exchange }: Bench): number {
  const { headers } = last(exchange.journal.of('request'));
  const limit = Number(headers['x-ratelimit-limit']);
  return (limit - Number(headers['x-ratelimit-remaining'])) / limit;
}

forEachBot(
  'rate limits',
  (bench) => {
    it('are used up by orders and by questions, and free again with the window', async () => {
      // The first request of a window, so that none of what follows falls into the next.
      await bench.bot.do('account');
      await untilMetrics(bench.bot, (series) => series.get(USAGE) === 0, 'the end of a window');
      await bench.bot.do('account');
      await bench.bot.do('place', { symbol: 'AAPL', side: 'buy', qty: 1 });
      const told = usage(bench);
      expect((await bench.bot.metrics()).get(USAGE)).to.equal(told);
      expect(told).to.equal(0.2);
      await untilMetrics(bench.bot, (series) => series.get(USAGE) === 0, 'the end of the window');
    });

    it('that are hit refuse an order with a class of their own', async () => {
      await untilMetrics(bench.bot, (series) => series.get(USAGE) === 0, 'the end of a window');
      const orders = Array.from({ length: 12 }, () => ({ symbol: 'AAPL', side: 'buy', qty: 1 }));
      const seen = bench.exchange.journal.orders.length;
      await bench.bot.do('race', orders);
      const refused = bench.exchange.journal.orders
        .slice(seen)
        .filter(({ code }) => code === 42910000).length;
      expect(refused).to.equal(2);
      const series = await bench.bot.metrics();
      const labels = { exchange: 'alpaca', operation: 'create', error_type: 'rate_limit' };
      expect(series.get(seriesKey('genesis_order_errors_total', labels))).to.equal(refused);
      expect(series.get(USAGE)).to.equal(1);
      await untilMetrics(bench.bot, (later) => later.get(USAGE) === 0, 'the end of the window');
    });
  },
  { exchange: { alpacaLimit: { requests: 10, windowS: 2 } } },
);
