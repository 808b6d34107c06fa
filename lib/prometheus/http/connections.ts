import type { Socket } from 'node:net';
import { clientNetwork } from './client-network.js';
import type { ServerLimits } from './server-limits.js';

interface Connection {
  readonly socket: Socket;
  readonly network: string;
  /** Requests whose answers are under way. */
  answering: number;
  /** Whether it was given the metrics before: a scraper that keeps its connection. */
  isTrusted: boolean;
}

/** As much of a socket as tells its connection apart; those of TLS and HTTP/2 have it as well. */
export type Peer = Pick<Socket, 'remoteAddress' | 'remotePort'>;

/**
 * The TCP connections of a server, bounded in all and for each network they come from. Whoever may
 * not read the metrics cannot keep out who may: where all places are taken, a new connection gets
 * that of the oldest one that waits and was never served, or else of the one that was served the
 * longest time ago.
 */
export class Connections {
  readonly #limits: Pick<ServerLimits, 'connections' | 'connectionsPerNetwork'>;
  /** Oldest first, by the last answer. The encrypted socket of a connection has the same key. */
  readonly #byPeer = new Map<string, Connection>();

  constructor(limits: Pick<ServerLimits, 'connections' | 'connectionsPerNetwork'>) {
    this.#limits = limits;
  }

  get count(): number {
    return this.#byPeer.size;
  }

  /** Takes a connection in, or destroys it where every other one has an answer under way. */
  add(socket: Socket): boolean {
    const peer = peerOf(socket);
    const network = clientNetwork(socket.remoteAddress ?? '');
    if (peer === undefined || !this.#makeRoom(network)) {
      socket.destroy();
      return false;
    }
    const connection = { socket, network, answering: 0, isTrusted: false };
    this.#byPeer.set(peer, connection);
    socket.once('close', () => {
      if (this.#byPeer.get(peer) === connection) this.#byPeer.delete(peer);
    });
    return true;
  }

  /** Notes that a request came in; what is returned is called when its answer has ended. */
  answering(socket: Peer): (wasServed: boolean) => void {
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

  /** How many answers are under way on a connection. */
  underWay(socket: Peer): number {
    return this.#byPeer.get(peerOf(socket) ?? '')?.answering ?? 0;
  }

  /** Destroys the connection that a socket belongs to, without another word to its peer. */
  drop(socket: Peer): void {
    this.#byPeer.get(peerOf(socket) ?? '')?.socket.destroy();
  }

  dropAll(): void {
    for (const { socket } of this.#byPeer.values()) socket.destroy();
  }

  #makeRoom(network: string): boolean {
    const { connections, connectionsPerNetwork } = this.#limits;
    const all = [...this.#byPeer];
    const neighbours = all.filter(([, connection]) => connection.network === network);
    if (neighbours.length >= connectionsPerNetwork) return this.#evictOne(neighbours);
    return all.length < connections || this.#evictOne(all);
  }

  #evictOne(candidates: readonly [string, Connection][]): boolean {
    const waiting = candidates.filter(([, { answering }]) => answering === 0);
    const [peer, connection] = waiting.find(([, { isTrusted }]) => !isTrusted) ?? waiting[0] ?? [];
    if (peer === undefined || connection === undefined) return false;
    this.#byPeer.delete(peer);
    connection.socket.destroy();
    return true;
  }
}

/** Undefined where the peer has gone already. */
function peerOf({ remoteAddress, remotePort }: Peer): string | undefined {
  return remoteAddress === undefined ? undefined : `${remoteAddress}:${remotePort}`;
}
