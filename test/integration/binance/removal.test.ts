import * as binance from 'binance';
import { expect } from 'chai';
import { BinanceInstrumentation } from '../../../instrumentation/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { changed, methodsOf, ownMetrics } from '../support/wrapped-module.js';

const ORDER = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01 } as const;

/** A class of the bot's own, as bots have them. */
class Careful extends binance.MainClient {
  override submitNewOrder<
    T extends binance.OrderType,
    R extends binance.OrderResponseType | undefined = undefined,
  >(params: binance.NewSpotOrderParams<T, R>) {
    return super.submitNewOrder<T, R>(params);
  }
}

describe('the instrumentation of binance', () => {
  it('wraps once, however often it is asked, and gives every original back', async () => {
    const exchange = await quietExchange();
    const before = methodsOf(binance);
    const instrumentation = new BinanceInstrumentation({ enabled: false });
    const read = ownMetrics(instrumentation);
    instrumentation.enable();
    expect(instrumentation.instrument(binance)).to.equal(true);
    const once = methodsOf(binance);
    expect(instrumentation.instrument(binance)).to.equal(true);
    expect(changed(once, methodsOf(binance))).to.deep.equal([]);
    expect(changed(before, once)).to.include.members([
      'MainClient/0/submitNewOrder',
      'MainClient/1/_call',
      'WebsocketClient/0/sendWSAPIRequest',
      'WebsocketClient/1/onWsMessage',
    ]);
    const options = { api_key: 'k', api_secret: 's', baseUrl: exchange.url };
    const clients = [new binance.MainClient(options), new Careful(options)];
    for (const client of clients) await client.submitNewOrder(ORDER);
    expect(total(await read(), 'genesis_orders_total')).to.equal(2);

    instrumentation.disable();
    expect(changed(before, methodsOf(binance))).to.deep.equal([]);
    for (const client of clients) await client.submitNewOrder(ORDER);
    expect(total(await read(), 'genesis_orders_total')).to.equal(2);

    instrumentation.enable();
    for (const client of clients) await client.submitNewOrder(ORDER);
    expect(total(await read(), 'genesis_orders_total')).to.equal(4);
    instrumentation.disable();
    await exchange.close();
  });

  it('leaves the sisters that name their classes the same alone', () => {
    const instrumentation = new BinanceInstrumentation({ enabled: false });
    for (const name of ['okx-api', 'bybit-api', 'bitget-api', 'gateio-api']) {
      expect(instrumentation.instrument(require(name) as object), name).to.equal(false);
    }
  });
});
