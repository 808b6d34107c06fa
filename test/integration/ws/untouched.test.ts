import { once } from 'node:events';
import { expect } from 'chai';
import type { WebSocket } from 'ws';
import { CcxtInstrumentation } from '../../../instrumentation/index.js';
import { quietExchange, spotClient, until } from '../../examples/paper-exchange/support.js';
import type { WsPackage } from './support.js';
import { COPIES, connect, setUp, startPeer, status, wsOf } from './support.js';

const METHODS = ['close', 'emit', 'ping', 'send', 'terminate'] as const;

/** What a bot can see of one socket's life: every event with its arguments, and its listeners. */
async function lifeOf(Ws: WsPackage): Promise<unknown[]> {
  const peer = await startPeer(Ws);
  const { socket, other } = await connect(Ws, peer);
  const seen: unknown[] = [];
  for (const event of ['message', 'ping', 'pong', 'close', 'error', 'open']) {
    seen.push([event, 'listeners', socket.listenerCount(event)]);
    socket.on(event, function (this: WebSocket, ...args: unknown[]) {
      seen.push([event, this === socket, socket.readyState, args.map(String)]);
    });
  }
  const sent = new Promise((resolve) => socket.send('ping', resolve));
  seen.push(Reflect.ownKeys(socket).map(String), Object.keys(socket));
  other.send('{"topic":"publicTrade.X","ts":1}');
  other.ping('a');
  other.send(Buffer.from([1, 2]));
  socket.ping('b');
  seen.push(await sent);
  await once(socket, 'pong');
  seen.push(socket.emit('message', 'by hand', false), socket.emit('nobody listens'));
  socket.close(1000, 'done');
  await once(socket, 'close');
  await peer.close();
  return seen;
}

for (const [version, parent] of COPIES) {
  describe(`a bot with ws ${version}`, () => {
    it('sees the same events in the same order as without the instrumentation', async () => {
      const Ws = wsOf(parent);
      const bare = await lifeOf(Ws);
      const bench = setUp({ '127.0.0.1': 'bybit' });
      wsOf(parent);
      const watched = await lifeOf(Ws);
      expect(await bench.sum('genesis_websocket_ping_seconds_count')).to.equal(1);
      bench.instrumentation.disable();
      expect(watched).to.deep.equal(bare);
    });

    it('gets its own listener’s error out of emit, and every method back', async () => {
      const Ws = wsOf(parent);
      const originals = METHODS.map((name) => Object.getOwnPropertyDescriptor(Ws.prototype, name));
      const bench = setUp({ '127.0.0.1': 'bybit' });
      wsOf(parent);
      for (const name of METHODS) {
        expect(Ws.prototype[name].name, name).to.equal(name);
        expect(Object.keys(Ws.prototype)).not.to.include(name);
      }
      const peer = await startPeer(Ws);
      const { socket } = await connect(Ws, peer);
      const fault = new Error('the bot’s own');
      for (const event of ['message', 'open']) {
        socket.once(event, () => {
          throw fault;
        });
        expect(() => socket.emit(event)).to.throw(fault);
      }
      bench.instrumentation.disable();
      socket.close();
      await once(socket, 'close');
      await peer.close();
      const restored = METHODS.map((name) => Object.getOwnPropertyDescriptor(Ws.prototype, name));
      expect(restored).to.deep.equal(originals);
    });

    it('is counted once where it is wrapped twice, and again after a pause', async () => {
      const Ws = wsOf(parent);
      const bench = setUp({ '127.0.0.1': 'bybit' });
      wsOf(parent);
      expect(bench.instrumentation.instrument(Ws)).to.equal(true);
      const peer = await startPeer(Ws);
      const ping = async (): Promise<void> => {
        const { socket } = await connect(Ws, peer);
        socket.ping();
        await once(socket, 'pong');
        socket.close();
        await once(socket, 'close');
      };
      await ping();
      bench.instrumentation.disable();
      await ping();
      bench.instrumentation.enable();
      await ping();
      bench.instrumentation.disable();
      await peer.close();
      expect(await bench.sum('genesis_websocket_ping_seconds_count')).to.equal(2);
    });
  });
}

describe('the sockets of a client that is wrapped itself', () => {
  it('are left to its own instrumentation: up, lost, closed and timed once', async () => {
    const exchange = await quietExchange();
    const bench = setUp({ '127.0.0.1': 'binance' });
    const clients = new CcxtInstrumentation({ enabled: false });
    clients.setMeterProvider(bench.meterProvider);
    clients.enable();
    require('ccxt');
    const copy = COPIES[1]?.[1] ?? '';
    wsOf(copy);
    const client = spotClient(exchange);
    await client.loadMarkets();

    const first = client.watchTrades('BTC/USDT');
    await until(() => Object.keys(client.clients).length > 0, 'the dial');
    const timer = setInterval(() => exchange.prices.set('BTCUSDT', 50_000), 5);
    await first;
    clearInterval(timer);
    expect(await status(bench)).to.equal(1);
    const countOf = () => bench.sum('genesis_websocket_latency_ms_count');
    const before = await countOf();
    exchange.prices.set('BTCUSDT', 51_000);
    await client.watchTrades('BTC/USDT');
    expect((await countOf()) - before).to.equal(1);

    const lost = client.watchTrades('BTC/USDT').then(
      () => 'went on',
      () => 'failed',
    );
    exchange.dropSockets();
    expect(await lost).to.equal('failed');
    expect(await status(bench)).to.equal(0);
    // ccxt gave up on it with that error: closing the client is the last word, and nothing is missing.
    await client.close();
    await exchange.close();
    const series = await bench.read();
    clients.disable();
    bench.instrumentation.disable();
    expect(series.get('genesis_connection_status{exchange="binance"}')).to.equal(0);
  });
});
