import type { Connections, Peer } from './connections.js';
import type { Handler, MetricsRequest, MetricsResponse } from './handler.js';
import type { ServerLimits } from './server-limits.js';
import { whenGone } from './when-gone.js';

/**
 * The answers that are under way: how long each may take, how many a connection may ask for at
 * once, and when there is none left.
 */
export class Answers {
  readonly #handler: Handler;
  readonly #connections: Connections;
  readonly #limits: ServerLimits;
  #underWay = 0;
  #whenNone: (() => void) | undefined;

  constructor(handler: Handler, connections: Connections, limits: ServerLimits) {
    this.#handler = handler;
    this.#connections = connections;
    this.#limits = limits;
  }

  /** Has the handler answer a request, or drops the connection of one that asks for too much. */
  take(request: MetricsRequest, response: MetricsResponse): void {
    const { remoteAddress, remotePort } = request.socket;
    const peer = { remoteAddress, remotePort };
    // Requests that came in one packet are all given here, though the first ended the connection.
    if (request.socket.destroyed) return;
    if (this.#connections.underWay(peer) >= this.#limits.requestsAtOnce) {
      this.#connections.drop(peer);
      return;
    }
    this.#watch(request, response, peer);
    this.#handler(request, response);
  }

  /** Resolves when no answer is under way, or when the grace of a closing server is over. */
  noneOrLate(): Promise<void> {
    if (this.#underWay === 0) return Promise.resolve();
    return new Promise((resolve) => {
      // Not unref-ed: whoever awaits the end would see the process exit in the middle of it.
      const timer = setTimeout(resolve, this.#limits.closeGraceMs);
      this.#whenNone = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #watch(request: MetricsRequest, response: MetricsResponse, peer: Peer): void {
    this.#underWay += 1;
    const ended = this.#connections.answering(peer);
    const giveUp = (): void => this.#connections.drop(peer);
    const timer = setTimeout(giveUp, this.#limits.answerMs).unref();
    this.#watchReader(response, giveUp);
    let isOver = false;
    const over = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      release();
      // The status of an answer that was never begun is 200 as well.
      ended(response.headersSent && response.statusCode === 200);
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#whenNone?.();
    };
    const release = whenGone(request, over);
    response.once('close', over);
  }

  /** Node.js knows whether a write makes progress; the collection before it is no fault of the reader. */
  #watchReader(response: MetricsResponse, giveUp: () => void): void {
    const { stallMs } = this.#limits;
    response.setTimeout(stallMs);
    response.on('timeout', () => {
      if (response.headersSent) giveUp();
      else response.setTimeout(stallMs);
    });
  }
}
