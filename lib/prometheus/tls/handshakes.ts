import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { neverThrow } from '../../diagnostics/never-throw.js';
import type { ReloadedTls } from './reloaded-tls.js';
import type { TlsPolicy } from './tls-policy.js';

/** What a handshake leads to. */
export interface HandshakeSettings {
  /** Protocols to offer, the best first. */
  readonly protocols: readonly string[];
  /** Milliseconds that a handshake may take, and the look at the files before it as well. */
  readonly limitMs: number;
  /** Is given each socket whose client may go on. */
  readonly whenSecure: (socket: TLSSocket) => void;
}

/**
 * Secures connections that somebody else accepts, each as the settings and files are in the moment
 * it comes in. No TLS session is ever resumed, so each client shows its certificate each time.
 */
export class Handshakes {
  readonly #tls: ReloadedTls;
  readonly #settings: HandshakeSettings;
  #policy: TlsPolicy | undefined;
  #server: Server | undefined;
  /** The connections below the encrypted sockets, by the address of their client. */
  readonly #accepted = new Map<string, { socket: Socket; late: NodeJS.Timeout }>();

  constructor(tls: ReloadedTls, settings: HandshakeSettings) {
    this.#tls = tls;
    this.#settings = settings;
  }

  /** Takes a paused connection. */
  accept(socket: Socket): void {
    socket.on('error', () => {});
    this.#limit(socket);
    this.#secure(socket).catch(() => socket.destroy());
  }

  /** Node.js has a limit of its own, and now and then loses a connection that is reset meanwhile. */
  #limit(socket: Socket): void {
    const key = keyOf(socket);
    const late = setTimeout(() => socket.destroy(), this.#settings.limitMs).unref();
    const accepted = { socket, late };
    this.#accepted.set(key, accepted);
    socket.once('close', () => {
      clearTimeout(late);
      if (this.#accepted.get(key) === accepted) this.#accepted.delete(key);
    });
  }

  async #secure(socket: Socket): Promise<void> {
    const policy = await this.#tls.current();
    if (!socket.destroyed) this.#serverFor(policy).emit('connection', socket);
  }

  /** One for each policy: what was negotiated under an old one cannot be used with the next. */
  #serverFor(policy: TlsPolicy): Server {
    if (this.#server === undefined || policy !== this.#policy) {
      this.#policy = policy;
      this.#server = this.#create(policy);
    }
    return this.#server;
  }

  #create({ options, admits }: TlsPolicy): Server {
    const { protocols, limitMs, whenSecure } = this.#settings;
    const server = createServer({
      ...options,
      ALPNProtocols: [...protocols],
      handshakeTimeout: limitMs,
    });
    server.on('secureConnection', (socket) => {
      const accepted = this.#accepted.get(keyOf(socket));
      clearTimeout(accepted?.late);
      socket.once('close', () => accepted?.socket.destroy());
      // The encrypted socket over the same connection holds a reference of its own.
      socket.unref();
      const isAdmitted = neverThrow('the check of a client certificate', () => admits(socket));
      if (isAdmitted === true) return whenSecure(socket);
      socket.on('error', () => {});
      socket.destroy();
    });
    server.on('tlsClientError', (_fault, socket) => socket.destroy());
    return server;
  }
}

function keyOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress}:${remotePort}`;
}
