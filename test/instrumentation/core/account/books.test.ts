import { expect } from 'chai';
import { FillBook } from '../../../../instrumentation/core/account/fill-book.js';
import { PositionBook } from '../../../../instrumentation/core/account/position-book.js';
import { TracedOrders } from '../../../../instrumentation/core/orders/traced-orders.js';
import { ConnectionTracker } from '../../../../instrumentation/core/streams/connection-tracker.js';
import { MetricsCollector } from '../../../../lib/collector/metrics-collector.js';
import { MetricsRegistry } from '../../../../lib/metrics/metrics-registry.js';
import { pick, seriesReader } from '../../../support/series.js';

const ACCOUNT = { exchange: 'binanceusdm', key: 'binanceusdm/a' };
const BTC = 'BTC/USDT:USDT';
const FILL = { id: '1', symbol: BTC, side: 'sell', time: 2_000 };
const POSITION = {
  symbol: BTC,
  side: 'long',
  hedged: false,
  size: 1,
  unrealizedPnl: '5',
  asOf: 1_000,
};

function setUp() {
  const registry = new MetricsRegistry();
  const collector = new MetricsCollector(registry);
  return { provide: collector, read: seriesReader(registry) };
}

describe('FillBook', () => {
  it('counts a fill once and its P&L once, whichever source tells it first', async () => {
    const { provide, read } = setUp();
    const fills = new FillBook(provide, new PositionBook(provide), new TracedOrders());
    fills.add(ACCOUNT, FILL);
    fills.add(ACCOUNT, { ...FILL, realizedPnl: '12.5' });
    fills.add(ACCOUNT, { ...FILL, realizedPnl: '12.5' });
    fills.add(ACCOUNT, { ...FILL, id: '2', realizedPnl: '-2.5' });
    const series = await read();
    expect(Object.values(pick(series, 'genesis_trades_total'))).to.deep.equal([2]);
    expect(series.get('genesis_realized_pnl_dollars')).to.equal(10);
  });

  it('counts a fill once that two clients of one account tell', async () => {
    const { provide, read } = setUp();
    const fills = new FillBook(provide, new PositionBook(provide), new TracedOrders());
    fills.add(ACCOUNT, { ...FILL, realizedPnl: '1' });
    fills.add({ ...ACCOUNT, exchange: 'binance' }, { ...FILL, realizedPnl: '1' });
    const series = await read();
    expect(Object.values(pick(series, 'genesis_trades_total'))).to.deep.equal([1]);
    expect(series.get('genesis_realized_pnl_dollars')).to.equal(1);
  });

  it('leaves P&L absent for fills that have none', async () => {
    const { provide, read } = setUp();
    const fills = new FillBook(provide, new PositionBook(provide), new TracedOrders());
    fills.add(ACCOUNT, { ...FILL, symbol: 'BTC/USDT' });
    expect(pick(await read(), 'genesis_pnl_dollars')).to.deep.equal({});
  });

  it('moves P&L from unrealized to realized, so that no profit counts twice', async () => {
    const { provide, read } = setUp();
    const positions = new PositionBook(provide);
    const fills = new FillBook(provide, positions, new TracedOrders());
    positions.replace(ACCOUNT, [{ ...POSITION, unrealizedPnl: '1000' }]);
    fills.add(ACCOUNT, { ...FILL, realizedPnl: '600' });
    let series = await read();
    expect(series.get('genesis_pnl_dollars')).to.equal(1_000);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(400);
    // The next news of the position stands again; the peak was never above 1,000.
    positions.replace(ACCOUNT, [{ ...POSITION, unrealizedPnl: '400', asOf: 3_000 }]);
    series = await read();
    expect(series.get('genesis_pnl_dollars')).to.equal(1_000);
    expect(series.get('genesis_drawdown_percent')).to.equal(0);
  });

  it('takes nothing out of a position that is newer than the fill', async () => {
    const { provide, read } = setUp();
    const positions = new PositionBook(provide);
    positions.update(ACCOUNT, [{ ...POSITION, unrealizedPnl: '400', asOf: 2_000 }]);
    new FillBook(provide, positions, new TracedOrders()).add(ACCOUNT, {
      ...FILL,
      realizedPnl: '600',
    });
    expect((await read()).get('genesis_pnl_dollars')).to.equal(1_000);
  });
});

describe('PositionBook', () => {
  const count = 'genesis_position_count{exchange="binanceusdm"}';

  it('replaces a flipped position in one-way mode, and keeps both sides otherwise', async () => {
    const { provide, read } = setUp();
    const positions = new PositionBook(provide);
    positions.update(ACCOUNT, [POSITION]);
    positions.update(ACCOUNT, [{ ...POSITION, side: 'short', unrealizedPnl: '-3' }]);
    let series = await read();
    expect(series.get(count)).to.equal(1);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(-3);
    for (const hedged of [true, undefined]) {
      positions.replace(ACCOUNT, [
        { ...POSITION, hedged },
        { ...POSITION, hedged, side: 'short', unrealizedPnl: '1' },
      ]);
      series = await read();
      expect(series.get(count)).to.equal(2);
      expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(6);
    }
  });

  it('closes what a full snapshot does not name, and only the symbols that were asked for', async () => {
    const { provide, read } = setUp();
    const positions = new PositionBook(provide);
    const eth = { ...POSITION, symbol: 'ETH/USDT:USDT', unrealizedPnl: '7' };
    positions.replace(ACCOUNT, [POSITION, eth]);
    positions.replace(ACCOUNT, [], { symbols: [BTC] });
    expect((await read()).get(count)).to.equal(1);
    positions.update(ACCOUNT, [{ ...eth, size: 0 }]);
    const series = await read();
    expect(series.get(count)).to.equal(0);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(0);
  });

  it('lets a part of the account replace only what it told before', async () => {
    const { provide, read } = setUp();
    const positions = new PositionBook(provide);
    const eth = { ...POSITION, symbol: 'ETH/USDT:USDT', unrealizedPnl: '7' };
    positions.replace(ACCOUNT, [POSITION], { part: 'linear' });
    positions.replace(ACCOUNT, [eth], { part: 'inverse' });
    expect((await read()).get('genesis_unrealized_pnl_dollars')).to.equal(12);
    positions.replace(ACCOUNT, [], { part: 'linear' });
    expect((await read()).get('genesis_unrealized_pnl_dollars')).to.equal(7);
  });

  it('lets an answer about one kind of market replace that kind alone, whoever told it', async () => {
    const { provide, read } = setUp();
    const positions = new PositionBook(provide);
    const perpetual = { ...POSITION, symbol: 'BTC-PERP-INTX', unrealizedPnl: '3' };
    const expiring = { ...POSITION, symbol: 'BIT-28JUN24-CDE', unrealizedPnl: '4' };
    positions.update(ACCOUNT, [perpetual, expiring]);
    positions.replace(ACCOUNT, [], { markets: /PERPINTX$/ });
    expect((await read()).get('genesis_unrealized_pnl_dollars')).to.equal(4);
    positions.replace(ACCOUNT, [], { markets: /CDE$/ });
    expect((await read()).get('genesis_unrealized_pnl_dollars')).to.equal(0);
  });

  it('adds accounts of one exchange, and counts one account once that two clients see', async () => {
    const { provide, read } = setUp();
    const positions = new PositionBook(provide);
    positions.update(ACCOUNT, [POSITION]);
    positions.update({ ...ACCOUNT, key: 'binanceusdm/b' }, [POSITION]);
    positions.update({ ...ACCOUNT, exchange: 'binance' }, [POSITION]);
    expect((await read()).get('genesis_unrealized_pnl_dollars')).to.equal(10);
  });
});

describe('ConnectionTracker', () => {
  const status = 'genesis_connection_status{exchange="okx"}';
  const client = {};

  function track() {
    const { provide, read } = setUp();
    const expectStatus = async (value: number): Promise<void> => {
      expect((await read()).get(status)).to.equal(value);
    };
    return { tracker: new ConnectionTracker(provide), expectStatus };
  }

  it('is 1 only while streams are up and none that dropped is missing', async () => {
    const { tracker, expectStatus } = track();
    const [a, b, c] = [{}, {}, {}];
    tracker.streamOpened('okx', client, 'host', a);
    tracker.streamOpened('okx', client, 'host', b);
    await expectStatus(1);
    tracker.streamEnded('okx', client, 'host', a, true);
    await expectStatus(0);
    tracker.streamOpened('okx', client, 'host', c);
    await expectStatus(1);
    tracker.streamEnded('okx', client, 'host', c, false);
    await expectStatus(1);
    tracker.streamEnded('okx', client, 'host', b, false);
    await expectStatus(0);
  });

  it('goes by plain requests where there are no streams, and to 0 when the bot closes', async () => {
    const { tracker, expectStatus } = track();
    tracker.requestEnded('okx', client, true);
    await expectStatus(1);
    tracker.requestEnded('okx', client, false);
    await expectStatus(0);
    tracker.requestEnded('okx', client, true);
    tracker.clientClosed('okx', client);
    await expectStatus(0);
  });

  it('stays 1 while another client of the exchange is there', async () => {
    const { tracker, expectStatus } = track();
    const other = {};
    tracker.requestEnded('okx', client, true);
    tracker.requestEnded('okx', other, true);
    tracker.clientClosed('okx', client);
    await expectStatus(1);
    tracker.clientClosed('okx', other);
    await expectStatus(0);
  });

  it('takes a stream of a new client for the one that an old client lost', async () => {
    const { tracker, expectStatus } = track();
    tracker.streamOpened('okx', client, 'host', client);
    tracker.streamEnded('okx', client, 'host', client, true);
    const successor = {};
    tracker.streamOpened('okx', successor, 'host', successor);
    await expectStatus(1);
  });

  it('misses a stream whose dial fails while somebody waits, once a client', async () => {
    const { tracker, expectStatus } = track();
    tracker.requestEnded('okx', client, true);
    tracker.dialFailed('okx', client, 'host');
    tracker.dialFailed('okx', client, 'host');
    await expectStatus(0);
    tracker.streamOpened('okx', client, 'host', client);
    await expectStatus(1);
  });

  it('keeps the outage of one client when another that was helped out is closed', async () => {
    const { tracker, expectStatus } = track();
    const successor = {};
    tracker.streamOpened('okx', client, 'host', client);
    tracker.streamEnded('okx', client, 'host', client, true);
    tracker.streamOpened('okx', successor, 'host', successor);
    tracker.requestEnded('okx', successor, true);
    tracker.streamEnded('okx', successor, 'host', successor, true);
    tracker.clientClosed('okx', client);
    await expectStatus(0);
  });

  it('forgets what was missing of a client that the bot closed', async () => {
    const { tracker, expectStatus } = track();
    const other = {};
    tracker.streamOpened('okx', client, 'one', client);
    tracker.streamEnded('okx', client, 'one', client, true);
    tracker.streamOpened('okx', other, 'another', other);
    await expectStatus(0);
    tracker.clientClosed('okx', client);
    await expectStatus(1);
  });
});
