import { once } from 'node:events';
import { expect } from 'chai';
import type { Bench, Peer, WsPackage } from './support.js';
import { COPIES, connect, setUp, startPeer, status, wsOf } from './support.js';

for (const [version, parent] of COPIES) {
  describe(`the connections of sockets of ws ${version}`, () => {
    let bench: Bench;
    let Ws: WsPackage;
    let peer: Peer;

    beforeEach(async () => {
      const hosts: Record<string, string> = {};
      bench = setUp(hosts);
      Ws = wsOf(parent);
      peer = await startPeer(Ws);
      hosts[peer.host] = 'binance';
    });
    afterEach(async () => {
      bench.instrumentation.disable();
      await peer.close();
    });

    it('are there from open to close, and unknown before', async () => {
      expect(await status(bench)).to.equal(undefined);
      const { socket } = await connect(Ws, peer);
      expect(await status(bench)).to.equal(1);
      socket.close();
      await once(socket, 'close');
      expect(await status(bench)).to.equal(0);
    });

    it('are missing where one is lost, until it is dialled again', async () => {
      const kept = await connect(Ws, peer);
      const lost = await connect(Ws, peer);
      lost.other.terminate();
      await once(lost.socket, 'close');
      expect(await status(bench)).to.equal(0);
      const again = await connect(Ws, peer);
      expect(await status(bench)).to.equal(1);
      again.socket.close();
      await once(again.socket, 'close');
      expect(await status(bench)).to.equal(1);
      kept.socket.close();
      await once(kept.socket, 'close');
    });

    it('are missing where the exchange closes one, politely or not', async () => {
      for (const code of [1000, 1001, 1008]) {
        const kept = await connect(Ws, peer);
        const closed = await connect(Ws, peer);
        closed.other.close(code, 'for today');
        await once(closed.socket, 'close');
        expect(await status(bench), String(code)).to.equal(0);
        const again = await connect(Ws, peer);
        expect(await status(bench)).to.equal(1);
        for (const { socket } of [kept, again]) {
          socket.close(1000);
          await once(socket, 'close');
        }
      }
    });

    it('are not missing where the bot closes one, in its own open listener too', async () => {
      const kept = await connect(Ws, peer);
      const hasty = new Ws(`ws://${peer.host}/`);
      hasty.on('open', () => hasty.close());
      await once(hasty, 'close');
      expect(await status(bench)).to.equal(1);
      kept.socket.close();
      await once(kept.socket, 'close');
    });

    it('are missing where none can be made, and not where the bot stops the dial', async () => {
      const kept = await connect(Ws, peer);
      const stopped = new Ws(`ws://${peer.host}/`);
      stopped.on('error', () => {});
      stopped.close();
      await new Promise((resolve) => stopped.once('close', resolve));
      expect(await status(bench)).to.equal(1);

      const other = await startPeer(Ws);
      await other.close();
      bench.instrumentation.setConfig({ hosts: { '127.0.0.1': 'binance' } });
      const refused = new Ws(`ws://${other.host}/`);
      refused.on('error', () => {});
      await new Promise((resolve) => refused.once('close', resolve));
      expect(await status(bench)).to.equal(0);
      kept.socket.close();
      await once(kept.socket, 'close');
    });

    it('are missing where the bot cuts a dead one off, and not where it was alive', async () => {
      const kept = await connect(Ws, peer);
      const alive = await connect(Ws, peer);
      alive.socket.terminate();
      await once(alive.socket, 'close');
      expect(await status(bench)).to.equal(1);

      const dead = await connect(Ws, peer);
      dead.other.pause?.();
      dead.socket.ping();
      dead.socket.terminate();
      await once(dead.socket, 'close');
      expect(await status(bench)).to.equal(0);
      kept.socket.close();
      await once(kept.socket, 'close');
    });

    it('of hosts that nobody knows are nobody’s, and so are those that the bot serves', async () => {
      bench.instrumentation.setConfig({ hosts: {} });
      const { socket, other } = await connect(Ws, peer);
      other.send('{"e":"trade","E":1}');
      await once(socket, 'message');
      socket.close();
      await once(socket, 'close');
      const series = await bench.read();
      expect([...series.keys()].filter((key) => key.includes('exchange='))).to.deep.equal([]);
    });
  });
}
