import { expect } from 'chai';
import { ConnectionStatus } from '../../../lib/collector/connection-status.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import { pick, seriesReader } from '../../support/series.js';

function setUp() {
  const registry = new MetricsRegistry();
  const clock = { now: 1_000_000 };
  const status = new ConnectionStatus(registry.instruments.connectionStatus, () => clock.now);
  const read = seriesReader(registry);
  return { clock, status, read: async () => pick(await read(), 'genesis_connection_status') };
}

const KRAKEN = 'genesis_connection_status{exchange="kraken"}';

describe('ConnectionStatus', () => {
  it('is 0 for a minute after the bot has closed, then the series ends', async () => {
    const { clock, status, read } = setUp();
    status.update(true, 'kraken');
    status.end('kraken');
    expect(await read()).to.deep.equal({ [KRAKEN]: 0 });
    clock.now += 59_999;
    expect(await read()).to.deep.equal({ [KRAKEN]: 0 });
    clock.now += 1;
    expect(await read()).to.deep.equal({});
  });

  it('goes on where the bot comes back within the minute, or later', async () => {
    const { clock, status, read } = setUp();
    status.end('kraken');
    status.update(true, 'kraken');
    clock.now += 600_000;
    expect(await read()).to.deep.equal({ [KRAKEN]: 1 });
    status.end('kraken');
    clock.now += 600_000;
    expect(await read()).to.deep.equal({});
    status.update(false, 'kraken');
    expect(await read()).to.deep.equal({ [KRAKEN]: 0 });
  });

  it('of another exchange is left alone', async () => {
    const { clock, status, read } = setUp();
    status.update(false, 'okx');
    status.end('kraken');
    clock.now += 600_000;
    expect(await read()).to.deep.equal({ 'genesis_connection_status{exchange="okx"}': 0 });
  });
});
