import { expect } from 'chai';
import * as coinbase from 'coinbase-api';
import {
  EXCHANGE_ORDERS,
  INTERNATIONAL_ORDERS,
  PRIME_ORDERS,
  TRADE_ORDERS,
} from '../../../instrumentation/coinbase-api/methods.js';
import { CoinbaseApiInstrumentation } from '../../../instrumentation/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { changed, methodsOf, ownMetrics } from '../support/wrapped-module.js';
import { KEYS, orderId } from './support.js';

const TABLES = [
  [coinbase.CBAdvancedTradeClient, TRADE_ORDERS],
  [coinbase.CBExchangeClient, EXCHANGE_ORDERS],
  [coinbase.CBInternationalClient, INTERNATIONAL_ORDERS],
  [coinbase.CBPrimeClient, PRIME_ORDERS],
] as const;

describe('the instrumentation of coinbase-api', () => {
  it('knows only methods that there are', () => {
    for (const [Class, orders] of TABLES) {
      expect(Object.getOwnPropertyNames(Class.prototype)).to.include.members(Object.keys(orders));
    }
  });

  it('wraps once, however often it is asked, and gives every original back', async () => {
    const exchange = await quietExchange();
    const before = methodsOf(coinbase);
    const instrumentation = new CoinbaseApiInstrumentation({ enabled: false });
    const read = ownMetrics(instrumentation);
    instrumentation.enable();
    expect(instrumentation.instrument(coinbase)).to.equal(true);
    const once = methodsOf(coinbase);
    expect(instrumentation.instrument(coinbase)).to.equal(true);
    expect(changed(once, methodsOf(coinbase))).to.deep.equal([]);
    expect(changed(before, once)).to.include.members([
      'CBAdvancedTradeClient/0/submitOrder',
      'CBExchangeClient/0/cancelOrder',
      'CBInternationalClient/0/submitOrder',
      'CBPrimeClient/0/editOrder',
      'WebsocketClient/0/resolveEmittableEvents',
    ]);
    const client = new coinbase.CBAdvancedTradeClient({
      baseUrl: exchange.url,
      apiKey: 'key',
      apiSecret: KEYS.BOT_EC_KEY,
    });
    const submit = () =>
      client.submitOrder({
        product_id: 'BTC-USDT',
        side: 'BUY',
        client_order_id: orderId(),
        order_configuration: { market_market_ioc: { base_size: '0.01' } },
      });
    await submit();
    expect(total(await read(), 'genesis_orders_total')).to.equal(1);

    instrumentation.disable();
    expect(changed(before, methodsOf(coinbase))).to.deep.equal([]);
    await submit();
    expect(total(await read(), 'genesis_orders_total')).to.equal(1);
    await exchange.close();
  });

  it('leaves other modules alone', () => {
    const instrumentation = new CoinbaseApiInstrumentation({ enabled: false });
    expect(instrumentation.instrument({ WebsocketClient: class {} })).to.equal(false);
    expect(instrumentation.instrument(require('bitmart-api') as object)).to.equal(false);
  });
});
