import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Behaviour } from '../faults.js';

const HOST = '127.0.0.1';
/** Less than any push of the bench takes, and more than the headers do. */
const HALF_WAY_BYTES = 2_000;
/** An answer that was sent is on its way no longer than this. */
const QUIET_MS = 50;
const LONGEST_WAIT_MS = 1_000;
const RUBBISH = Buffer.from('SSH-2.0-OpenSSH_9.2\r\n\u0000\u0001\u0002 this is no collector\r\n');

/**
 * The port that the bot knows. Faults of the network happen here, whatever protocol is spoken: the port
 * closes, a connection is reset, or somebody else answers.
 */
export class Door {
  readonly #inner: number;
  #server: Server;
  readonly #sockets = new Set<Socket>();
  #port = 0;
  #behaviour: Behaviour = 'well';
  #lastBytesAt = 0;
  /** Connections that were reset, or answered with rubbish. */
  cut = 0;

  constructor(inner: number) {
    this.#inner = inner;
    this.#server = this.#create();
  }

  get port(): number {
    return this.#port;
  }

  async open(): Promise<void> {
    this.#server = this.#create();
    this.#server.listen(this.#port, HOST);
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async behave(behaviour: Behaviour): Promise<void> {
    await this.#quiet();
    const wasDown = this.#behaviour === 'down';
    this.#behaviour = behaviour;
    // A push that still waits has met the fault that ends here; a new one finds no old connection.
    for (const socket of this.#sockets) socket.destroy();
    if (behaviour === 'down') await this.#close();
    else if (wasDown) await this.open();
  }

  /** Both sides have to agree about a push, so none is cut off between an answer and its reader. */
  async #quiet(): Promise<void> {
    const end = performance.now() + LONGEST_WAIT_MS;
    while (performance.now() < end && performance.now() - this.#lastBytesAt < QUIET_MS) {
      await pause(QUIET_MS / 5);
    }
  }

  async #close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }

  #create(): Server {
    return createServer((socket) => this.#admit(socket));
  }

  #admit(outer: Socket): void {
    this.#keep(outer);
    if (this.#behaviour === 'rubbish') {
      outer.once('data', () => {
        this.cut += 1;
        outer.end(RUBBISH);
      });
      return;
    }
    if (this.#behaviour === 'reset') {
      this.#resetHalfWay(outer);
      return;
    }
    const inner = connect(this.#inner, HOST);
    this.#keep(inner);
    outer.pipe(inner).pipe(outer);
    outer.once('close', () => inner.destroy());
    inner.once('close', () => outer.destroy());
  }

  #resetHalfWay(outer: Socket): void {
    const inner = connect(this.#inner, HOST);
    this.#keep(inner);
    let bytes = 0;
    outer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes < HALF_WAY_BYTES) inner.write(chunk);
      else if (!outer.destroyed) {
        this.cut += 1;
        outer.resetAndDestroy();
        inner.destroy();
      }
    });
    inner.pipe(outer);
    outer.once('close', () => inner.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', () => {
      this.#lastBytesAt = performance.now();
    });
    socket.once('close', () => this.#sockets.delete(socket));
  }
}
