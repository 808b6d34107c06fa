import type { Server, Socket } from 'node:net';

/** The connections of a server, so that they can be cut. */
export class Connections {
  readonly #sockets = new Set<Socket>();

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  get count(): number {
    return this.#sockets.size;
  }

  reset(remotePort: number | undefined): void {
    for (const socket of this.#sockets) {
      if (socket.remotePort === remotePort) socket.resetAndDestroy();
    }
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
