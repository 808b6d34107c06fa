import { once } from 'node:events';
import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange, until } from '../../examples/paper-exchange/support.js';
import type { Bench, WsPackage } from './support.js';
import { COPIES, connect, setUp, startPeer, wsOf } from './support.js';

const AGE_MS = 40;
const LATENCY = 'genesis_websocket_latency_ms';
const PING = 'genesis_websocket_ping_seconds';

for (const [version, parent] of COPIES) {
  describe(`the messages of sockets of ws ${version}`, () => {
    let exchange: PaperExchange;
    let bench: Bench;
    let Ws: WsPackage;

    before(async () => {
      exchange = await quietExchange({ faults: [{ kind: 'clock-skew', ms: -AGE_MS }] });
    });
    after(() => exchange.close());
    beforeEach(() => {
      bench = setUp({ [new URL(exchange.url).host]: 'binance' });
      Ws = wsOf(parent);
    });
    afterEach(() => bench.instrumentation.disable());

    it('are as old as the exchange says, by channel, and only those that say so', async () => {
      const streams = 'btcusdt@trade/btcusdt@bookTicker/btcusdt@depth';
      const url = `${exchange.url.replace('http', 'ws')}/stream?streams=${streams}`;
      const socket = new Ws(url);
      const events: string[] = [];
      socket.on('message', (data) => {
        const { data: event } = JSON.parse(String(data)) as { data: { e?: string } };
        events.push(event.e ?? 'none');
      });
      const dialledAt = Date.now();
      await once(socket, 'open');
      for (let price = 50_000; price < 50_010; price += 1) {
        exchange.prices.set('BTCUSDT', price);
      }
      const countOf = (name: string): number => events.filter((event) => event === name).length;
      await until(() => countOf('trade') >= 10 && countOf('depthUpdate') >= 10, 'ten of each');
      const longest = AGE_MS + Date.now() - dialledAt;

      const told = countOf('trade') + countOf('depthUpdate');
      expect(countOf('none')).to.be.above(0);
      expect(await bench.sum(`${LATENCY}_count`)).to.equal(told);
      expect(await bench.sum(`${LATENCY}_count`, 'channel="trades"')).to.equal(countOf('trade'));
      const depth = await bench.sum(`${LATENCY}_count`, 'channel="orderbook"');
      expect(depth).to.equal(countOf('depthUpdate'));
      const total = await bench.sum(`${LATENCY}_sum`);
      expect(total).to.be.within(told * AGE_MS, told * longest);
      socket.close();
      await once(socket, 'close');
    });

    it('tell the round trip of pings of the protocol', async () => {
      const { socket, close } = await ownPeer();
      const startedAt = performance.now();
      socket.ping();
      await once(socket, 'pong');
      socket.ping();
      await once(socket, 'pong');
      const seconds = (performance.now() - startedAt) / 1000;
      expect(await bench.sum(`${PING}_count`)).to.equal(2);
      expect(await bench.sum(`${PING}_sum`)).to.be.within(0, seconds);
      await close();
    });

    it('tell the round trip of pings in the exchange’s words, and of no unasked pong', async () => {
      const { socket, other, close } = await ownPeer();
      const words: [ping: string, pong: string][] = [
        ['ping', 'pong'],
        ['{"op":"ping"}', '{"success":true,"ret_msg":"pong","op":"ping"}'],
        ['{"method":"PING"}', '{"id":0,"code":0,"msg":"PONG"}'],
      ];
      for (const [ping, pong] of words) {
        other.once('message', () => other.send(pong));
        socket.send(ping);
        await once(socket, 'message');
      }
      other.send('pong');
      await once(socket, 'message');
      other.pong();
      await once(socket, 'pong');
      expect(await bench.sum(`${PING}_count`)).to.equal(words.length);
      await close();
    });

    async function ownPeer() {
      const peer = await startPeer(Ws);
      bench.instrumentation.setConfig({ hosts: { '127.0.0.1': 'bybit' } });
      const { socket, other } = await connect(Ws, peer);
      const close = async (): Promise<void> => {
        socket.close();
        await once(socket, 'close');
        await peer.close();
      };
      return { socket, other, close };
    }
  });
}
