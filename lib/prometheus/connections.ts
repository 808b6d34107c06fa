import type { Socket } from 'node:net';

interface Connection {
  readonly socket: Socket;
  /** Requests whose answers are under way. */
  answering: number;
  /** Whether it was given the metrics before: a scraper that keeps its connection. */
  isTrusted: boolean;
}

/**
 * The TCP connections of a server, bounded. Whoever may not read the metrics cannot keep out who may:
 * where all places are taken, a new connection gets that of the oldest one that waits and was never
 * served.
 */
export class Connections {
  readonly #most: number;
  /** Oldest first. The encrypted socket of a connection has the same key. */
  readonly #byPeer = new Map<string, Connection>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a connection in, or destroys it where every place is held by who was served. */
  add(socket: Socket): void {
    const peer = peerOf(socket);
    const isFull = this.#byPeer.size >= this.#most;
    if (peer === undefined || (isFull && !this.#evictOne())) {
      socket.destroy();
      return;
    }
    const connection = { socket, answering: 0, isTrusted: false };
    this.#byPeer.set(peer, connection);
    socket.once('close', () => {
      if (this.#byPeer.get(peer) === connection) this.#byPeer.delete(peer);
    });
  }

  /** Notes that a request came in; what is returned is called when its answer has ended. */
  answering(socket: Socket): (wasServed: boolean) => void {
    const connection = this.#byPeer.get(peerOf(socket) ?? '');
    if (connection === undefined) return () => {};
    connection.answering += 1;
    return (wasServed) => {
      connection.answering -= 1;
      connection.isTrusted ||= wasServed;
    };
  }

  #evictOne(): boolean {
    for (const [peer, { socket, answering, isTrusted }] of this.#byPeer) {
      if (answering > 0 || isTrusted) continue;
      this.#byPeer.delete(peer);
      socket.destroy();
      return true;
    }
    return false;
  }
}

/** Undefined where the peer has gone already. */
function peerOf({ remoteAddress, remotePort }: Socket): string | undefined {
  return remoteAddress === undefined ? undefined : `${remoteAddress}:${remotePort}`;
}
