import * as bitget from 'bitget-api';
import { expect } from 'chai';
import { BitgetInstrumentation } from '../../../instrumentation/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { changed, methodsOf, ownMetrics } from '../support/wrapped-module.js';

const ORDER = {
  symbol: 'BTCUSDT',
  side: 'buy',
  orderType: 'limit',
  force: 'gtc',
  price: '50000',
  size: '0.01',
} as const;

describe('the instrumentation of bitget-api', () => {
  it('wraps once, however often it is asked, and gives every original back', async () => {
    const exchange = await quietExchange();
    const before = methodsOf(bitget);
    const instrumentation = new BitgetInstrumentation({ enabled: false });
    const read = ownMetrics(instrumentation);
    instrumentation.enable();
    expect(instrumentation.instrument(bitget)).to.equal(true);
    const once = methodsOf(bitget);
    expect(instrumentation.instrument(bitget)).to.equal(true);
    expect(changed(once, methodsOf(bitget))).to.deep.equal([]);
    expect(changed(before, once)).to.include.members([
      'RestClientV2/0/spotSubmitOrder',
      'RestClientV3/0/submitNewOrder',
      'WebsocketClientV3/0/sendWSAPIRequest',
    ]);
    const keys = { apiKey: 'k', apiSecret: 's', apiPass: 'p', baseUrl: exchange.url };
    const client = new bitget.RestClientV2(keys);
    await client.spotSubmitOrder(ORDER);
    expect(total(await read(), 'genesis_orders_total')).to.equal(1);

    instrumentation.disable();
    expect(changed(before, methodsOf(bitget))).to.deep.equal([]);
    await client.spotSubmitOrder(ORDER);
    expect(total(await read(), 'genesis_orders_total')).to.equal(1);
    await exchange.close();
  });

  it('leaves other modules alone', () => {
    const instrumentation = new BitgetInstrumentation({ enabled: false });
    expect(instrumentation.instrument({ RestClient: class {} })).to.equal(false);
    expect(instrumentation.instrument(require('gateio-api') as object)).to.equal(false);
  });
});
