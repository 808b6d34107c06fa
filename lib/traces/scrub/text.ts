/** Stands where a part of a path was that may be a secret or an id. */
export const REDACTED = '*';

/** Words that paths are made of: `cancel-multiple-orders`, `exchangeInfo`, `orders_v2`. */
const WORDS = /^[a-z]+(?:[-_.:][a-z]+)*[-_.]?v?\d{0,2}$/i;
const LONGEST_WORDS = 32;
/** Versions and markets: `v3`, `BTCUSDT`, `BTC-USD`, `BTC_USDT_250926`. */
const SHORT = /^[\p{L}\p{N}._:~%-]*$/u;
const LONGEST_SHORT = 16;
/** Ids of orders are long numbers; so are those of webhooks. */
const LONG_NUMBER = /\d{7}/;

const ADDRESS = /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]*:\/\/)([^\s/?#]*)([^\s?#]*)(?:[?#]\S*)?/gi;
const PATH = /(^|[\s"'(=,])(\/[^\s?#"')]*)(?:[?#]\S*)?/g;
const QUERY = /\?[^\s=?]*=\S*/g;

/**
 * A text of a span without what may be secret in it: addresses lose user, query and fragment, and of
 * their paths, as of paths alone, what is no word, version or market. Exchanges have signatures in
 * queries, and listen keys and order ids in paths.
 */
export function scrubbedText(text: string): string {
  if (!/[/?]/.test(text)) return text;
  return text
    .replace(ADDRESS, (_whole, scheme: string, authority: string, path: string) =>
      [scheme, scrubbedAuthority(authority), scrubbedPath(path)].join(''),
    )
    .replace(PATH, (_whole, before: string, path: string) => before + scrubbedPath(path))
    .replace(QUERY, '');
}

function scrubbedAuthority(authority: string): string {
  return authority.slice(authority.lastIndexOf('@') + 1);
}

function scrubbedPath(path: string): string {
  return path
    .split('/')
    .map((part) => (isHarmless(part) ? part : REDACTED))
    .join('/');
}

function isHarmless(part: string): boolean {
  if (part.length <= LONGEST_SHORT) return SHORT.test(part) && !LONG_NUMBER.test(part);
  return part.length <= LONGEST_WORDS && WORDS.test(part);
}
