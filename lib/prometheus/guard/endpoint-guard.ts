import { report } from '../../diagnostics/report.js';
import type { MetricsRequest } from '../http/handler.js';
import type { Authentication } from './authentication.js';
import { FailedAttempts } from './failed-attempts.js';
import { KnownCredentials } from './known-credentials.js';
import { isLoopbackAddress, isLoopbackHostHeader } from './loopback.js';

/** How a request is to be treated. */
export type Verdict =
  | { readonly kind: 'allowed' }
  /** No program of this machine, where only those are served. */
  | { readonly kind: 'forbidden' }
  /** Too many passwords wait to be compared; nothing is known of these credentials. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'unauthorized'; readonly hadCredentials: boolean }
  /** Too many attempts from there have failed; the credentials were not looked at. */
  | { readonly kind: 'limited'; readonly waitSeconds: number };

const ALLOWED: Verdict = { kind: 'allowed' };
const BUSY: Verdict = { kind: 'busy' };
const FORBIDDEN: Verdict = { kind: 'forbidden' };
const REPORT_EVERY_MS = 60_000;

export interface EndpointGuardParts {
  /** Undefined serves this machine only, unless certificates count. */
  readonly authentication: Authentication | undefined;
  /**
   * Whether a certificate that the server has verified is asked for in the place of credentials. It
   * goes on being asked for where a web configuration file ceases to.
   */
  readonly countsCertificates?: boolean;
  /** A clock in milliseconds that never goes back. */
  readonly now?: () => number;
}

/** Judges the sender of a request, before anything is looked up for it. */
export class EndpointGuard {
  readonly #authentication: Authentication | undefined;
  readonly #countsCertificates: boolean;
  readonly #now: () => number;
  readonly #attempts: FailedAttempts;
  readonly #known = new KnownCredentials();
  #unreported = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor({ authentication, countsCertificates = false, now }: EndpointGuardParts) {
    this.#authentication = authentication;
    this.#countsCertificates = countsCertificates;
    this.#now = now ?? ((): number => performance.now());
    this.#attempts = new FailedAttempts(this.#now);
  }

  /** What a client that was refused may answer with, for `WWW-Authenticate`. */
  get challenges(): readonly string[] {
    return this.#authentication?.challenges ?? [];
  }

  async judge(request: MetricsRequest): Promise<Verdict> {
    if (this.#authentication !== undefined) return this.#judge(request, this.#authentication);
    const isLetIn = this.#countsCertificates
      ? hasVerifiedCertificate(request)
      : isFromHere(request);
    return isLetIn ? ALLOWED : FORBIDDEN;
  }

  async #judge(request: MetricsRequest, authentication: Authentication): Promise<Verdict> {
    const { remoteAddress } = request.socket;
    const { authorization } = request.headers;
    const waitSeconds = this.#waitSeconds(remoteAddress, authorization);
    const isGood = waitSeconds === 0 && (await authentication.allows(authorization));
    if (isGood === undefined) return BUSY;
    if (isGood) {
      this.#known.add(remoteAddress, authorization ?? '');
      return ALLOWED;
    }
    this.#report(remoteAddress);
    if (waitSeconds > 0) return { kind: 'limited', waitSeconds };
    const hadCredentials = authorization !== undefined;
    if (hadCredentials) this.#attempts.failed(remoteAddress);
    return { kind: 'unauthorized', hadCredentials };
  }

  /** Who shows no credentials guesses none, and is refused anyway. */
  #waitSeconds(address: string | undefined, authorization: string | undefined): number {
    if (authorization === undefined) return 0;
    const seconds = this.#attempts.waitSeconds(address);
    return seconds > 0 && this.#known.has(address, authorization) ? 0 : seconds;
  }

  /** One line a minute at most, however many attempts there are. */
  #report(address: string | undefined): void {
    this.#unreported += 1;
    if (this.#now() - this.#reportedAt < REPORT_EVERY_MS) return;
    const others = this.#unreported > 1 ? `, ${this.#unreported} of them since the last line` : '';
    report(
      `a request for the metrics from ${address ?? 'a client that has gone'} had no valid credentials${others}; it was refused`,
    );
    this.#unreported = 0;
    this.#reportedAt = this.#now();
  }
}

/** Asked of each connection, since a web configuration file can cease to ask for certificates. */
function hasVerifiedCertificate({ socket }: MetricsRequest): boolean {
  return 'authorized' in socket && socket.authorized === true;
}

/**
 * The sender's address matters where the handler is mounted in somebody's own server. The `Host`
 * header does because a web page can have its own name resolve to 127.0.0.1 and so read what
 * the browser's machine serves (DNS rebinding).
 */
function isFromHere({ socket, headers }: MetricsRequest): boolean {
  const host = headers.host ?? headers[':authority'];
  return (
    isLoopbackAddress(socket.remoteAddress) &&
    isLoopbackHostHeader(typeof host === 'string' ? host : undefined)
  );
}
