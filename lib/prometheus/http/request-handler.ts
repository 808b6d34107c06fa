import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { faultName } from '../../diagnostics/fault-name.js';
import { reportOnce } from '../../diagnostics/report.js';
import type { ExpositionSource } from '../exposition/exposition-source.js';
import { CONTENT_TYPES } from '../exposition/exposition-source.js';
import type { Authentication } from '../guard/authentication.js';
import { judge } from '../guard/guard-rules.js';
import { requestPath } from './request-path.js';

/** What a node HTTP server calls for each request; it never throws. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What the answers depend on. */
export interface HandlerParts {
  readonly source: ExpositionSource;
  /** Undefined serves this machine only. */
  readonly authentication: Authentication | undefined;
}

interface Answer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Buffer;
}

const FORMAT = 'text-0.0.4';
const BAD_REQUEST: Answer = { status: 400 };
const FORBIDDEN: Answer = { status: 403 };
const NOT_FOUND: Answer = { status: 404 };
const FAILED: Answer = { status: 500 };
const UNAUTHORIZED: Answer = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer realm="genesis-otel"' },
};
const METHOD_NOT_ALLOWED: Answer = { status: 405, headers: { allow: 'GET, HEAD' } };

/** Serves the metrics on `path` and 404 elsewhere. */
export function createRoutedHandler(path: string, parts: HandlerParts): Handler {
  return handlerOf(async (request) => {
    const asked = requestPath(request.url);
    if (asked === undefined) return BAD_REQUEST;
    if (asked !== path) return NOT_FOUND;
    return answerMetrics(request, parts);
  });
}

/** Serves the metrics on whatever path it is mounted, with the same guard. */
export function createMetricsHandler(parts: HandlerParts): Handler {
  return handlerOf((request) => answerMetrics(request, parts));
}

/** The guard comes first: without a token not even the allowed methods are told. */
async function answerMetrics(request: IncomingMessage, parts: HandlerParts): Promise<Answer> {
  const verdict = await judge(request, parts.authentication);
  if (verdict === 'unauthorized') return UNAUTHORIZED;
  if (verdict === 'forbidden') return FORBIDDEN;
  if (request.method !== 'GET' && request.method !== 'HEAD') return METHOD_NOT_ALLOWED;
  // The whole text is made before the status is chosen, or a failure would come as a short 200.
  const text = await parts.source.expose(FORMAT);
  const body = Buffer.from(text, 'utf8');
  return { status: 200, headers: { 'content-type': CONTENT_TYPES[FORMAT] }, body };
}

function handlerOf(answer: (request: IncomingMessage) => Promise<Answer>): Handler {
  return (request, response) => {
    // A client may leave at any time; that is no fault of anybody's.
    response.on('error', () => {});
    answer(request)
      .catch(failedAnswer)
      .then((found) => send(request, response, found))
      .catch(() => response.destroy());
  };
}

function failedAnswer(fault: unknown): Answer {
  reportOnce(
    'prometheus:collection',
    `collecting the metrics failed (${faultName(fault)}); the scrape was answered with 500`,
  );
  return FAILED;
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(keepsConnection(request, answer) ? {} : { connection: 'close' }),
    'cache-control': 'no-store',
    'content-length': answer.body?.length ?? 0,
  });
  if (request.method === 'HEAD') response.end();
  else response.end(answer.body);
}

/** Only who is served may keep a place among the connections. HTTP/2 has no such header. */
function keepsConnection(request: IncomingMessage, answer: Answer): boolean {
  return answer.status === 200 || request.httpVersionMajor > 1;
}
