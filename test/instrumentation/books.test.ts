import { expect } from 'chai';
import { ConnectionTracker } from '../../instrumentation/connection-tracker.js';
import { FillBook } from '../../instrumentation/fill-book.js';
import { PositionBook } from '../../instrumentation/position-book.js';
import { MetricsCollector } from '../../lib/collector/metrics-collector.js';
import { MetricsRegistry } from '../../lib/metrics/metrics-registry.js';
import { pick, seriesReader } from '../support/series.js';

const ACCOUNT = { exchange: 'binanceusdm', key: 'binanceusdm/a' };
const BTC = 'BTC/USDT:USDT';

function setUp() {
  const registry = new MetricsRegistry();
  const collector = new MetricsCollector(registry);
  return { provide: () => collector, read: seriesReader(registry) };
}

describe('FillBook', () => {
  it('counts a fill once and its P&L once, whichever source tells it first', async () => {
    const { provide, read } = setUp();
    const fills = new FillBook(provide);
    fills.add(ACCOUNT, { id: '1', symbol: BTC, side: 'sell' });
    fills.add(ACCOUNT, { id: '1', symbol: BTC, side: 'sell', realizedPnl: '12.5' });
    fills.add(ACCOUNT, { id: '1', symbol: BTC, side: 'sell', realizedPnl: '12.5' });
    fills.add(ACCOUNT, { id: '2', symbol: BTC, side: 'sell', realizedPnl: '-2.5' });
    const series = await read();
    expect(Object.values(pick(series, 'genesis_trades_total'))).to.deep.equal([2]);
    expect(series.get('genesis_realized_pnl_dollars')).to.equal(10);
  });

  it('leaves P&L absent for fills that have none', async () => {
    const { provide, read } = setUp();
    new FillBook(provide).add(ACCOUNT, { id: '1', symbol: 'BTC/USDT', side: 'buy' });
    expect(pick(await read(), 'genesis_pnl_dollars')).to.deep.equal({});
  });
});

describe('PositionBook', () => {
  const position = { symbol: BTC, side: 'long', hedged: false, size: 1, unrealizedPnl: '5' };
  const count = 'genesis_position_count{exchange="binanceusdm"}';

  it('replaces a flipped position in one-way mode, and keeps both sides in hedge mode', async () => {
    const { provide, read } = setUp();
    const positions = new PositionBook(provide);
    positions.update(ACCOUNT, [position]);
    positions.update(ACCOUNT, [{ ...position, side: 'short', unrealizedPnl: '-3' }]);
    let series = await read();
    expect(series.get(count)).to.equal(1);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(-3);
    positions.replace(ACCOUNT, []);
    positions.update(ACCOUNT, [
      { ...position, hedged: true },
      { ...position, hedged: true, side: 'short', unrealizedPnl: '1' },
    ]);
    series = await read();
    expect(series.get(count)).to.equal(2);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(6);
  });

  it('closes what a full snapshot does not name, and only the symbols that were asked for', async () => {
    const { provide, read } = setUp();
    const positions = new PositionBook(provide);
    const eth = { ...position, symbol: 'ETH/USDT:USDT', unrealizedPnl: '7' };
    positions.replace(ACCOUNT, [position, eth]);
    positions.replace(ACCOUNT, [], [BTC]);
    expect((await read()).get(count)).to.equal(1);
    positions.update(ACCOUNT, [{ ...eth, size: 0 }]);
    const series = await read();
    expect(series.get(count)).to.equal(0);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(0);
  });

  it('adds accounts of one exchange', async () => {
    const { provide, read } = setUp();
    const positions = new PositionBook(provide);
    positions.update(ACCOUNT, [position]);
    positions.update({ ...ACCOUNT, key: 'binanceusdm/b' }, [position]);
    const series = await read();
    expect(series.get(count)).to.equal(2);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(10);
  });
});

describe('ConnectionTracker', () => {
  const status = 'genesis_connection_status{exchange="okx"}';
  const client = {};

  it('is 1 only while streams are up and none that dropped is missing', async () => {
    const { provide, read } = setUp();
    const tracker = new ConnectionTracker(provide);
    const [a, b, c] = [{}, {}, {}];
    const expectStatus = async (value: number): Promise<void> => {
      expect((await read()).get(status)).to.equal(value);
    };
    tracker.streamOpened('okx', client, 'host', a);
    tracker.streamOpened('okx', client, 'host', b);
    await expectStatus(1);
    tracker.streamEnded('okx', client, 'host', a, false);
    await expectStatus(0);
    tracker.streamOpened('okx', client, 'host', c);
    await expectStatus(1);
    tracker.streamEnded('okx', client, 'host', c, true);
    await expectStatus(1);
    tracker.streamEnded('okx', client, 'host', b, true);
    await expectStatus(0);
  });

  it('goes by plain requests where there are no streams, and to 0 when the bot closes', async () => {
    const { provide, read } = setUp();
    const tracker = new ConnectionTracker(provide);
    tracker.requestEnded('okx', true);
    expect((await read()).get(status)).to.equal(1);
    tracker.requestEnded('okx', false);
    expect((await read()).get(status)).to.equal(0);
    tracker.requestEnded('okx', true);
    tracker.clientClosed('okx', client);
    expect((await read()).get(status)).to.equal(0);
  });

  it('forgets what was missing of a client that the bot closed', async () => {
    const { provide, read } = setUp();
    const tracker = new ConnectionTracker(provide);
    const other = {};
    tracker.streamOpened('okx', client, 'host', client);
    tracker.streamEnded('okx', client, 'host', client, false);
    tracker.streamOpened('okx', other, 'host', other);
    expect((await read()).get(status)).to.equal(0);
    tracker.clientClosed('okx', client);
    expect((await read()).get(status)).to.equal(1);
  });
});
