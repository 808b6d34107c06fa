import type { Core } from '../../core.js';
import { missingKey, outsideWindow } from '../../errors.js';
import type { RestRequest } from '../dialect.js';
import { jsonOf } from '../handling.js';

/** How far clocks may be apart, in seconds. */
const LEEWAY_S = 30;

interface Claims {
  readonly sub?: unknown;
  readonly nbf?: unknown;
  readonly exp?: unknown;
}

/** What a JWT says of itself; nothing where it is not one. Its signature is nobody's business here. */
export function claimsOf(jwt: unknown): Claims | undefined {
  const parts = typeof jwt === 'string' ? jwt.split('.') : [];
  if (parts.length !== 3) return undefined;
  return jsonOf(Buffer.from(parts[1] ?? '', 'base64url').toString());
}

/** The key that a JWT was made for. Refuses none at all, and one that is over or not yet valid. */
export function checkJwt(core: Core, jwt: unknown): string {
  const claims = claimsOf(jwt);
  if (typeof claims?.sub !== 'string' || claims.sub === '') throw missingKey();
  const now = core.time() / 1000;
  if (!(Number(claims.exp) > now) || Number(claims.nbf) > now + LEEWAY_S) throw outsideWindow();
  return claims.sub;
}

const bearer = ({ headers }: RestRequest): string | undefined =>
  headers.authorization?.replace(/^Bearer /, '');

const header = ({ headers }: RestRequest, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The key of a request: the subject of the JWT, or the header of the Exchange API. */
export function keyOf(request: RestRequest): string | undefined {
  const subject = claimsOf(bearer(request))?.sub;
  return typeof subject === 'string' ? subject : header(request, 'cb-access-key');
}

export function authenticate(core: Core, request: RestRequest): void {
  if (header(request, 'cb-access-key') === undefined) {
    checkJwt(core, bearer(request));
    return;
  }
  const parts = ['sign', 'passphrase', 'timestamp'].map((n) => header(request, `cb-access-${n}`));
  if (parts.includes(undefined)) throw missingKey();
  const drift = Math.abs(core.time() / 1000 - Number(parts[2]));
  if (!(drift <= LEEWAY_S)) throw outsideWindow();
}
