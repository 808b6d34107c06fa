import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { certificateFile } from '../../support/otlp/otlp-receiver.js';

/** What an endpoint answers. */
export interface Scrape {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** The authority that signed the endpoint's certificate; undefined without TLS. */
  readonly issuer: string | undefined;
}

export interface ScrapeOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Shows the client certificate of the fixtures. */
  readonly isKnown?: boolean;
}

const read = (name: string): Buffer => readFileSync(certificateFile(name));

/** Scrapes in OpenMetrics; undefined where nobody answers, or TLS fails. */
export function scrape(url: string, options: ScrapeOptions = {}): Promise<Scrape | undefined> {
  const { headers = {}, isKnown = false } = options;
  const accept = 'application/openmetrics-text;version=1.0.0';
  const tls = {
    ca: [read('ca-crt'), read('ca-next-crt')],
    ...(isKnown ? { cert: read('client-crt'), key: read('client-key') } : {}),
  };
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const request = send(url, { headers: { accept, ...headers }, agent: false, ...tls });
    request.on('error', () => resolve(undefined));
    request.on('response', (response) => {
      const { issuer } = (response.socket as TLSSocket).getPeerCertificate?.() ?? {};
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        const { statusCode: status = 0, headers: sent } = response;
        resolve({ status, headers: sent, text, issuer: issuer?.CN?.toString() });
      });
      response.on('error', () => resolve(undefined));
    });
    request.end();
  });
}
