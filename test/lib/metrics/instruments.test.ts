import { expect } from 'chai';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import { diagLines } from '../../support/diag-lines.js';
import { pick, seriesReader } from '../../support/series.js';

const ORDER = { exchange: 'binance', symbol: 'BTC/USDT', side: 'buy', type: 'limit' };
const ORDER_SERIES =
  'genesis_orders_total{exchange="binance",symbol="BTC/USDT",side="buy",type="limit"}';

describe('the trading instruments', () => {
  it('record on a real meter under the contract names', async () => {
    const registry = new MetricsRegistry();
    const read = seriesReader(registry);
    registry.instruments.orders.add(2, ORDER);
    registry.instruments.tiltScore.record(35);
    registry.instruments.orderExecutionTime.record(0.004, {
      exchange: 'binance',
      type: 'limit',
      outcome: 'success',
    });
    const series = await read();
    expect(series.get(ORDER_SERIES)).to.equal(2);
    expect(series.get('genesis_tilt_score')).to.equal(35);
    const bucket = 'genesis_order_execution_time_seconds_bucket';
    const labels = 'exchange="binance",type="limit",outcome="success"';
    expect(series.get(`${bucket}{${labels},le="0.0025"}`)).to.equal(0);
    expect(series.get(`${bucket}{${labels},le="0.005"}`)).to.equal(1);
  });

  it('drop what is no finite number, count the drop and say it once', async () => {
    const registry = new MetricsRegistry();
    const read = seriesReader(registry);
    const lines = await diagLines(() => {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 'ten', undefined, {}]) {
        registry.instruments.orders.add(value as number, ORDER);
        registry.instruments.orderExecutionTime.record(value as number, ORDER);
        registry.instruments.pnl.record(value as number);
      }
      registry.instruments.orders.add(-1, ORDER);
    });
    const series = await read();
    expect(pick(series, 'genesis_orders_total')).to.deep.equal({});
    expect(pick(series, 'genesis_pnl_dollars')).to.deep.equal({});
    expect(series.get('genesis_dropped_measurements_total{cause="not_finite"}')).to.equal(15);
    expect(series.get('genesis_dropped_measurements_total{cause="negative"}')).to.equal(1);
    expect(lines).to.have.lengthOf(4);
    expect(lines[0]).to.contain('genesis_orders_total').and.contain('NaN or infinite');
  });

  it('survive attributes whose getters throw', async () => {
    const registry = new MetricsRegistry();
    const read = seriesReader(registry);
    const hostile = {
      get exchange(): string {
        throw new Error('canary-secret');
      },
    };
    const lines = await diagLines(() => {
      registry.instruments.orders.add(1, hostile as never);
      registry.instruments.connectionStatus.record(1, hostile as never);
      registry.instruments.connectionStatus.remove(hostile as never);
    });
    expect((await read()).get('genesis_dropped_measurements_total{cause="fault"}')).to.equal(3);
    expect(lines.join('\n')).not.to.contain('canary-secret');
  });

  it('hold 10,000 label sets over the life of the process, then overflow, and warn once', async () => {
    const registry = new MetricsRegistry();
    const read = seriesReader(registry);
    const lines = await diagLines(async () => {
      for (let batch = 0; batch < 3; batch += 1) {
        for (let index = 0; index < 4_000; index += 1) {
          registry.instruments.trades.add(1, {
            exchange: 'x',
            symbol: `S${batch}-${index}`,
            side: 'buy',
          });
        }
        // The SDK's own limit starts afresh at every collection.
        await read();
      }
    });
    const trades = pick(await read(), 'genesis_trades_total');
    expect(Object.keys(trades)).to.have.lengthOf(10_000);
    expect(trades['genesis_trades_total{otel_metric_overflow="true"}']).to.equal(12_000 - 9_999);
    const sum = Object.values(trades).reduce((total, value) => total + value, 0);
    expect(sum).to.equal(12_000);
    expect(lines.filter((line) => line.includes('10000 label sets'))).to.have.lengthOf(1);
  });

  it('limit gauges the same way', async () => {
    const registry = new MetricsRegistry();
    const read = seriesReader(registry);
    await diagLines(() => {
      for (let index = 0; index < 10_050; index += 1) {
        registry.instruments.connectionStatus.record(1, { exchange: `exchange-${index}` });
      }
    });
    const series = pick(await read(), 'genesis_connection_status');
    expect(Object.keys(series)).to.have.lengthOf(10_000);
    expect(series).to.have.property('genesis_connection_status{otel_metric_overflow="true"}', 1);
  });

  it('end a gauge series for good, and start it again', async () => {
    const registry = new MetricsRegistry();
    const read = seriesReader(registry);
    const { connectionStatus } = registry.instruments;
    const name = 'genesis_connection_status{exchange="okx"}';
    connectionStatus.record(1, { exchange: 'okx' });
    connectionStatus.record(1, { exchange: 'bybit' });
    expect((await read()).get(name)).to.equal(1);
    connectionStatus.remove({ exchange: 'okx' });
    expect((await read()).has(name)).to.equal(false);
    expect((await read()).get('genesis_connection_status{exchange="bybit"}')).to.equal(1);
    connectionStatus.record(0, { exchange: 'okx' });
    expect((await read()).get(name)).to.equal(0);
  });

  it('publish what a refresher records, and lose only a refresher that throws', async () => {
    const registry = new MetricsRegistry();
    const read = seriesReader(registry);
    let calls = 0;
    const stop = registry.instruments.tiltScore.beforeCollection(() => {
      calls += 1;
      registry.instruments.tiltScore.record(calls);
    });
    registry.instruments.pnl.record(5);
    registry.instruments.pnl.beforeCollection(() => {
      throw new Error('canary-secret');
    });
    const lines = await diagLines(async () => {
      expect((await read()).get('genesis_tilt_score')).to.equal(1);
      expect((await read()).get('genesis_pnl_dollars')).to.equal(5);
    });
    stop();
    expect((await read()).get('genesis_tilt_score')).to.equal(2);
    expect(lines).to.have.lengthOf(1);
    expect(lines[0]).not.to.contain('canary-secret');
  });
});
