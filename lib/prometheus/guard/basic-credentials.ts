/** What a client presents with the scheme `Basic` (RFC 7617). */
export interface BasicCredentials {
  readonly user: string;
  readonly password: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The credentials in an `Authorization` header; undefined for another scheme. A malformed header
 * gives a user that nobody has, so that it goes the way of every wrong one.
 */
export function basicCredentials(authorization: string | undefined): BasicCredentials | undefined {
  const presented = /^basic(?: +(.*))?$/is.exec(authorization ?? '');
  if (presented === null) return undefined;
  return decode(presented[1] ?? '') ?? { user: '', password: '' };
}

function decode(encoded: string): BasicCredentials | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) return undefined;
  try {
    const text = utf8.decode(Buffer.from(encoded, 'base64'));
    const colon = text.indexOf(':');
    if (colon < 0 || /\p{Cc}/u.test(text)) return undefined;
    return { user: text.slice(0, colon), password: text.slice(colon + 1) };
  } catch {
    return undefined;
  }
}
