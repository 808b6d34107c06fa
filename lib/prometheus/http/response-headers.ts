/**
 * Headers of every answer. The endpoint is meant for scrapers: a browser that is led here shall
 * neither guess a type, nor keep what it got, nor show it inside another page.
 */
export const RESPONSE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'deny',
};
