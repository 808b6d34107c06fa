import { timingSafeEqual } from 'node:crypto';
import type { PrometheusExporterOptions } from '../exporter-options.js';
import { TokenFile } from './token-file.js';
import type { TokenDigest } from './tokens.js';
import { digestOf, digestTokens, invalidCredential } from './tokens.js';

const TOKEN_LABEL = 'PROMETHEUS_AUTH_TOKEN or option authToken';
const FILE_LABEL = 'PROMETHEUS_AUTH_TOKEN_FILE or option authTokenFile';

/** Decides by the `Authorization` header who may read the metrics. */
export interface Authentication {
  /** Never rejects; false for anything but a known bearer token. */
  allows(authorization: string | undefined): Promise<boolean>;
  /** The schemes that are accepted, as `WWW-Authenticate` names them. */
  readonly challenges: readonly string[];
}

/**
 * The authentication that `options` ask for; undefined where they name no token at all.
 * @throws GenesisError `GENESIS_CREDENTIAL_INVALID` for a faulty token or file
 */
export function createAuthentication(
  options: Pick<PrometheusExporterOptions, 'authToken' | 'authTokenFile'>,
): Authentication | undefined {
  const { authToken, authTokenFile } = options;
  if (authToken === undefined && authTokenFile === undefined) return undefined;
  const fixed = authToken === undefined ? [] : digestTokens(authToken, TOKEN_LABEL);
  return new BearerAuthentication(fixed, openTokenFile(authTokenFile));
}

function openTokenFile(path: unknown): TokenFile | undefined {
  if (path === undefined) return undefined;
  if (typeof path !== 'string' || path === '') {
    throw invalidCredential(FILE_LABEL, 'names no file');
  }
  return new TokenFile(path, FILE_LABEL);
}

class BearerAuthentication implements Authentication {
  readonly challenges = ['Bearer realm="genesis-otel"'];
  readonly #fixed: readonly TokenDigest[];
  readonly #file: TokenFile | undefined;

  constructor(fixed: readonly TokenDigest[], file: TokenFile | undefined) {
    this.#fixed = fixed;
    this.#file = file;
  }

  async allows(authorization: string | undefined): Promise<boolean> {
    const fromFile = (await this.#file?.current()) ?? [];
    const presented = presentedToken(authorization);
    // Every wrong answer takes the same steps: a missing token is hashed and compared as well, and
    // a match does not end the loop. The empty text is the digest of no token that can be set.
    const digest = digestOf(presented ?? '');
    let allowed = false;
    for (const known of [...this.#fixed, ...fromFile]) {
      allowed = timingSafeEqual(known, digest) || allowed;
    }
    return allowed;
  }
}

function presentedToken(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}
