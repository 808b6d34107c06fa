import { isIP, SocketAddress } from 'node:net';

/** What a certificate calls its owner. */
export interface SubjectAltName {
  readonly kind: string;
  readonly value: string;
}

/** One entry of Node's text: its kind, then a text that needs no quotes or a JSON text. */
const ENTRY = /([A-Za-z][A-Za-z0-9 ]*):(?:("(?:[^"\\]|\\.)*")|([^",\\]*))(?:, |$)/y;

/**
 * Takes apart the text in which Node.js gives the alternative names of a certificate. Whoever had
 * a certificate signed chose what stands between the commas, so a name that could be taken for two
 * is quoted there, and a text that is not understood to its last character gives no name at all.
 */
export function subjectAltNames(text: string | undefined): readonly SubjectAltName[] {
  if (text === undefined || text === '') return [];
  const names: SubjectAltName[] = [];
  ENTRY.lastIndex = 0;
  while (ENTRY.lastIndex < text.length) {
    const [, kind, quoted, plain] = ENTRY.exec(text) ?? [];
    const value = quoted === undefined ? plain : unquoted(quoted);
    if (kind === undefined || value === undefined) return [];
    names.push({ kind, value });
  }
  return names;
}

/** Whether any of the names is one of those allowed, as a whole and to the letter. */
export function hasAllowedName(
  names: readonly SubjectAltName[],
  allowed: readonly string[],
): boolean {
  return names.some((name) => allowed.some((candidate) => isSame(name, candidate)));
}

/** An address in a name of another kind is no address: authorities check those differently. */
function isSame({ kind, value }: SubjectAltName, allowed: string): boolean {
  const address = canonicalAddress(allowed);
  if (kind === 'IP Address') return address !== undefined && canonicalAddress(value) === address;
  const isComparable = kind === 'DNS' || kind === 'email' || kind === 'URI';
  return isComparable && address === undefined && value === allowed;
}

/** An address in its one shortest form; undefined for anything else. */
function canonicalAddress(text: string): string | undefined {
  const version = isIP(text);
  if (version === 0 || text.includes('%')) return undefined;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  return new SocketAddress({ address: text, family }).address;
}

function unquoted(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
