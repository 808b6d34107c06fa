import type { ConfigNode } from './config-node.js';

/** The headers that the format allows, with their values where only some are allowed. */
const HEADERS: Readonly<Record<string, readonly string[] | undefined>> = {
  'Strict-Transport-Security': undefined,
  'X-Content-Type-Options': ['nosniff'],
  'X-Frame-Options': ['deny', 'sameorigin'],
  'X-XSS-Protection': undefined,
  'Content-Security-Policy': undefined,
};

export interface HttpSettings {
  readonly http2: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The section `http_server_config`.
 * @throws ConfigFault
 */
export function readHttp(section: ConfigNode | undefined): HttpSettings {
  const entries = section?.map(['http2', 'headers']);
  const http2 = entries?.get('http2');
  const headers: Record<string, string> = {};
  for (const [name, node] of entries?.get('headers')?.map(Object.keys(HEADERS)) ?? []) {
    const value = headerValue(node, HEADERS[name]);
    if (value !== '') headers[name.toLowerCase()] = value;
  }
  return { http2: http2 === undefined || http2.isEmpty || http2.flag(), headers };
}

function headerValue(node: ConfigNode, allowed: readonly string[] | undefined): string {
  const value = node.text();
  if (value === '') return value;
  if (allowed !== undefined && !allowed.includes(value)) {
    throw node.fault(`it is not ${allowed.join(' or ')}`);
  }
  if (!/^[\t\x20-\x7e]*$/.test(value)) throw node.fault('it cannot be sent as a header');
  return value;
}
