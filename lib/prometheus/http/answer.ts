import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { MetricsRequest, MetricsResponse } from './handler.js';

/** An answer without anything to read: its status says it all. */
export interface Answer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
}

/** Sends an answer, unless another one was begun or the client has gone. */
export function sendAnswer(
  request: MetricsRequest,
  response: MetricsResponse,
  { status, headers }: Answer,
): void {
  if (response.destroyed) return;
  // Half of an answer was sent; only the end of the connection can say that it failed.
  if (response.headersSent) response.destroy();
  else {
    startAnswer(request, response, status, { ...headers, 'content-length': 0 });
    response.end();
  }
}

/** Sends status and headers. Only who is served may keep a place among the connections. */
export function startAnswer(
  request: MetricsRequest,
  response: MetricsResponse,
  status: number,
  headers: OutgoingHttpHeaders,
): void {
  const isHttp1 = request.httpVersionMajor < 2;
  const closes = status >= 400;
  const connection = closes && isHttp1 ? { connection: 'close' } : {};
  (response as ServerResponse).writeHead(status, { ...headers, ...connection });
  // HTTP/2 has no such header; its session ends after the answers that are under way.
  if (closes && 'stream' in request) request.stream.session?.close();
}
