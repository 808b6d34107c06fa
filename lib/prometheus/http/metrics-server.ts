import { lookup } from 'node:dns/promises';
import { createServer, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { faultName } from '../../diagnostics/fault-name.js';
import { reportOnce } from '../../diagnostics/report.js';
import { GenesisError } from '../../errors.js';
import { Connections } from './connections.js';
import type { Handler } from './handler.js';
import { listenError } from './listen-error.js';

/** How to listen. */
export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  /** Undefined speaks plain HTTP. */
  readonly tls: TlsOptions | undefined;
  /** Throws where the address that the host name leads to must not be listened on. */
  readonly checkAddress: (address: string) => void;
}

/** How long answers under way may take once the server is told to close. */
const CLOSE_GRACE_MS = 1_000;
/** Enough for every scraper, and few enough to leave the bot its file descriptors. */
const MOST_CONNECTIONS = 128;

const LIMITS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
  // Longer than the usual minute between scrapes, or each one would race with the closing socket.
  keepAliveTimeout: 65_000,
};

/**
 * The HTTP server in front of a handler. Neither it nor its connections keep the process alive. It
 * is used once: listen, then close.
 */
export class MetricsServer {
  readonly #settings: ServerSettings;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #connections = new Connections(MOST_CONNECTIONS);
  #answering = 0;
  #closing = false;
  #whenIdle: (() => void) | undefined;

  constructor(handler: Handler, settings: ServerSettings) {
    this.#settings = settings;
    this.#server = settings.tls
      ? createTlsServer({ ...LIMITS, ...settings.tls }, handler)
      : createServer(LIMITS, handler);
    this.#server.unref();
    this.#watchSockets();
    this.#watchAnswers();
  }

  /** Opens the port. Rejects with a `GenesisError` that names the variable and the address. */
  async listen(): Promise<void> {
    try {
      const { address } = await lookup(this.#settings.host);
      this.#settings.checkAddress(address);
      await this.#bind(address);
    } catch (fault) {
      if (fault instanceof GenesisError) throw fault;
      throw listenError(fault, this.#settings.host, this.#settings.port);
    }
  }

  /** The address that is bound; undefined while not listening. */
  address(): AddressInfo | undefined {
    const address = this.#server.address();
    return typeof address === 'object' ? (address ?? undefined) : undefined;
  }

  /**
   * Takes no more connections, lets answers under way finish within a second and then destroys
   * every connection that is left. Never rejects; safe to call twice and before `listen` is done.
   */
  async close(): Promise<void> {
    this.#closing = true;
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    await this.#idleOrLate();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #bind(host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const server = this.#server.once('error', reject);
      // Closed with its port bound but not yet announced, a server never says that it listens.
      server.once('close', () => reject(closedWhileStarting()));
      // Exclusive, because a cluster worker would otherwise answer for its siblings at random.
      server.listen({ host, port: this.#settings.port, exclusive: true }, () => {
        server.off('error', reject).on('error', reportServerError);
        if (!this.#closing) return resolve();
        // close() came while there was nothing to close yet.
        server.close();
        reject(closedWhileStarting());
      });
    });
  }

  #watchSockets(): void {
    const watch = (socket: Socket): void => {
      socket.unref();
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    };
    this.#server.on('connection', watch);
    this.#server.on('connection', (socket) => this.#connections.add(socket));
    // The encrypted socket over the same connection holds a reference of its own.
    this.#server.on('secureConnection', watch);
  }

  #watchAnswers(): void {
    this.#server.on('request', ({ socket }, response) => {
      this.#answering += 1;
      const ended = this.#connections.answering(socket);
      response.once('close', () => {
        ended(response.statusCode === 200);
        this.#answering -= 1;
        if (this.#answering === 0) this.#whenIdle?.();
      });
    });
  }

  #idleOrLate(): Promise<void> {
    if (this.#answering === 0) return Promise.resolve();
    return new Promise((resolve) => {
      // Not unref-ed: whoever awaits the end would see the process exit in the middle of it.
      const timer = setTimeout(resolve, CLOSE_GRACE_MS);
      this.#whenIdle = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function closedWhileStarting(): GenesisError {
  return new GenesisError(
    'GENESIS_ENDPOINT_LISTEN',
    'the metrics endpoint was stopped while it was being opened; it stays closed',
  );
}

function reportServerError(fault: unknown): void {
  reportOnce('prometheus:server', `the metrics endpoint had a fault (${faultName(fault)})`);
}
