import {
  constants,
  createServer,
  type Http2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import type { Peer } from './connections.js';
import type { Handler } from './handler.js';
import type { ServerLimits } from './server-limits.js';

/**
 * Megabytes, past which requests are refused. Answers that wait count, so it is far above what a
 * client can fill by itself: its headers and bodies are bounded to less than one.
 */
const SESSION_MEMORY = 10;
/** Frames that break the rules, and streams beyond what was allowed, before a session ends. */
const MOST_FAULTS = 20;
const MOST_SETTINGS = 16;

/** HTTP/2 on connections that somebody else accepts and secures. */
export class Http2 {
  readonly #server: Http2Server;
  readonly #limits: ServerLimits;
  readonly #drop: (peer: Peer) => void;
  readonly #sessions = new Set<ServerHttp2Session>();

  /** @param drop destroys the connection that a socket belongs to */
  constructor(handler: Handler, limits: ServerLimits, drop: (peer: Peer) => void) {
    this.#limits = limits;
    this.#drop = drop;
    this.#server = createServer({
      maxSessionMemory: SESSION_MEMORY,
      maxSessionInvalidFrames: MOST_FAULTS,
      maxSessionRejectedStreams: MOST_FAULTS,
      maxSettings: MOST_SETTINGS,
      maxHeaderListPairs: limits.headerCount,
      settings: {
        enablePush: false,
        maxConcurrentStreams: limits.requestsAtOnce,
        maxHeaderListSize: limits.headerBytes,
      },
    });
    const take = (request: Http2ServerRequest, response: Http2ServerResponse): void => {
      // Requests that came in one packet are all given here, though the session has ended since.
      if (request.stream.session === undefined || request.stream.session.destroyed) return;
      if (sizeOf(request.rawHeaders) > limits.headerBytes) {
        return void response.writeHead(431).end();
      }
      // The name the client asked for is where HTTP/1.1 has it, for who looks at it.
      if (request.authority !== undefined) request.headers.host = request.authority;
      handler(request, response);
    };
    this.#server.on('request', take);
    // Who asks whether to send a body is answered as if it had been sent.
    this.#server.on('checkContinue', take);
    this.#server.on('session', (session) => this.#watch(session));
    this.#server.on('sessionError', () => {});
  }

  serve(socket: Socket): void {
    this.#server.emit('connection', socket);
  }

  /** Ends the connections without a request, and takes no further request on the others. */
  close(): void {
    for (const session of this.#sessions) session.close();
  }

  #watch(session: ServerHttp2Session): void {
    const { closeGraceMs, idleMs, noise, requestMs } = this.#limits;
    const { remoteAddress, remotePort } = session.socket;
    // Kept from the start: a session that has ended does not know its socket any more.
    const peer = { remoteAddress, remotePort };
    const timer = new SessionTimer(session);
    const end = (): void => {
      session.destroy();
      // A peer that reads nothing, not even the farewell, is dropped.
      timer.start(closeGraceMs, () => this.#drop(peer));
    };
    let [open, noiseLeft, restLeftMs] = [0, noise, requestMs];
    const beat = (): void => {
      const isAlive = heartbeat(session);
      const waitMs = Math.min(restLeftMs, requestMs);
      timer.start(waitMs, () => {
        if (open === 0) restLeftMs -= waitMs;
        if (restLeftMs > 0 && isAlive()) beat();
        else end();
      });
    };
    const disturb = (): void => {
      noiseLeft -= 1;
      if (noiseLeft < 0) this.#drop(peer);
    };
    session.on('stream', (stream) => {
      open += 1;
      restLeftMs = idleMs;
      stream.once('close', () => {
        open -= 1;
        if (wasServed(stream)) noiseLeft = noise;
        else disturb();
      });
    });
    session.on('ping', disturb);
    session.on('remoteSettings', disturb);
    session.on('error', () => {});
    this.#sessions.add(session);
    session.once('close', () => this.#sessions.delete(session));
    beat();
  }
}

/** One timer for a session, until its connection is closed. */
class SessionTimer {
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(session: ServerHttp2Session) {
    session.once('close', () => {
      this.#isClosed = true;
      this.stop();
    });
  }

  start(afterMs: number, whenLate: () => void): void {
    this.stop();
    // After a bot that held the event loop, what came in meanwhile is read first.
    const look = (): void => void setImmediate(() => this.#isClosed || whenLate());
    if (!this.#isClosed) this.#timer = setTimeout(look, afterMs).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/**
 * Asks for a sign of life, and tells whether it has come. A peer that broke the rules gives none:
 * Node.js has said farewell and reads no more of it, not even that it has left.
 */
function heartbeat(session: ServerHttp2Session): () => boolean {
  let isAlive = false;
  if (!session.destroyed) {
    session.ping((fault) => {
      isAlive = fault === null;
    });
  }
  return () => isAlive;
}

function wasServed(stream: ServerHttp2Stream): boolean {
  return stream.rstCode === constants.NGHTTP2_NO_ERROR && stream.sentHeaders?.[':status'] === 200;
}

/** Of the headers when they are unpacked; Node.js only looks at how large they are when packed. */
function sizeOf(headers: readonly string[]): number {
  return headers.reduce((size, text) => size + text.length, 0);
}
