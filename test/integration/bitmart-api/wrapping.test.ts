import type { MeterProvider } from '@opentelemetry/api';
import * as bitmart from 'bitmart-api';
import { expect } from 'chai';
import { FUTURES_ORDERS, REST_ORDERS } from '../../../instrumentation/bitmart-api/methods.js';
import { BitmartApiInstrumentation } from '../../../instrumentation/index.js';
import { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { shareCollector } from '../../../lib/collector/shared-collector.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { seriesReader } from '../../support/series.js';
import { total } from '../support/counts.js';
import { methodsOf, replaced } from '../support/originals.js';

const CLASSES = [bitmart.RestClient, bitmart.FuturesClientV2, bitmart.WebsocketClient];

describe('wrapping of bitmart-api', () => {
  const wrap = (provider?: MeterProvider): BitmartApiInstrumentation => {
    const instrumentation = new BitmartApiInstrumentation({ enabled: false });
    if (provider !== undefined) instrumentation.setMeterProvider(provider);
    instrumentation.enable();
    instrumentation.instrument(bitmart);
    return instrumentation;
  };

  it('knows only methods that there are', () => {
    for (const [Class, orders] of [
      [bitmart.RestClient, REST_ORDERS],
      [bitmart.FuturesClientV2, FUTURES_ORDERS],
    ] as const) {
      expect(Object.getOwnPropertyNames(Class.prototype)).to.include.members(Object.keys(orders));
    }
  });

  it('puts back every original, and can wrap them again', () => {
    const before = methodsOf(CLASSES);
    const instrumentation = wrap();
    const first = replaced(before, methodsOf(CLASSES));
    expect(first).to.be.greaterThan(30);
    instrumentation.disable();
    expect(replaced(before, methodsOf(CLASSES))).to.equal(0);
    instrumentation.enable();
    expect(replaced(before, methodsOf(CLASSES))).to.equal(first);
    instrumentation.disable();
    expect(replaced(before, methodsOf(CLASSES))).to.equal(0);
  });

  it('counts once what is wrapped twice', async () => {
    const registry = new MetricsRegistry();
    const provider = { getMeter: () => undefined } as unknown as MeterProvider;
    shareCollector(provider, new MetricsCollector(registry));
    const wrappers = [wrap(provider), wrap(provider)];
    wrappers[0]?.instrument(bitmart);
    const exchange = await quietExchange();
    const keys = { apiKey: 'key', apiSecret: 'secret', apiMemo: 'memo' };
    const client = new bitmart.RestClient({ baseUrl: exchange.url, ...keys });
    const order = { symbol: 'BTC_USDT', side: 'buy', type: 'market', notional: '500' } as const;
    await client.submitSpotOrderV2(order);
    const series = await seriesReader(registry)();
    expect(total(series, 'genesis_orders_total')).to.equal(exchange.journal.orders.length);
    for (const wrapper of wrappers) wrapper.disable();
    await exchange.close();
  });
});
