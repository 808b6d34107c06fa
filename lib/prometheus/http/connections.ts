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
 * served, or else of the one that was served the longest time ago.
 */
export class Connections {
  readonly #most: number;
  /** Oldest first, by the last answer. The encrypted socket of a connection has the same key. */
  readonly #byPeer = new Map<string, Connection>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a connection in, or destroys it where every other one has an answer under way. */
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
    const peer = peerOf(socket) ?? '';
    const connection = this.#byPeer.get(peer);
    if (connection === undefined) return () => {};
    connection.answering += 1;
    return (wasServed) => {
      connection.answering -= 1;
      connection.isTrusted ||= wasServed;
      if (this.#byPeer.get(peer) !== connection) return;
      this.#byPeer.delete(peer);
      this.#byPeer.set(peer, connection);
    };
  }

  #evictOne(): boolean {
    const waiting = [...this.#byPeer].filter(([, { answering }]) => answering === 0);
    const [peer, connection] = waiting.find(([, { isTrusted }]) => !isTrusted) ?? waiting[0] ?? [];
    if (peer === undefined || connection === undefined) return false;
    this.#byPeer.delete(peer);
    connection.socket.destroy();
    return true;
  }
}

/** Undefined where the peer has gone already. */
function peerOf({ remoteAddress, remotePort }: Socket): string | undefined {
  return remoteAddress === undefined ? undefined : `${remoteAddress}:${remotePort}`;
}
