import * as bitmart from 'bitmart-api';
import { expect } from 'chai';
import { FUTURES_ORDERS, REST_ORDERS } from '../../../instrumentation/bitmart-api/methods.js';
import { BitmartApiInstrumentation } from '../../../instrumentation/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { changed, methodsOf, ownMetrics } from '../support/wrapped-module.js';

const ORDER = { symbol: 'BTC_USDT', side: 'buy', type: 'market', notional: '500' } as const;

describe('the instrumentation of bitmart-api', () => {
  it('knows only methods that there are', () => {
    for (const [Class, orders] of [
      [bitmart.RestClient, REST_ORDERS],
      [bitmart.FuturesClientV2, FUTURES_ORDERS],
    ] as const) {
      expect(Object.getOwnPropertyNames(Class.prototype)).to.include.members(Object.keys(orders));
    }
  });

  it('wraps once, however often it is asked, and gives every original back', async () => {
    const exchange = await quietExchange();
    const before = methodsOf(bitmart);
    const instrumentation = new BitmartApiInstrumentation({ enabled: false });
    const read = ownMetrics(instrumentation);
    instrumentation.enable();
    expect(instrumentation.instrument(bitmart)).to.equal(true);
    const once = methodsOf(bitmart);
    expect(instrumentation.instrument(bitmart)).to.equal(true);
    expect(changed(once, methodsOf(bitmart))).to.deep.equal([]);
    expect(changed(before, once)).to.include.members([
      'RestClient/0/submitSpotOrderV2',
      'FuturesClientV2/0/submitFuturesOrder',
      'WebsocketClient/0/resolveEmittableEvents',
    ]);
    const keys = { apiKey: 'key', apiSecret: 'secret', apiMemo: 'memo' };
    const client = new bitmart.RestClient({ baseUrl: exchange.url, ...keys });
    await client.submitSpotOrderV2(ORDER);
    expect(total(await read(), 'genesis_orders_total')).to.equal(1);

    instrumentation.disable();
    expect(changed(before, methodsOf(bitmart))).to.deep.equal([]);
    await client.submitSpotOrderV2(ORDER);
    expect(total(await read(), 'genesis_orders_total')).to.equal(1);
    await exchange.close();
  });

  it('leaves other modules alone', () => {
    const instrumentation = new BitmartApiInstrumentation({ enabled: false });
    expect(instrumentation.instrument({ RestClient: class {} })).to.equal(false);
    expect(instrumentation.instrument(require('okx-api') as object)).to.equal(false);
  });
});
