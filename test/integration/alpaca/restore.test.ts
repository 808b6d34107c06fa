import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { MeterProvider } from '@opentelemetry/api';
import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { AlpacaInstrumentation } from '../../../instrumentation/index.js';
import { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { shareCollector } from '../../../lib/collector/shared-collector.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import {
  type Alpaca3,
  alpaca3,
  alpaca4,
  requireAlpaca3,
} from '../../examples/paper-exchange/dialects/alpaca-clients.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import type { Series } from '../../support/series.js';
import { seriesReader } from '../../support/series.js';
import { sumOf } from '../ccxt/support.js';
import { PACKAGE_ROOT } from '../preload/bot.js';

const modern = createRequire(join(PACKAGE_ROOT, 'package.json'))('@alpacahq/alpaca-trade-api');
const share = { symbol: 'AAPL', side: 'buy', qty: 1 } as const;

/** Every prototype that something of ours could be on, from these objects upwards. */
function prototypesOf(objects: readonly object[]): object[] {
  const found = new Set<object>();
  for (const one of objects) {
    for (let link: object | null = one; link !== null; link = Object.getPrototypeOf(link)) {
      if (link !== Object.prototype) found.add(link);
    }
  }
  return [...found];
}

const methodsOf = (prototypes: readonly object[]) =>
  prototypes.map((one) => Object.getOwnPropertyDescriptors(one));

const MODERN_PROTOTYPES = (): object[] => {
  const { OrdersApi, RateLimiter, TradingClient, trading, streaming } = modern;
  const classes = [OrdersApi, RateLimiter, TradingClient];
  const apis = Object.values(trading).filter((one) => typeof one === 'function');
  const streams = Object.values(streaming).filter((one) => typeof one === 'function');
  const prototypes = [...classes, ...apis, ...streams].map(
    (one) => (one as { prototype?: object }).prototype,
  );
  return prototypesOf(prototypes.filter((one) => one !== undefined));
};

const LEGACY_PROTOTYPES = (client: Alpaca3): object[] =>
  prototypesOf([
    requireAlpaca3().prototype as object,
    Object.getPrototypeOf(client.trade_ws),
    Object.getPrototypeOf(client.crypto_stream_v1beta3),
  ]);

describe('the Alpaca instrumentation', () => {
  let exchange: PaperExchange;
  let instrumentation: AlpacaInstrumentation;
  let read: () => Promise<Series>;

  beforeEach(async () => {
    exchange = await quietExchange();
    const registry = new MetricsRegistry();
    const provider = { getMeter: () => undefined } as unknown as MeterProvider;
    shareCollector(provider, new MetricsCollector(registry));
    instrumentation = new AlpacaInstrumentation({ enabled: false });
    instrumentation.setMeterProvider(provider);
    read = seriesReader(registry);
  });

  afterEach(async () => {
    instrumentation.disable();
    await exchange.close();
  });

  const orders = async () => sumOf(await read(), 'genesis_orders_total');

  for (const [line, module] of [
    ['4.x', () => modern as object],
    ['3.x', () => requireAlpaca3() as object],
  ] as const) {
    const place = () =>
      line === '4.x'
        ? alpaca4(exchange).trading.orders.market(share)
        : alpaca3(exchange).createOrder({ ...share, type: 'market', time_in_force: 'day' });

    it(`puts every original of the ${line} line back`, async () => {
      const prototypes =
        line === '4.x' ? MODERN_PROTOTYPES() : LEGACY_PROTOTYPES(alpaca3(exchange));
      const before = methodsOf(prototypes);
      instrumentation.enable();
      expect(instrumentation.instrument(module())).to.equal(true);
      const wrapped = methodsOf(prototypes);
      const changed = wrapped.flatMap((one, index) =>
        Object.keys(one).filter((key) => one[key]?.value !== before[index]?.[key]?.value),
      );
      expect(changed.length).to.be.at.least(line === '4.x' ? 30 : 8);
      instrumentation.disable();
      expect(methodsOf(prototypes)).to.deep.equal(before);
      await place();
      expect(await orders()).to.equal(0);
    });

    it(`counts an order of the ${line} line once, however often it is wrapped`, async () => {
      instrumentation.enable();
      instrumentation.instrument(module());
      instrumentation.instrument(module());
      instrumentation.enable();
      await place();
      expect(await orders()).to.equal(1);
      instrumentation.disable();
      instrumentation.enable();
      await place();
      expect(await orders()).to.equal(2);
    });
  }

  it('takes no module of another client', () => {
    expect(instrumentation.instrument({ Exchange: class {} })).to.equal(false);
  });
});
