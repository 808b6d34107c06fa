import { expect } from 'chai';
import { CcxtAccounts } from '../../../instrumentation/ccxt/account.js';
import { ExchangeWatch } from '../../../instrumentation/core/exchange-watch.js';
import { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import { pick, seriesReader } from '../../support/series.js';

const SWAP = 'BTC/USDT:USDT';
const COIN = 'BTC/USD:BTC';

function client(id: string, apiKey = 'k') {
  const market = { symbol: SWAP };
  const markets = { [SWAP]: market, [COIN]: { symbol: COIN } };
  return { id, apiKey, markets, markets_by_id: { BTCUSDT: [market] } };
}

function setUp() {
  const registry = new MetricsRegistry();
  const collector = new MetricsCollector(registry);
  const observer = {
    isEnabled: () => true,
    watch: new ExchangeWatch(collector),
    tracing: undefined,
  };
  return { accounts: new CcxtAccounts(observer), read: seriesReader(registry) };
}

const row = (more: object = {}) => ({
  symbol: SWAP,
  side: 'long',
  contracts: 1,
  unrealizedPnl: 7,
  ...more,
});

const PNL = 'genesis_pnl_dollars';

describe('ccxt accounts', () => {
  it('see that a position is closed, however the bot asks for it', async () => {
    const answers: [unknown, readonly unknown[]][] = [
      [[], ['BTCUSDT'].map((id) => [id])],
      [[], [[]]],
      [[], []],
    ];
    for (const [answer, args] of answers) {
      const { accounts, read } = setUp();
      const binance = client('binanceusdm');
      accounts.positionsFetched(binance, [row()], [], Date.now());
      accounts.positionsFetched(binance, answer, args, Date.now());
      const series = await read();
      expect(series.get('genesis_position_count{exchange="binanceusdm"}'), String(args)).to.equal(
        0,
      );
      expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(0);
    }
    const { accounts, read } = setUp();
    const gate = client('gate');
    accounts.positionFetched(gate, row(), SWAP, Date.now());
    expect((await read()).get(PNL)).to.equal(7);
    accounts.positionFetched(gate, undefined, SWAP, Date.now());
    expect((await read()).get(PNL)).to.equal(0);
  });

  it('take an answer with params for a part of the account', async () => {
    const { accounts, read } = setUp();
    const bybit = client('bybit');
    accounts.positionsFetched(bybit, [row()], [undefined, { subType: 'linear' }], Date.now());
    accounts.positionsFetched(bybit, [], [undefined, { subType: 'inverse' }], Date.now());
    expect((await read()).get(PNL)).to.equal(7);
  });

  it('do not add coins to dollars', async () => {
    const { accounts, read } = setUp();
    const coinm = client('binancecoinm');
    accounts.positionsFetched(coinm, [row({ symbol: COIN, unrealizedPnl: 0.5 })], [], Date.now());
    const info = { rp: '0.5' };
    const timestamp = Date.now();
    accounts.tradesFetched(coinm, [{ id: '1', symbol: COIN, side: 'sell', timestamp, info }]);
    const series = await read();
    expect(series.get('genesis_position_count{exchange="binancecoinm"}')).to.equal(1);
    expect(Object.values(pick(series, 'genesis_trades_total'))).to.deep.equal([1]);
    expect(pick(series, PNL)).to.deep.equal({});
  });

  it('know one account behind several classes of one house', async () => {
    const { accounts, read } = setUp();
    for (const id of ['binance', 'binanceusdm'])
      accounts.positionsFetched(client(id), [row()], [], Date.now());
    expect((await read()).get('genesis_unrealized_pnl_dollars')).to.equal(7);
    accounts.positionsFetched(client('binanceusdm', 'another'), [row()], [], Date.now());
    expect((await read()).get('genesis_unrealized_pnl_dollars')).to.equal(14);
  });

  it('take no profit out of a position that was asked for after the fill', async () => {
    const { accounts, read } = setUp();
    const bybit = client('bybit');
    // At many exchanges a position's timestamp is the moment it was opened.
    const opened = Date.now() - 3_600_000;
    const info = { execPnl: '50' };
    const fill = { id: '1', symbol: SWAP, side: 'sell', timestamp: Date.now() - 1_000, info };
    accounts.positionsFetched(
      bybit,
      [row({ timestamp: opened, unrealizedPnl: 50 })],
      [],
      Date.now(),
    );
    accounts.tradesFetched(bybit, [fill]);
    expect((await read()).get(PNL)).to.equal(100);
  });

  it('know one position whose mode only some answers tell', async () => {
    const { accounts, read } = setUp();
    const bingx = client('bingx');
    accounts.positionsFetched(bingx, [row()], [], Date.now());
    const rows = [row({ hedged: false, unrealizedPnl: 6 })];
    accounts.followCaches({ ...bingx, positions: rows });
    expect((await read()).get(PNL)).to.equal(6);
    accounts.followCaches({ ...bingx, positions: [row({ hedged: false, contracts: 0 })] });
    const series = await read();
    expect(series.get(PNL)).to.equal(0);
    expect(series.get('genesis_position_count{exchange="bingx"}')).to.equal(0);
  });

  it('keep the other side of a hedged symbol', async () => {
    const { accounts, read } = setUp();
    const okx = client('okx');
    const long = row({ hedged: true });
    const short = row({ hedged: true, side: 'short', unrealizedPnl: 3 });
    accounts.positionsFetched(okx, [long, short], [], Date.now());
    accounts.positionFetched(okx, long, SWAP, Date.now());
    expect((await read()).get(PNL)).to.equal(10);
  });

  it('count a fill without an id once, however often it is asked for', async () => {
    const { accounts, read } = setUp();
    const fill = {
      symbol: SWAP,
      side: 'buy',
      order: 'o',
      price: 1,
      amount: 2,
      timestamp: Date.now(),
    };
    for (let poll = 0; poll < 3; poll += 1) accounts.tradesFetched(client('hollaex'), [fill]);
    expect(Object.values(pick(await read(), 'genesis_trades_total'))).to.deep.equal([1]);
  });

  it('leave fills of an earlier process out, also where a stream begins with them', async () => {
    const { accounts, read } = setUp();
    const old = { id: '1', symbol: SWAP, side: 'buy', timestamp: Date.now() - 86_400_000 };
    const fresh = { ...old, id: '2', timestamp: Date.now() };
    accounts.followCaches({ ...client('kraken'), myTrades: [old, fresh] });
    expect(Object.values(pick(await read(), 'genesis_trades_total'))).to.deep.equal([1]);
  });
});
