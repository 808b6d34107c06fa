import { expect } from 'chai';
import { ExchangeWatch } from '../../../instrumentation/core/exchange-watch.js';
import { WatchedStream } from '../../../instrumentation/core/streams/watched-stream.js';
import { frameKeysOf } from '../../../instrumentation/exchanges/frame-keys.js';
import { FollowedSocket } from '../../../instrumentation/ws/followed-socket.js';
import { FrameReader } from '../../../instrumentation/ws/frame-reader.js';
import { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';

describe('a followed socket', () => {
  for (const offset of [-120_000, 0, 120_000]) {
    it(`is alive while messages come, with a clock ${offset / 1000} s from the exchange's`, () => {
      const watch = new ExchangeWatch(new MetricsCollector(new MetricsRegistry()));
      const now = Date.now();
      watch.clocks.add('okx', { sentAt: now, receivedAt: now, serverTime: now + offset });
      const stream = new WatchedStream(watch, { exchange: 'okx', client: {}, host: 'ws.okx.com' });
      const socket = new FollowedSocket(stream, new FrameReader(frameKeysOf('okx')));
      expect(socket.isAlive).to.equal(true);
      socket.message('{"arg":{"channel":"trades"},"data":[]}');
      expect(socket.isAlive).to.equal(true);
      socket.pinged();
      expect(socket.isAlive).to.equal(false);
      socket.ponged();
      expect(socket.isAlive).to.equal(true);
    });
  }
});
