import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { ExchangeWatch } from '../../../../instrumentation/core/exchange-watch.js';
import { MetricsCollector } from '../../../../lib/collector/metrics-collector.js';
import { MetricsRegistry } from '../../../../lib/metrics/metrics-registry.js';
import type { Series } from '../../../support/series.js';
import { seriesReader } from '../../../support/series.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function setUp() {
  const registry = new MetricsRegistry();
  const { accounts } = new ExchangeWatch(new MetricsCollector(registry));
  /** A client tells of one position and one fill, and is forgotten. */
  const tell = (key: string | undefined, id: string): void => {
    const account = accounts.of({}, 'house', () => [key]);
    const news = { symbol: 'A-B', side: 'long', size: 1, unrealizedPnl: '5', asOf: 0 };
    accounts.positions.replace(account, [news]);
    accounts.filled(account, {
      id,
      symbol: 'A-B',
      side: 'buy',
      time: Date.now(),
      realizedPnl: '2',
    });
  };
  return { tell, read: seriesReader(registry) };
}

const countOf = (series: Series) => series.get('genesis_position_count{exchange="house"}');

describe('accounts', () => {
  it('that nothing but a forgotten client stands for end with it, and what they realized stays', async () => {
    const { tell, read } = setUp();
    tell(undefined, '1');
    tell(undefined, '2');
    let series = await read();
    expect(countOf(series)).to.equal(2);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(10);
    while (countOf(series) !== 0 || series.get('genesis_unrealized_pnl_dollars') !== 0) {
      collectGarbage();
      await setImmediate();
      series = await read();
    }
    expect(series.get('genesis_realized_pnl_dollars')).to.equal(4);
  });

  it('that a key stands for outlive the clients', async () => {
    const { tell, read } = setUp();
    tell('key', '1');
    tell('key', '2');
    for (let round = 0; round < 5; round += 1) {
      collectGarbage();
      await setImmediate();
    }
    const series = await read();
    expect(countOf(series)).to.equal(1);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(5);
    expect(series.get('genesis_realized_pnl_dollars')).to.equal(4);
  });
});
