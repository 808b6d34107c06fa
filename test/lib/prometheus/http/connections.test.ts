import type { Socket } from 'node:net';
import { expect } from 'chai';
import { Connections } from '../../../../lib/prometheus/http/connections.js';

/** As much of a socket as is looked at; its port tells it apart. */
function socketAt(remotePort: number) {
  const closers: (() => void)[] = [];
  const socket = {
    remoteAddress: '127.0.0.1',
    remotePort,
    destroyed: false,
    once: (_event: 'close', listener: () => void) => closers.push(listener),
    destroy() {
      socket.destroyed = true;
      for (const close of closers) close();
    },
  };
  return socket;
}

const asSocket = (socket: ReturnType<typeof socketAt>): Socket => socket as unknown as Socket;

describe('the connections of the endpoint', () => {
  function fill(most: number) {
    const connections = new Connections({ connections: most, connectionsPerNetwork: most + 1 });
    const sockets = Array.from({ length: most }, (_, port) => socketAt(port));
    for (const socket of sockets) connections.add(asSocket(socket));
    const serve = (index: number): void =>
      connections.answering(asSocket(sockets[index] as (typeof sockets)[0]))(true);
    const destroyed = (): number[] => sockets.flatMap((socket, i) => (socket.destroyed ? [i] : []));
    return { connections, sockets, serve, destroyed };
  }

  it('give up the oldest that was never served', () => {
    const { connections, serve, destroyed } = fill(3);
    serve(0);
    connections.add(asSocket(socketAt(100)));
    expect(destroyed()).to.deep.equal([1]);
  });

  it('give up the one that was served the longest time ago, where all were', () => {
    const { connections, serve, destroyed } = fill(3);
    for (const index of [0, 1, 2, 0]) serve(index);
    const late = socketAt(100);
    connections.add(asSocket(late));
    expect(destroyed()).to.deep.equal([1]);
    expect(late.destroyed).to.equal(false);
  });

  it('never give up an answer under way', () => {
    const { connections, sockets, destroyed } = fill(2);
    for (const socket of sockets) connections.answering(asSocket(socket));
    const late = socketAt(100);
    connections.add(asSocket(late));
    expect(destroyed()).to.deep.equal([]);
    expect(late.destroyed).to.equal(true);
  });
});
