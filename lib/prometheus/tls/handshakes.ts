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

  constructor(tls: ReloadedTls, settings: HandshakeSettings) {
    this.#tls = tls;
    this.#settings = settings;
  }

  /** Takes a paused connection. */
  accept(socket: Socket): void {
    socket.on('error', () => {});
    this.#secure(socket).catch(() => socket.destroy());
  }

  async #secure(socket: Socket): Promise<void> {
    const late = setTimeout(() => socket.destroy(), this.#settings.limitMs).unref();
    const policy = await this.#tls.current();
    clearTimeout(late);
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
