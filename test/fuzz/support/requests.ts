import type { Random } from './random.js';

/** The token that opens the endpoint under fire. */
export const RIGHT_TOKEN = 'the-right-token-of-the-fuzzed-endpoint';
export const WRONG_TOKEN = 'the-wrong-token-of-the-fuzzed-endpoint';

const METHODS = [
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'TRACE',
  'CONNECT',
  'PRI',
  'PROPFIND',
  'get',
] as const;

const TARGETS = [
  '/metrics',
  '/metrics?name[]=genesis_up&name[]=genesis_orders_total',
  '/metrics?name%5B%5D=genesis_up&name[]=&name[]=%ff%zz',
  `/metrics?name[]=${'a'.repeat(3_000)}`,
  `/metrics?${'name[]=x&'.repeat(500)}`,
  '/metrics/',
  '//metrics',
  '/metrics#fragment',
  '/x/../metrics',
  '/%6d%65trics',
  '/-/healthy',
  '/-/ready',
  '/-/reload',
  '/',
  '*',
  'http://localhost/metrics',
  'https://elsewhere.example:443/metrics?x',
  'localhost:443',
  '/%',
  '/\u00ff\u0000',
] as const;

const ACCEPTS = [
  '*/*',
  'text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
  'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
  'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited',
  'text/plain;version="0.0.4";q=1e9,;;,,q=,text/*;q=-1',
  `${'text/plain;q=0.1,'.repeat(400)}*/*`,
  '',
] as const;

const ENCODINGS = [
  'gzip',
  'gzip, deflate, br, zstd',
  'zstd;q=1, gzip;q=0.5, identity;q=0',
  'identity;q=0, *;q=0',
  '*',
  'gzip;q=NaN,,;,gzip;q=2',
] as const;

const BASIC = Buffer.from('scraper:a-password-nobody-has').toString('base64');
const AUTHORIZATIONS = [
  `Bearer ${RIGHT_TOKEN}`,
  `Bearer ${WRONG_TOKEN}`,
  `bearer   ${RIGHT_TOKEN}`,
  'Bearer ',
  'Bearer',
  `Basic ${BASIC}`,
  `Basic ${Buffer.from(':').toString('base64')}`,
  'Basic %%%not-base64%%%',
  `Basic ${Buffer.from(`${'u'.repeat(4_000)}:${'p'.repeat(4_000)}`).toString('base64')}`,
  'Digest username="x", realm="y"',
  `Bearer ${'x'.repeat(6_000)}`,
] as const;

const VERSIONS = ['HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9.9'] as const;

/** Headers that make trouble in servers; each entry is a whole block of lines. */
const ODD_HEADERS = [
  'Connection: close',
  'Connection: keep-alive',
  'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Expect: 100-continue',
  'Expect: something-else',
  'Host: elsewhere.example',
  'Host: localhost\r\nHost: other',
  `Authorization: Bearer ${WRONG_TOKEN}`,
  `Authorization: Bearer\r\n ${RIGHT_TOKEN}`,
  'X-Folded: one\r\n two\r\n\tthree',
  'X-Prometheus-Scrape-Timeout-Seconds: 10',
  'X-Prometheus-Scrape-Timeout-Seconds: 0.000001',
  'X-Prometheus-Scrape-Timeout-Seconds: -1e999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked\r\nContent-Length: 3',
  'Content-Length: 5',
  'Content-Length: 5\r\nContent-Length: 6',
  'Content-Length: 99999999999999999999',
  'Content-Length: -1',
  'Range: bytes=0-1',
  'If-None-Match: *',
  'X-Forwarded-For: 127.0.0.1\r\nForwarded: for=127.0.0.1',
  `X-Huge: ${'h'.repeat(20_000)}`,
  'X-Many: 1\r\n'.repeat(2_100).trimEnd(),
  'Name Without Colon',
  ': empty name',
  'X-Control: \u0000\u0001\u007f',
  'X-Latin: \u00e4\u00ff',
] as const;

const BODIES = [
  '',
  '',
  '',
  'hello',
  '5\r\nhello\r\n0\r\n\r\n',
  '5;extension=x\r\nhello\r\n0\r\nTrailer: x\r\n\r\n',
  'ffffffffffffffff\r\nx',
  'zz\r\n\r\n',
  'b'.repeat(70_000),
] as const;

/** A request as some client might send it, sound or not; as yet unharmed. */
export function someRequest(random: Random): Buffer {
  if (random.chance(0.02)) return Buffer.from('GET /metrics\r\n');
  if (random.chance(0.02)) return Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  const lines = [`${some(random, METHODS)} ${some(random, TARGETS)} ${some(random, VERSIONS)}`];
  if (random.chance(0.95)) lines.push('Host: localhost');
  if (random.chance(0.9)) lines.push(`Authorization: ${some(random, AUTHORIZATIONS)}`);
  if (random.chance(0.5)) lines.push(`Accept: ${random.pick(ACCEPTS)}`);
  if (random.chance(0.5)) lines.push(`Accept-Encoding: ${random.pick(ENCODINGS)}`);
  while (random.chance(0.15)) lines.push(random.pick(ODD_HEADERS));
  const body = random.chance(0.15) ? random.pick(BODIES) : '';
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}

/** Mostly the first, which is what a scraper says: one oddity hides the next one from the server. */
function some<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return random.chance(0.7) ? choices[0] : random.pick(choices);
}

/** What a scraper sends. */
export function soundRequest(): Buffer {
  return Buffer.from(
    `GET /metrics HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${RIGHT_TOKEN}\r\n\r\n`,
  );
}
