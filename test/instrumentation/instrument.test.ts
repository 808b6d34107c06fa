import type { MeterProvider } from '@opentelemetry/api';
import { expect } from 'chai';
import {
  CcxtInstrumentation,
  createInstrumentation,
  INSTRUMENTATION_NAMES,
  instrument,
  WsInstrumentation,
} from '../../instrumentation/index.js';
import { MetricsCollector } from '../../lib/collector/metrics-collector.js';
import { shareCollector } from '../../lib/collector/shared-collector.js';
import { MetricsRegistry } from '../../lib/metrics/metrics-registry.js';

const PACKAGES = [
  '@alpacahq/alpaca-trade-api',
  '@binance/common',
  '@binance/connector',
  'binance',
  'binance-api-node',
  'bitget-api',
  'bitmart-api',
  'bybit-api',
  'ccxt',
  'coinbase-api',
  'gateio-api',
  'node-binance-api',
  'okx-api',
  'ws',
];

/** What ccxt looks like in a bundle: the root of its classes, with what the wrapping needs. */
function bundledCcxt() {
  class Exchange {
    getDefaultOptions(): object {
      return {};
    }
    throttle(): void {}
  }
  return { Exchange, BaseExchange: Exchange, version: '4.5.84' };
}

function provider(): MeterProvider {
  const meterProvider = { getMeter: () => undefined } as unknown as MeterProvider;
  shareCollector(meterProvider, new MetricsCollector(new MetricsRegistry()));
  return meterProvider;
}

/** Whether a prototype's method is another than it was. */
function isPatched(module: ReturnType<typeof bundledCcxt>, original: unknown): boolean {
  return module.Exchange.prototype.getDefaultOptions !== original;
}

describe('instrument', () => {
  it('wraps a module for what runs, and leaves it alone once that has ended', () => {
    const running = new CcxtInstrumentation({ enabled: false });
    running.setMeterProvider(provider());
    running.enable();
    const module = bundledCcxt();
    const original = module.Exchange.prototype.getDefaultOptions;
    expect(instrument(module)).to.equal(true);
    expect(isPatched(module, original)).to.equal(true);
    running.disable();
    expect(isPatched(module, original)).to.equal(false);
  });

  it('keeps a module for what starts later, as soon as that gets its meter provider', () => {
    const module = bundledCcxt();
    const original = module.Exchange.prototype.getDefaultOptions;
    expect(instrument(module)).to.equal(true);
    expect(isPatched(module, original)).to.equal(false);
    const running = new CcxtInstrumentation();
    running.setMeterProvider(provider());
    expect(isPatched(module, original)).to.equal(true);
    running.disable();
    running.enable();
    expect(isPatched(module, original)).to.equal(true);
    running.disable();
    expect(isPatched(module, original)).to.equal(false);
  });

  it('keeps a module for what somebody makes and leaves to the global provider', async () => {
    const module = bundledCcxt();
    const original = module.Exchange.prototype.getDefaultOptions;
    instrument(module);
    const running = new CcxtInstrumentation();
    await Promise.resolve();
    expect(isPatched(module, original)).to.equal(true);
    running.disable();
  });

  it('says what it recognises', () => {
    const socketClass = require('ws') as { prototype: object };
    for (const module of [require('ccxt'), bundledCcxt(), socketClass, { default: socketClass }]) {
      expect(instrument(module)).to.equal(true);
    }
    const strangers = [{}, { Exchange: 5 }, class {}, new Date(), () => 1, Object.create(null)];
    for (const stranger of strangers) expect(instrument(stranger)).to.equal(false);
    for (const nothing of [undefined, null, 5, 'ccxt']) {
      expect(instrument(nothing as never)).to.equal(false);
    }
  });

  it('knows every client that is wrapped from every other', () => {
    for (const name of INSTRUMENTATION_NAMES) {
      const client = createInstrumentation(name);
      client.disable();
      const known = PACKAGES.filter((module) => client.recognises(require(module) as object));
      expect(known, name).to.have.length(1);
      expect(known[0]?.replace(/^@\w+\//, ''), name).to.contain(name.replace(/^binance-(?=c)/, ''));
    }
  });

  it('takes the caller’s word for what a module is, where it is a client at all', () => {
    const running = new WsInstrumentation({ enabled: false });
    running.setMeterProvider(provider());
    running.enable();
    const module = bundledCcxt();
    const original = module.Exchange.prototype.getDefaultOptions;
    expect(instrument(module, 'no-such-client')).to.equal(false);
    expect(instrument(module, 'ws')).to.equal(true);
    expect(isPatched(module, original)).to.equal(false);
    running.disable();
  });
});
