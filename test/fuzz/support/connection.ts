import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

/** How a client leaves: properly, or by a reset, at once or when the answer begins. */
export type Departure = 'end' | 'reset' | 'reset in the answer';

/** What one client does on one connection. */
export interface Script {
  /** Each in the pieces that it is sent in. */
  readonly requests: readonly (readonly Buffer[])[];
  /** Whether each request waits for an answer to the one before it. */
  readonly isPatient: boolean;
  readonly departure: Departure;
}

/** What went over a connection. */
export interface Exchange {
  readonly sent: Buffer;
  readonly received: Buffer;
  /** How many requests the server let the client send to their end. */
  readonly requests: number;
}

/** Many requests get no answer by right, so a patient client does not wait for long. */
const PATIENCE_MS = 20;
/** The longest that the server may keep a connection whose client has left. */
const CLOSED_WITHIN_MS = 30_000;

/**
 * Plays a script. Rejects where the server does not let go of the connection in time; whatever else
 * happens to the connection is an outcome like any other.
 */
export async function play(connection: Connection, script: Script): Promise<Exchange> {
  await connection.say(script);
  await connection.leave(script.departure);
  return connection.exchange();
}

/** A client's side of a connection. */
export class Connection {
  readonly #socket: Socket;
  readonly #wire: Socket;
  readonly #sent: Buffer[] = [];
  readonly #received: Buffer[] = [];
  readonly #closed: Promise<unknown>;
  #requests = 0;

  /** @param wire the TCP connection below a socket that speaks TLS */
  constructor(socket: Socket, wire = socket) {
    this.#socket = socket.setNoDelay(true);
    this.#wire = wire;
    // Being thrown out is what most of these clients deserve.
    socket.on('error', () => {}).on('data', (chunk: Buffer) => this.#received.push(chunk));
    this.#closed = new Promise((resolve) => socket.once('close', resolve));
    this.opened = Promise.race([
      once(socket, socket === wire ? 'connect' : 'secureConnect').catch(() => {}),
      this.#closed,
    ]);
  }

  readonly opened: Promise<unknown>;

  async say({ requests, isPatient }: Script): Promise<void> {
    await this.opened;
    for (const [index, pieces] of requests.entries()) {
      for (const piece of pieces) {
        if (!this.#socket.writable) return;
        this.#sent.push(piece);
        this.#socket.write(piece);
        if (pieces.length > 1) await turn();
      }
      this.#requests += 1;
      if (isPatient && index < requests.length - 1) await this.#answerBegins();
    }
  }

  async leave(departure: Departure): Promise<void> {
    if (departure === 'reset in the answer') await this.#answerBegins();
    if (departure === 'end') this.#socket.end();
    else this.#wire.resetAndDestroy();
    await within(CLOSED_WITHIN_MS, this.#closed, () => {
      this.destroy();
      throw new Error(`the server keeps a connection that its client has left (${departure})`);
    });
  }

  /** Sends without ever reading an answer, and stays. */
  stall(bytes: Buffer): void {
    this.#socket.pause().write(bytes);
  }

  destroy(): void {
    this.#socket.destroy();
    this.#wire.destroy();
  }

  exchange(): Exchange {
    return {
      sent: Buffer.concat(this.#sent),
      received: Buffer.concat(this.#received),
      requests: this.#requests,
    };
  }

  async #answerBegins(): Promise<void> {
    let listener = (): void => {};
    const begun = new Promise<void>((resolve) => {
      listener = resolve;
    });
    this.#socket.once('data', listener);
    await within(PATIENCE_MS, Promise.race([begun, this.#closed]), () => {});
    this.#socket.off('data', listener);
  }
}

async function within(ms: number, event: Promise<unknown>, late: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const isLate = new Promise<true>((resolve) => {
    timer = setTimeout(resolve, ms, true);
  });
  const first = await Promise.race([event.then(() => false), isLate]);
  clearTimeout(timer);
  if (first) late();
}
