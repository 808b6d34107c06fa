import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { MetricsRequest, MetricsResponse } from './handler.js';

/** An answer without anything to read: its status says it all. */
export interface Answer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
}

/** It is too much at the moment. */
export const UNAVAILABLE: Answer = { status: 503, headers: { 'retry-after': '1' } };

/**
 * Sends an answer, unless the client has gone. Where another one was begun, the connection is ended.
 * @param endsConnections whether who is not served loses the connection
 */
export function sendAnswer(
  request: MetricsRequest,
  response: MetricsResponse,
  { status, headers }: Answer,
  endsConnections: boolean,
): void {
  if (response.destroyed) return;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const closes = endsConnections && status >= 400;
  const close = closes && request.httpVersionMajor < 2 ? { connection: 'close' } : {};
  startAnswer(response, status, { ...headers, ...close, 'content-length': 0 });
  response.end();
  // HTTP/2 has no such header; its session ends after the answers that are under way.
  if (closes && 'stream' in request) request.stream.session?.close();
}

/** Sends status and headers. */
export function startAnswer(
  response: MetricsResponse,
  status: number,
  headers: OutgoingHttpHeaders,
): void {
  // The two kinds of responses have the same call, in signatures that do not fit together.
  (response as ServerResponse).writeHead(status, headers);
}
