import type { MeterProvider } from '@opentelemetry/api';
import { expect } from 'chai';
import * as coinbase from 'coinbase-api';
import {
  EXCHANGE_ORDERS,
  INTERNATIONAL_ORDERS,
  PRIME_ORDERS,
  TRADE_ORDERS,
} from '../../../instrumentation/coinbase-api/methods.js';
import { CoinbaseApiInstrumentation } from '../../../instrumentation/index.js';
import { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { shareCollector } from '../../../lib/collector/shared-collector.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { seriesReader } from '../../support/series.js';
import { total } from '../support/counts.js';
import { methodsOf, replaced } from '../support/originals.js';
import { KEYS, orderId } from './support.js';

const CLASSES = [
  coinbase.CBAdvancedTradeClient,
  coinbase.CBExchangeClient,
  coinbase.CBInternationalClient,
  coinbase.CBPrimeClient,
  coinbase.WebsocketClient,
];

const TABLES = [
  [coinbase.CBAdvancedTradeClient, TRADE_ORDERS],
  [coinbase.CBExchangeClient, EXCHANGE_ORDERS],
  [coinbase.CBInternationalClient, INTERNATIONAL_ORDERS],
  [coinbase.CBPrimeClient, PRIME_ORDERS],
] as const;

describe('wrapping of coinbase-api', () => {
  const wrap = (provider?: MeterProvider): CoinbaseApiInstrumentation => {
    const instrumentation = new CoinbaseApiInstrumentation({ enabled: false });
    if (provider !== undefined) instrumentation.setMeterProvider(provider);
    instrumentation.enable();
    instrumentation.instrument(coinbase);
    return instrumentation;
  };

  it('knows only methods that there are', () => {
    for (const [Class, orders] of TABLES) {
      expect(Object.getOwnPropertyNames(Class.prototype)).to.include.members(Object.keys(orders));
    }
  });

  it('puts back every original, and can wrap them again', () => {
    const before = methodsOf(CLASSES);
    const instrumentation = wrap();
    const first = replaced(before, methodsOf(CLASSES));
    expect(first).to.be.greaterThan(20);
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
    wrappers[0]?.instrument(coinbase);
    const exchange = await quietExchange();
    const client = new coinbase.CBAdvancedTradeClient({
      baseUrl: exchange.url,
      apiKey: 'key',
      apiSecret: KEYS.BOT_EC_KEY,
    });
    await client.submitOrder({
      product_id: 'BTC-USDT',
      side: 'BUY',
      client_order_id: orderId(),
      order_configuration: { market_market_ioc: { base_size: '0.01' } },
    });
    const series = await seriesReader(registry)();
    expect(total(series, 'genesis_orders_total')).to.equal(exchange.journal.orders.length);
    for (const wrapper of wrappers) wrapper.disable();
    await exchange.close();
  });
});
