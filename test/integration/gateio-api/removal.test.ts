import { expect } from 'chai';
import * as gate from 'gateio-api';
import { GateInstrumentation } from '../../../instrumentation/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { changed, methodsOf, ownMetrics } from '../support/wrapped-module.js';

const ORDER = {
  currency_pair: 'BTC_USDT',
  side: 'buy',
  amount: '0.01',
  price: '50000',
} as const;

describe('the instrumentation of gateio-api', () => {
  it('wraps once, however often it is asked, and gives every original back', async () => {
    const exchange = await quietExchange();
    const before = methodsOf(gate);
    const instrumentation = new GateInstrumentation({ enabled: false });
    const read = ownMetrics(instrumentation);
    instrumentation.enable();
    expect(instrumentation.instrument(gate)).to.equal(true);
    const once = methodsOf(gate);
    expect(instrumentation.instrument(gate)).to.equal(true);
    expect(changed(once, methodsOf(gate))).to.deep.equal([]);
    expect(changed(before, once)).to.include.members([
      'RestClient/0/submitSpotOrder',
      'WebsocketClient/0/sendWSAPIRequest',
    ]);
    const keys = { apiKey: 'k', apiSecret: 's', baseUrl: `${exchange.url}/api/v4` };
    const client = new gate.RestClient(keys);
    await client.submitSpotOrder(ORDER);
    expect(total(await read(), 'genesis_orders_total')).to.equal(1);

    instrumentation.disable();
    expect(changed(before, methodsOf(gate))).to.deep.equal([]);
    await client.submitSpotOrder(ORDER);
    expect(total(await read(), 'genesis_orders_total')).to.equal(1);
    await exchange.close();
  });

  it('leaves the sisters that name their classes the same alone', () => {
    const instrumentation = new GateInstrumentation({ enabled: false });
    for (const name of ['okx-api', 'bitmart-api', 'bitget-api']) {
      expect(instrumentation.instrument(require(name) as object), name).to.equal(false);
    }
  });
});
