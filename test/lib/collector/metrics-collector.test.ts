import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import { diagLines } from '../../support/diag-lines.js';
import { pick, seriesReader } from '../../support/series.js';

const ORDER = { exchange: 'binance', symbol: 'BTC/USDT', side: 'buy', type: 'limit' } as const;
const LABELS = '{exchange="binance",symbol="BTC/USDT",side="buy",type="limit"}';

function setUp(initialEquity?: string) {
  const registry = new MetricsRegistry();
  const options = initialEquity === undefined ? {} : { initialEquity };
  return { collector: new MetricsCollector(registry, options), read: seriesReader(registry) };
}

describe('MetricsCollector', () => {
  it('counts an order, and makes its failures exist at zero', async () => {
    const { collector, read } = setUp();
    collector.recordOrder(ORDER);
    let series = await read();
    expect(series.get(`genesis_orders_total${LABELS}`)).to.equal(1);
    expect(series.get(`genesis_orders_failed_total${LABELS}`)).to.equal(0);
    collector.recordOrderFailure(ORDER);
    collector.recordOrderError({ exchange: 'binance', operation: 'create', errorType: 'auth' });
    series = await read();
    expect(series.get(`genesis_orders_failed_total${LABELS}`)).to.equal(1);
    const errors =
      'genesis_order_errors_total{exchange="binance",operation="create",error_type="auth"}';
    expect(series.get(errors)).to.equal(1);
  });

  it('counts a trade id once, and trades without ids each', async () => {
    const { collector, read } = setUp();
    const trade = { exchange: 'binance', symbol: 'BTC/USDT', side: 'sell' };
    expect(collector.recordTrade({ ...trade, id: '1' })).to.equal(true);
    expect(collector.recordTrade({ ...trade, id: '1' })).to.equal(false);
    collector.recordTrade({ ...trade, id: '2' });
    collector.recordTrade({ ...trade, symbol: 'ETH/USDT', id: '1' });
    collector.recordTrade(trade);
    collector.recordTrade(trade);
    expect(Object.values(pick(await read(), 'genesis_trades_total'))).to.deep.equal([4, 1]);
  });

  it('adds P&L in decimals and follows drawdown from the initial equity', async () => {
    const { collector, read } = setUp('10000');
    collector.updatePnl({ realized: new Decimal('0.1'), unrealized: '0.2' });
    let series = await read();
    expect(series.get('genesis_pnl_dollars')).to.equal(0.3);
    expect(series.get('genesis_drawdown_percent')).to.equal(0);
    collector.updatePnl({ realized: 1_000, unrealized: '-3000' });
    series = await read();
    expect(series.get('genesis_realized_pnl_dollars')).to.equal(1_000);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(-3_000);
    expect(series.get('genesis_pnl_dollars')).to.equal(-2_000);
    // Peak 10,000.30, equity 8,000.
    expect(series.get('genesis_drawdown_percent')).to.be.closeTo(20.0024, 0.0001);
  });

  it('keeps a part of the P&L that an update leaves out', async () => {
    const { collector, read } = setUp();
    collector.updatePnl({ realized: '5', unrealized: '1' });
    collector.updatePnl({ unrealized: '2' });
    expect((await read()).get('genesis_pnl_dollars')).to.equal(7);
  });

  it('adds the accounts that instrumentations see, until the bot tells its own figures', async () => {
    const { collector, read } = setUp();
    collector.addRealizedPnl('a', '1.5');
    collector.addRealizedPnl('a', '-0.5');
    collector.updateAccountPnl('b', { unrealized: '10' });
    expect((await read()).get('genesis_pnl_dollars')).to.equal(11);
    collector.updatePnl({ realized: '100', unrealized: '0' });
    collector.addRealizedPnl('a', '50');
    expect((await read()).get('genesis_pnl_dollars')).to.equal(100);
  });

  it('starts a new history with the bot’s own figures', async () => {
    const { collector, read } = setUp();
    collector.addRealizedPnl('a', '5000');
    collector.updateAccountPnl('a', { unrealized: '40' });
    collector.updatePnl({ realized: '100' });
    const series = await read();
    expect(series.get('genesis_pnl_dollars')).to.equal(100);
    expect(pick(series, 'genesis_unrealized_pnl_dollars')).to.deep.equal({});
    expect(series.get('genesis_drawdown_percent')).to.equal(0);
  });

  it('says nothing of P&L that nobody told, and calls a drawdown without a peak unknown', async () => {
    const { collector, read } = setUp();
    expect(pick(await read(), 'genesis_pnl_dollars')).to.deep.equal({});
    const lines = await diagLines(() => collector.updatePnl({ realized: '-5' }));
    const series = await read();
    expect(pick(series, 'genesis_unrealized_pnl_dollars')).to.deep.equal({});
    expect(series.get('genesis_pnl_dollars')).to.equal(-5);
    expect(pick(series, 'genesis_drawdown_percent')).to.deep.equal({});
    expect(lines).to.have.lengthOf(1);
    expect(lines[0]).to.contain('GENESIS_INITIAL_EQUITY');
  });

  it('lets a rate limit fall to 0 with its window, and shows the fullest budget', async () => {
    const { collector, read } = setUp();
    const limit = { exchange: 'binance', limitType: 'weight_1m' };
    const name = 'genesis_rate_limit_usage_ratio{exchange="binance",limit_type="weight_1m"}';
    const later = Date.now() + 3_600_000;
    collector.updateRateLimit(0.9, { ...limit, budget: 'spot', windowEndsAt: Date.now() - 1 });
    expect((await read()).get(name)).to.equal(0);
    collector.updateRateLimit(0.25, { ...limit, budget: 'spot', windowEndsAt: later });
    collector.updateRateLimit(0.5, { ...limit, budget: 'linear', windowEndsAt: later });
    expect((await read()).get(name)).to.equal(0.5);
    collector.updateRateLimit(1.7, { ...limit, budget: 'linear', windowEndsAt: later });
    expect((await read()).get(name)).to.equal(1);
  });

  it('publishes uptime, memory and CPU between start and stop', async () => {
    const { collector, read } = setUp();
    expect(pick(await read(), 'genesis_up')).to.deep.equal({});
    collector.start();
    collector.start();
    const series = await read();
    expect(series.get('genesis_up')).to.be.within(0, process.uptime());
    expect(series.get('genesis_memory_usage_bytes')).to.be.greaterThan(1e6);
    expect(series.get('genesis_cpu_usage_percent')).to.be.at.least(0);
    collector.stop();
    const last = (await read()).get('genesis_up');
    expect((await read()).get('genesis_up')).to.equal(last);
  });

  it('drops values outside their range, and counts and says it', async () => {
    const { collector, read } = setUp();
    const lines = await diagLines(() => {
      collector.updateTiltScore(101);
      collector.updateTiltScore(-1);
      collector.updatePositionCount(-1);
      collector.updatePositionCount(1.5);
      collector.updateRateLimit(Number.NaN, { exchange: 'x', limitType: 'y' });
      collector.updateConnectionStatus('yes' as never, 'x');
      collector.updatePnl({ realized: 'a lot' });
    });
    const series = await read();
    expect(series.get('genesis_dropped_measurements_total{cause="out_of_range"}')).to.equal(6);
    expect(series.get('genesis_dropped_measurements_total{cause="not_money"}')).to.equal(1);
    expect(pick(series, 'genesis_tilt_score')).to.deep.equal({});
    expect(lines).to.have.lengthOf(5);
  });

  const hostile = [
    undefined,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    '',
    'x'.repeat(100_000),
    10n,
    Symbol('s'),
    new Decimal('1e9000000'),
    [],
    () => {},
    new Proxy(
      {},
      {
        get() {
          throw new Error('canary-secret');
        },
      },
    ),
    Object.create(null),
    new Date(Number.NaN),
  ];
  const methods = [
    'recordOrder',
    'recordOrderFailure',
    'recordOrderError',
    'recordExecutionTime',
    'recordThrottleWait',
    'recordTrade',
    'recordWebsocketLatency',
    'updatePnl',
    'updateAccountPnl',
    'addRealizedPnl',
    'endAccount',
    'updatePositionCount',
    'updateConnectionStatus',
    'updateRateLimit',
    'updateTiltScore',
  ] as const;
  for (const name of methods) {
    it(`${name} never throws, whatever it is called with`, async () => {
      const { collector, read } = setUp();
      const call = collector[name].bind(collector) as (...args: unknown[]) => unknown;
      const lines = await diagLines(() => {
        for (const first of hostile) {
          call(first);
          for (const second of hostile) call(first, second);
        }
        fc.assert(
          fc.property(fc.array(fc.anything(), { maxLength: 3 }), (args) => void call(...args)),
        );
      });
      for (const value of (await read()).values()) expect(Number.isNaN(value)).to.equal(false);
      expect(lines.join('\n')).not.to.contain('canary-secret');
    });
  }
});
