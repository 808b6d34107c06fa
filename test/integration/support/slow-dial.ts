import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A way to an exchange on which a new connection takes a while, and nothing else does. */
export interface SlowDial {
  readonly url: string;
  close(): Promise<void>;
}

/** Opens a way to the exchange at `port` that holds each connection back for so long. */
export async function slowDial(port: number, milliseconds: number): Promise<SlowDial> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    near.pause();
    const far = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
    setTimeout(() => {
      near.pipe(far);
      far.pipe(near);
    }, milliseconds);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
