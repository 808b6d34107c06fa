import type { PrometheusExporterOptions } from '../exporter-options.js';
import { BasicUsers, type UserSource } from './basic-users.js';
import { BearerTokens } from './bearer-tokens.js';
import { TokenFile } from './token-file.js';
import { digestTokens, invalidCredential } from './tokens.js';

const TOKEN_LABEL = 'PROMETHEUS_AUTH_TOKEN or option authToken';
const FILE_LABEL = 'PROMETHEUS_AUTH_TOKEN_FILE or option authTokenFile';
const BEARER = 'Bearer realm="genesis-otel"';
const BASIC = 'Basic realm="genesis-otel", charset="UTF-8"';

/** Decides by the `Authorization` header who may read the metrics. */
export interface Authentication {
  /**
   * Never rejects; false for anything but a known bearer token or a user with the password, undefined
   * where it cannot be told now because too many passwords wait to be compared.
   */
  allows(authorization: string | undefined): Promise<boolean | undefined>;
  /** The `WWW-Authenticate` headers of an answer to who was not let in; at least one. */
  readonly challenges: readonly string[];
}

/**
 * The authentication that `options` and the web configuration ask for, any part of which opens the
 * endpoint; undefined where they name no token and no user at all. Users that come or go later
 * count at once where there was a token or a user at the start; where the last user goes, the
 * endpoint does not become open.
 * @throws GenesisError `GENESIS_CREDENTIAL_INVALID` for a faulty token or file
 */
export function createAuthentication(
  options: Pick<PrometheusExporterOptions, 'authToken' | 'authTokenFile'>,
  webConfig?: UserSource,
): Authentication | undefined {
  const tokens = createTokens(options);
  const users = webConfig === undefined ? undefined : new BasicUsers(webConfig);
  if (tokens === undefined && users?.isEmpty !== false) return undefined;
  return new CombinedAuthentication(tokens, users);
}

function createTokens(
  options: Pick<PrometheusExporterOptions, 'authToken' | 'authTokenFile'>,
): BearerTokens | undefined {
  const { authToken, authTokenFile } = options;
  if (authToken === undefined && authTokenFile === undefined) return undefined;
  const fixed = authToken === undefined ? [] : digestTokens(authToken, TOKEN_LABEL);
  return new BearerTokens(fixed, openTokenFile(authTokenFile));
}

function openTokenFile(path: unknown): TokenFile | undefined {
  if (path === undefined) return undefined;
  if (typeof path !== 'string' || path === '') {
    throw invalidCredential(FILE_LABEL, 'names no file');
  }
  return new TokenFile(path, FILE_LABEL);
}

class CombinedAuthentication implements Authentication {
  readonly #tokens: BearerTokens | undefined;
  readonly #users: BasicUsers | undefined;

  constructor(tokens: BearerTokens | undefined, users: BasicUsers | undefined) {
    this.#tokens = tokens;
    this.#users = users;
  }

  get challenges(): readonly string[] {
    if (this.#tokens === undefined) return [BASIC];
    return this.#users?.isEmpty === false ? [BEARER, BASIC] : [BEARER];
  }

  async allows(authorization: string | undefined): Promise<boolean | undefined> {
    const byToken = (await this.#tokens?.allows(authorization)) ?? false;
    const byPassword = this.#users === undefined ? false : await this.#users.allows(authorization);
    return byToken || byPassword;
  }
}
