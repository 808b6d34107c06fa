import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { missingKey, outsideWindow } from '../../errors.js';
import { accountOfKey, checkSentAt, header } from '../authentication.js';
import { jsonOf } from '../fields.js';

/** How far clocks may be apart. */
const LEEWAY_MS = 30_000;

/** What a JWT says of itself; nothing where it is not one. Its signature is nobody's business here. */
function claimsOf(jwt: unknown) {
  const parts = typeof jwt === 'string' ? jwt.split('.') : [];
  if (parts.length !== 3) return undefined;
  return jsonOf(Buffer.from(parts[1] ?? '', 'base64url').toString());
}

/** The account that a JWT was made for. Refuses none at all, and one that is over or not yet valid. */
export function accountOfJwt(core: Core, jwt: unknown): Account {
  const { sub, exp, nbf } = claimsOf(jwt) ?? {};
  if (typeof sub !== 'string') throw missingKey();
  const now = core.time();
  if (!(Number(exp) * 1000 > now) || Number(nbf) * 1000 > now + LEEWAY_MS) throw outsideWindow();
  return accountOfKey(core, sub);
}

const bearer = (headers: IncomingHttpHeaders): string | undefined =>
  headers.authorization?.replace(/^Bearer /, '');

/** The key of a request: the subject of the JWT, or the header of the Exchange API. */
export function keyOf(headers: IncomingHttpHeaders): string | undefined {
  const subject = claimsOf(bearer(headers))?.['sub'];
  return typeof subject === 'string' ? subject : header(headers, 'cb-access-key');
}

export function authenticate(core: Core, headers: IncomingHttpHeaders): Account {
  const key = header(headers, 'cb-access-key');
  if (key === undefined) {
    return accountOfJwt(core, bearer(headers));
  }
  const parts = ['sign', 'passphrase', 'timestamp'].map((n) => header(headers, `cb-access-${n}`));
  if (parts.includes(undefined)) throw missingKey();
  checkSentAt(core, Number(parts[2]) * 1000, LEEWAY_MS);
  return accountOfKey(core, key);
}
