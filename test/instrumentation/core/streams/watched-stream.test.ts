import { expect } from 'chai';
import { ExchangeWatch } from '../../../../instrumentation/core/exchange-watch.js';
import { WatchedStream } from '../../../../instrumentation/core/streams/watched-stream.js';
import { MetricsCollector } from '../../../../lib/collector/metrics-collector.js';
import { MetricsRegistry } from '../../../../lib/metrics/metrics-registry.js';
import { pick, seriesReader } from '../../../support/series.js';

function setUp() {
  const registry = new MetricsRegistry();
  const watch = new ExchangeWatch(new MetricsCollector(registry));
  const stream = new WatchedStream(watch, { exchange: 'okx', client: {}, host: 'ws.okx.com' });
  return { watch, stream, read: seriesReader(registry) };
}

const CLAMPED = 'genesis_websocket_latency_clamped_total{exchange="okx"}';
const STATUS = 'genesis_connection_status{exchange="okx"}';
/** A clock that is this far ahead is further off than any test takes. */
const AHEAD_MS = 30_000;

describe('WatchedStream', () => {
  it('tells the age of messages by channel', async () => {
    const { stream, read } = setUp();
    stream.message({ e: 'trade', E: Date.now() - 20_000 });
    stream.message({ E: Date.now() - 20_000 });
    stream.message({ e: 'trade' });
    const series = await read();
    expect(pick(series, 'genesis_websocket_latency_ms_count')).to.deep.equal({
      'genesis_websocket_latency_ms_count{exchange="okx",channel="trades"}': 1,
      'genesis_websocket_latency_ms_count{exchange="okx"}': 1,
    });
    for (const sum of Object.values(pick(series, 'genesis_websocket_latency_ms_sum'))) {
      expect(sum).to.be.within(20_000, 25_000);
    }
  });

  it('counts messages from the future as 0, and counts them', async () => {
    const { stream, read } = setUp();
    stream.message({ E: Date.now() + AHEAD_MS });
    const series = await read();
    expect(series.get(CLAMPED)).to.equal(1);
    expect(series.get('genesis_websocket_latency_ms_sum{exchange="okx"}')).to.equal(0);
    expect(series.get('genesis_websocket_latency_ms_count{exchange="okx"}')).to.equal(1);
  });

  it('corrects the age by the clock offset', async () => {
    const { watch, stream, read } = setUp();
    const sentAt = Date.now();
    const serverTime = sentAt + 5 + AHEAD_MS;
    watch.clocks.add('okx', { sentAt, receivedAt: sentAt + 10, serverTime });
    stream.message({ E: Date.now() + AHEAD_MS - 20_000 });
    const series = await read();
    expect(series.has(CLAMPED)).to.equal(false);
    const age = series.get('genesis_websocket_latency_ms_sum{exchange="okx"}');
    expect(age).to.be.within(20_000, 25_000);
  });

  it('takes a pong for the answer to the last ping, and no other', async () => {
    const { stream, read } = setUp();
    stream.ponged();
    stream.pinged();
    stream.ponged();
    stream.ponged();
    stream.pinged();
    stream.ended(false);
    stream.ponged();
    const count = 'genesis_websocket_ping_seconds_count{exchange="okx"}';
    expect((await read()).get(count)).to.equal(1);
  });

  it('is missed when it is lost, not when it was closed', async () => {
    const { stream, read } = setUp();
    stream.opened();
    expect((await read()).get(STATUS)).to.equal(1);
    stream.ended(true);
    expect((await read()).get(STATUS)).to.equal(0);
    stream.opened();
    stream.ended(false);
    stream.ended(true);
    expect((await read()).get(STATUS)).to.equal(0);
  });

  it('survives messages that nobody can read', async () => {
    const { stream, read } = setUp();
    const throwing = Object.defineProperty({}, 'E', {
      get: () => {
        throw new Error('secret');
      },
    });
    for (const message of [throwing, null, 1, 'text', [], [{ E: 1 }]]) stream.message(message);
    expect(pick(await read(), 'genesis_websocket_latency_ms_count')).to.deep.equal({});
  });
});
