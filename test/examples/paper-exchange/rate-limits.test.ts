import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { limitsOf, RateLimits } from '../../../examples/paper-exchange/rate-limits.js';
import { failure, last, quietExchange, type Spot, spotClient } from './support.js';

describe('paper exchange, rate limits', () => {
  it('counts in windows aligned to the clock, weight for all and orders by account', () => {
    let now = 59_000;
    const limits = new RateLimits(limitsOf('spot'), () => now);
    limits.addWeight(20);
    limits.addOrders('a', 2);
    now = 59_999;
    expect(limits.weightHeaders()['x-mbx-used-weight-1m']).to.equal('20');
    expect(limits.orderHeaders('a')).to.deep.equal({
      'x-mbx-order-count-10s': '2',
      'x-mbx-order-count-1d': '2',
    });
    expect(limits.orderHeaders('b')['x-mbx-order-count-10s']).to.equal('0');
    now = 60_000;
    expect(limits.weightHeaders()['x-mbx-used-weight-1m']).to.equal('0');
    expect(limits.orderHeaders('a')).to.deep.equal({
      'x-mbx-order-count-10s': '0',
      'x-mbx-order-count-1d': '2',
    });
  });

  describe('over REST', () => {
    let exchange: PaperExchange;
    let client: Spot;
    let ahead = 0;

    before(async () => {
      const start = Math.floor(Date.now() / 60_000) * 60_000;
      const offset = start - Date.now();
      // Begins at a full minute, so that no window ends by itself during the test.
      const now = () => Date.now() + offset + ahead;
      exchange = await quietExchange({ now, spotLimits: { weight: 50, orders10s: 3 } });
      client = spotClient(exchange);
      client.nonce = now;
      await client.loadMarkets();
    });

    after(async () => {
      await client.close();
      await exchange.close();
    });

    const header = (name: string) => client.last_response_headers?.[name];
    const order = () => client.createOrder('BTC/USDT', 'limit', 'buy', 0.01, 40000);

    it('raises the headers with each request and resets them with the window', async () => {
      const used = Number(header('X-Mbx-Used-Weight-1m'));
      await order();
      await order();
      expect(header('X-Mbx-Used-Weight-1m')).to.equal(String(used + 2));
      expect(header('X-Mbx-Order-Count-10s')).to.equal('2');
      expect(last(exchange.journal.of('request')).headers).to.include({
        'x-mbx-used-weight-1m': String(used + 2),
        'x-mbx-order-count-10s': '2',
      });
      ahead += 10_000;
      await order();
      expect(header('X-Mbx-Order-Count-10s')).to.equal('1');
      expect(header('X-Mbx-Order-Count-1d')).to.equal('3');
    });

    it('does not count an order it refuses', async () => {
      await failure(client.createOrder('BTC/USDT', 'limit', 'buy', 9, 40000));
      await order();
      expect(header('X-Mbx-Order-Count-10s')).to.equal('2');
    });

    it('answers 429 with retry-after once a limit is used up, until the window ends', async () => {
      await order();
      expect(await failure(order())).to.equal('DDoSProtection');
      expect(last(exchange.journal.orders)).to.include({ code: -1015, httpStatus: 429 });
      expect(Number(header('Retry-After'))).to.be.within(1, 10);

      for (let i = 0; i < 6; i++) {
        await failure(client.fetchOrderBook('BTC/USDT'));
      }
      expect(last(exchange.journal.of('request'))).to.include({ code: -1003, httpStatus: 429 });
      expect(Number(header('Retry-After'))).to.be.within(1, 60);
      ahead += 60_000;
      await client.fetchOrderBook('BTC/USDT');
      expect(header('X-Mbx-Used-Weight-1m')).to.equal('5');
    });
  });
});
