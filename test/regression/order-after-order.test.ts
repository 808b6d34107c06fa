import { expect } from 'chai';
import { added, setUp } from '../integration/ccxt/support.js';

/**
 * Work that an order call leaves behind inherits its asynchronous context. An order placed from
 * there, long after the first one ended, was taken for a part of it and not counted.
 */
describe('an order that an earlier order has scheduled', () => {
  it('is an order of its own', async () => {
    const bench = await setUp();
    bench.exchange.prices.set('BTCUSDT', '60000');
    const { spot } = bench;
    const counted = await added(bench, async () => {
      let followUp: Promise<unknown> | undefined;
      const scheduled = new Promise<void>((resolve) => {
        const { fetch } = spot;
        spot.fetch = async (...args: Parameters<typeof fetch>) => {
          spot.fetch = fetch;
          // Runs inside the first order's context, and outlives it.
          const first = Reflect.apply(fetch, spot, args);
          void first.then(() => setTimeout(() => resolve(startFollowUp()), 20));
          return first;
        };
        const startFollowUp = (): void => {
          followUp = spot.createOrder('BTC/USDT', 'market', 'sell', 0.01);
        };
      });
      await spot.createOrder('BTC/USDT', 'market', 'buy', 0.01);
      await scheduled;
      await followUp;
    });
    expect(counted).to.deep.equal({ orders: 2, failed: 0, measured: 2 });
    await bench.close();
  });
});
