import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';

/** A request over HTTP/1 or, through the compatibility API of Node.js, HTTP/2. */
export type MetricsRequest = IncomingMessage | Http2ServerRequest;

export type MetricsResponse = ServerResponse | Http2ServerResponse;

/** What a server of Node.js calls for each request; it never throws. */
export type Handler = (request: MetricsRequest, response: MetricsResponse) => void;
