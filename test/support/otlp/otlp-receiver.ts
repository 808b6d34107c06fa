import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Behaviour, Choice } from './behaviour.js';
import { grpcStatus, ok, status } from './behaviour.js';
import { Connections } from './connections.js';
import { decodeJson, decodeProtobuf } from './decode.js';
import { createGrpcSide } from './grpc-side.js';
import { createHttpSide } from './http-side.js';
import type { Message } from './messages.js';
import type { OtlpRequest } from './otlp-request.js';
import type { RawRequest, Reception, TlsFiles } from './reception.js';
import { isSignal } from './reception.js';
import type { Signal } from './signals.js';

const INVALID_ARGUMENT = 3;
const PATIENCE_MILLIS = 30_000;

/** The path of a certificate or key of `test/fixtures/tls`, such as `ca-crt`. */
export const certificateFile = (name: string): string =>
  join(__dirname, '../../../../test/fixtures/tls', `${name}.pem`);

export interface ReceiverOptions {
  /** Default: `http`, which takes protobuf and JSON. */
  readonly protocol?: 'http' | 'grpc';
  /** Serves TLS with the certificate `server` or `server-next` of the fixtures. */
  readonly tls?: 'server' | 'server-next';
  /** Asks for client certificates that this authority of the fixtures has signed. */
  readonly clientCa?: 'ca' | 'ca-next';
  /** What is sent to which path besides the usual ones, on HTTP. */
  readonly paths?: Readonly<Record<string, Signal>>;
  /** What is done from the start. Default: everything is accepted. */
  readonly behave?: Choice;
}

/** An OTLP receiver in this process. It decodes with the official proto files and nothing else. */
export class OtlpReceiver implements Reception {
  /** Everything that was read and decoded, whatever was answered. */
  readonly requests: OtlpRequest[] = [];
  /** What was not as the protocol wants it. Unless taken, `stop` rejects with it. */
  readonly #faults: string[] = [];
  readonly #protocol: 'http' | 'grpc';
  readonly #server: Server;
  readonly #scheme: string;
  readonly #connections: Connections;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #news = new EventEmitter().setMaxListeners(0);
  #choices: Choice[];
  #port = 0;

  private constructor(options: ReceiverOptions) {
    const { protocol = 'http', behave = ok, paths = {} } = options;
    const tls = tlsOf(options);
    this.#protocol = protocol;
    this.#choices = [behave];
    this.#scheme = tls === undefined ? 'http' : 'https';
    this.#server =
      protocol === 'http' ? createHttpSide(this, { tls, paths }) : createGrpcSide(this, tls);
    this.#connections = new Connections(this.#server);
  }

  /** Listens on a free port of the loopback. */
  static async start(options: ReceiverOptions = {}): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver(options);
    await receiver.comeBack();
    return receiver;
  }

  /** The base address, without a path. */
  get url(): string {
    return `${this.#scheme}://127.0.0.1:${this.#port}`;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#connections.count;
  }

  /**
   * Sets what is done from now on: with each request the next behaviour, with the last one all that
   * follow.
   */
  respond(first: Choice, ...more: Choice[]): void {
    this.#choices = [first, ...more];
  }

  /** The messages of a signal, in the order in which they came. */
  messages<S extends Signal>(signal: S): Message<S>[] {
    const wanted = this.requests.filter((request) => isSignal(request, signal));
    return wanted.map(({ message }) => message as Message<S>);
  }

  /** The first request that `predicate` is true of, also one that has come already. */
  async waitFor(
    predicate: (request: OtlpRequest) => boolean,
    patienceMillis = PATIENCE_MILLIS,
  ): Promise<OtlpRequest> {
    const deadline = AbortSignal.timeout(patienceMillis);
    for (let seen = 0; ; ) {
      const found = this.requests.slice(seen).find(predicate);
      if (found !== undefined) return found;
      seen = this.requests.length;
      await once(this.#news, 'request', { signal: deadline }).catch(() => {
        throw new Error(`no such request in ${patienceMillis} ms: ${this.#summary()}`);
      });
    }
  }

  /** Cuts every connection and refuses new ones, until `comeBack`. */
  async goDown(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#connections.cut();
    await once(this.#server, 'close');
  }

  /** Listens again, on the port that it had. */
  async comeBack(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** What was not as the protocol wants it, told once. */
  takeFaults(): string[] {
    return this.#faults.splice(0);
  }

  /**
   * Leaves nothing open.
   * @throws Error where something that came was not as the protocol wants it
   */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.goDown();
    const faults = this.takeFaults();
    if (faults.length > 0) throw new Error(`not as OTLP wants it: ${faults.join('; ')}`);
  }

  receive(raw: RawRequest): Behaviour {
    const request = this.#decode(raw);
    if (request === undefined) {
      return this.#protocol === 'http' ? status(400) : grpcStatus(INVALID_ARGUMENT);
    }
    this.requests.push(request);
    this.#news.emit('request');
    const choice = this.#choices.length > 1 ? this.#choices.shift() : this.#choices[0];
    return typeof choice === 'function' ? choice(request) : (choice ?? ok);
  }

  later(millis: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, millis);
    this.#timers.add(timer);
  }

  reset(remotePort: number | undefined): void {
    this.#connections.reset(remotePort);
  }

  #decode(raw: RawRequest): OtlpRequest | undefined {
    const { sent, signal, ...rest } = raw;
    const { compression, protocol } = rest;
    try {
      const bytes = compression === 'gzip' ? gunzipSync(sent) : sent;
      const message =
        protocol === 'http/json'
          ? decodeJson(signal, bytes.toString('utf8'), this.#faults)
          : decodeProtobuf(signal, bytes, this.#faults);
      return { ...rest, raw: bytes, signal: signal.signal, message } as OtlpRequest;
    } catch (error) {
      this.#faults.push(`${protocol}: ${String(error)}`);
      return undefined;
    }
  }

  #summary(): string {
    const lines = this.requests.map(({ signal, path, raw }) => `${signal} ${path} ${raw.length} B`);
    return lines.join(', ') || 'nothing came';
  }
}

function tlsOf({ tls, clientCa }: ReceiverOptions): TlsFiles | undefined {
  if (tls === undefined) return undefined;
  const read = (name: string): Buffer => readFileSync(certificateFile(name));
  const server = { cert: read(`${tls}-crt`), key: read(`${tls}-key`) };
  if (clientCa === undefined) return server;
  return { ...server, ca: read(`${clientCa}-crt`), requestCert: true };
}
