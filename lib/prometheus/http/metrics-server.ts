import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { faultName } from '../../diagnostics/fault-name.js';
import { reportOnce } from '../../diagnostics/report.js';
import { GenesisError } from '../../errors.js';
import type { ReloadedTls } from '../tls/reloaded-tls.js';
import { Answers } from './answers.js';
import { Connections } from './connections.js';
import type { Handler } from './handler.js';
import { listenError } from './listen-error.js';
import { Protocols } from './protocols.js';
import { resolveHost } from './resolve-host.js';
import { DEFAULT_LIMITS, type ServerLimits } from './server-limits.js';

/** How to listen. */
export interface ServerSettings {
  readonly host: string;
  /** What the host's name leads to, where that is known. */
  readonly address?: string | undefined;
  readonly port: number;
  /** Undefined speaks plain HTTP. */
  readonly tls: ReloadedTls | undefined;
  /** Whether HTTP/2 is offered where TLS is on. Default true. */
  readonly http2?: boolean;
  /** Those left out are {@link DEFAULT_LIMITS}. */
  readonly limits?: Partial<ServerLimits>;
  /** Throws where the address that the host name leads to must not be listened on. */
  readonly checkAddress: (address: string) => void;
}

/**
 * The server in front of a handler. Neither it nor its connections keep the process alive. It is
 * used once: listen, then close.
 */
export class MetricsServer {
  readonly #settings: ServerSettings;
  readonly #server: Server;
  readonly #connections: Connections;
  readonly #answers: Answers;
  readonly #protocols: Protocols;
  #closing = false;

  constructor(handler: Handler, settings: ServerSettings) {
    this.#settings = settings;
    const limits = { ...DEFAULT_LIMITS, ...settings.limits };
    const { tls, http2 = true } = settings;
    this.#connections = new Connections(limits);
    this.#answers = new Answers(handler, this.#connections, limits);
    this.#protocols = new Protocols({ tls, http2, limits }, this.#answers, this.#connections);
    // What arrives before TLS is set up stays in the socket; plain HTTP may be closed on one side.
    const options = { noDelay: true, pauseOnConnect: tls !== undefined, allowHalfOpen: !tls };
    this.#server = createServer(options, (socket) => this.#take(socket)).unref();
  }

  /** Opens the port. Rejects with a `GenesisError` that names the variable and the address. */
  async listen(): Promise<void> {
    const { host, port } = this.#settings;
    const address = this.#settings.address ?? (await resolveHost(host, port));
    try {
      this.#settings.checkAddress(address);
      await this.#bind(address);
    } catch (fault) {
      if (fault instanceof GenesisError) throw fault;
      throw listenError(fault, host, port);
    }
  }

  /** The address that is bound; undefined while not listening. */
  address(): AddressInfo | undefined {
    const address = this.#server.address();
    return typeof address === 'object' ? (address ?? undefined) : undefined;
  }

  /** How many connections there are, those that are still being secured among them. */
  get connectionCount(): number {
    return this.#connections.count;
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
    this.#protocols.close();
    await this.#answers.noneOrLate();
    this.#connections.dropAll();
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

  #take(socket: Socket): void {
    socket.unref();
    if (this.#connections.add(socket)) this.#protocols.serve(socket);
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
