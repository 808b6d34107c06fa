import type { Socket } from 'node:net';
import type { ChannelCredentials } from '@grpc/grpc-js';

/**
 * The connections of one channel of gRPC, so that none outlives it: to a server that takes a
 * connection and says nothing, gRPC keeps it for ever, also when the channel is closed.
 */
export class GrpcConnections {
  readonly #sockets = new Set<Socket>();
  #areCut = false;

  /** Notes what is connected with `credentials`, which are those of this channel alone. */
  watch(credentials: ChannelCredentials): void {
    const create = credentials._createSecureConnector.bind(credentials);
    credentials._createSecureConnector = (...channel) => {
      const connector = create(...channel);
      const connect = connector.connect.bind(connector);
      connector.connect = (socket) => {
        this.#note(socket);
        return connect(socket);
      };
      return connector;
    };
  }

  /** Ends them all, and what is still on its way. */
  cut(): void {
    this.#areCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  #note(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    if (this.#areCut) socket.destroy();
  }
}
