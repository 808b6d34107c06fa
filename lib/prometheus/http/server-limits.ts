/** How much a server does for whom, and how long. Times are in milliseconds. */
export interface ServerLimits {
  /** Enough for every scraper, and few enough to leave the bot its file descriptors. */
  readonly connections: number;
  /** Of one IPv4 address or one IPv6 /64. */
  readonly connectionsPerNetwork: number;
  /** From the connection to the end of the TLS handshake. */
  readonly handshakeMs: number;
  /** From the first to the last byte of a request's headers, and of the whole request. */
  readonly requestMs: number;
  /** How often the time of requests is looked at. */
  readonly checkMs: number;
  /** Of a connection without a request; above the usual minute between scrapes. */
  readonly idleMs: number;
  /** Of a reader that takes nothing of an answer. */
  readonly stallMs: number;
  /** Of an answer in all. */
  readonly answerMs: number;
  /** For answers under way once the server is told to close. */
  readonly closeGraceMs: number;
  readonly headerBytes: number;
  readonly headerCount: number;
  /** Requests of one connection that are answered at the same time. */
  readonly requestsAtOnce: number;
  /** Pings, settings and broken off requests of an HTTP/2 connection for each good answer. */
  readonly noise: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  connections: 128,
  connectionsPerNetwork: 32,
  handshakeMs: 10_000,
  requestMs: 10_000,
  checkMs: 5_000,
  // Longer than the usual minute between scrapes, or each one would race with the closing socket.
  idleMs: 65_000,
  stallMs: 10_000,
  answerMs: 60_000,
  closeGraceMs: 1_000,
  headerBytes: 16_384,
  headerCount: 64,
  requestsAtOnce: 8,
  noise: 100,
};
