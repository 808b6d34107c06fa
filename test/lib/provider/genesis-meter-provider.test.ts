import type { Attributes } from '@opentelemetry/api';
import { emptyResource } from '@opentelemetry/resources';
import { MetricReader } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import { SharedMeterProvider } from '../../../lib/meter/shared-meter-provider.js';
import { CATALOGUE, METER_NAME, METRIC_KEYS } from '../../../lib/metrics/catalogue.js';
import { createInstruments } from '../../../lib/metrics/instruments.js';
import { genesisViews } from '../../../lib/metrics/views.js';
import { GenesisMeterProvider } from '../../../lib/provider/genesis-meter-provider.js';
import { listenToDiag } from '../../support/diag-lines.js';

const ORDER = { exchange: 'x', symbol: 'BTC/USDT', side: 'buy', type: 'limit' };

class PlainReader extends MetricReader {
  protected override async onShutdown(): Promise<void> {}
  protected override async onForceFlush(): Promise<void> {}
}

describe('GenesisMeterProvider', () => {
  let diag: ReturnType<typeof listenToDiag>;
  let shared: SharedMeterProvider;
  let provider: GenesisMeterProvider;
  let reader: PlainReader;

  beforeEach(() => {
    diag = listenToDiag();
    shared = new SharedMeterProvider({ views: genesisViews() });
    reader = new PlainReader();
    provider = new GenesisMeterProvider({ resource: emptyResource(), readers: [reader], shared });
  });
  afterEach(async () => {
    diag.stop();
    await provider.shutdown();
  });

  /** Values of single numbers by metric and attributes, of what lies in shared memory. */
  async function inMemory(): Promise<Record<string, unknown>> {
    const { resourceMetrics } = await shared.producer().collect();
    const points = resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => [
          `${descriptor.name} ${JSON.stringify(attributes)}`,
          value,
        ]),
      ),
    );
    return Object.fromEntries(points);
  }

  it('has each instrument of the catalogue in shared memory, whoever asks for it and how', async () => {
    const [one, other] = [provider.getMeter(METER_NAME), provider.getMeter(METER_NAME, '0.0.0')];
    one.createCounter('genesis_orders_total').add(1, ORDER);
    other.createCounter('Genesis_Orders_Total', { unit: 'x', description: 'y' }).add(2, ORDER);
    createInstruments(one).instruments.orders.add(4, ORDER);
    one.createGauge('genesis_tilt_score').record(35);
    one.createHistogram('genesis_order_throttle_wait_seconds').record(1, { exchange: 'x' });
    const values = await inMemory();
    expect(values[`genesis_orders_total ${JSON.stringify(ORDER)}`]).to.equal(7);
    expect(values['genesis_tilt_score {}']).to.equal(35);
    expect(values['genesis_order_throttle_wait_seconds {"exchange":"x"}']).to.include({ sum: 1 });
    expect((await reader.collect()).resourceMetrics.scopeMetrics).to.deep.equal([]);
    expect(diag.lines).to.deep.equal([]);
  });

  it('gives the same instruments to all, one for each metric', () => {
    const { instruments } = createInstruments(provider.getMeter(METER_NAME, '1'));
    expect(createInstruments(provider.getMeter(METER_NAME)).instruments).to.equal(instruments);
    for (const key of METRIC_KEYS) {
      const { name, kind } = CATALOGUE[key];
      const meter = provider.getMeter(METER_NAME);
      const create = {
        counter: 'createCounter',
        gauge: 'createGauge',
        histogram: 'createHistogram',
      };
      expect(meter[create[kind] as 'createGauge'](name)).to.equal(instruments[key]);
    }
  });

  it('leaves to the SDK what is not of the catalogue, in that meter and in others', async () => {
    provider.getMeter(METER_NAME).createCounter('bot_ticks').add(1);
    provider.getMeter(METER_NAME).createGauge('genesis_orders_total').record(1);
    provider.getMeter('bot').createCounter('genesis_trades_total').add(1);
    const { resourceMetrics } = await reader.collect();
    const names = resourceMetrics.scopeMetrics.flatMap(({ scope, metrics }) =>
      metrics.map(({ descriptor }) => `${scope.name} ${descriptor.name}`),
    );
    expect(names).to.have.members([
      'genesis-otel bot_ticks',
      'genesis-otel genesis_orders_total',
      'bot genesis_trades_total',
    ]);
  });

  it('throws nothing into who records by the OpenTelemetry API, and cleans what it is given', async () => {
    const orders = provider.getMeter(METER_NAME).createCounter('genesis_orders_total');
    const hostile = {
      get exchange(): string {
        throw new Error('a secret');
      },
    };
    orders.add(1, hostile as Attributes);
    orders.add(1, { ...ORDER, symbol: 'x'.repeat(64), api_key: 'a secret' });
    orders.add(Number.NaN, ORDER);
    orders.add(-1, ORDER);
    const values = await inMemory();
    const other = { ...ORDER, symbol: 'other' };
    expect(values[`genesis_orders_total ${JSON.stringify(other)}`]).to.equal(1);
    expect(JSON.stringify(values)).not.to.contain('a secret');
    expect(values['genesis_dropped_measurements_total {"cause":"fault"}']).to.equal(1);
    expect(values['genesis_dropped_measurements_total {"cause":"not_finite"}']).to.equal(1);
    expect(values['genesis_dropped_measurements_total {"cause":"negative"}']).to.equal(1);
  });
});
