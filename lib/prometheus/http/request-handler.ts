import type { AuthFailureCause, ScrapeCode } from '../../metrics/endpoint-metrics.js';
import type { ExpositionSource } from '../exposition/exposition.js';
import type { EndpointGuard, Verdict } from '../guard/endpoint-guard.js';
import type { TokenBucket } from '../guard/token-bucket.js';
import type { ScrapeRecorder } from '../scrape-recorder.js';
import type { Answer } from './answer.js';
import { sendAnswer, UNAVAILABLE } from './answer.js';
import type { Handler, MetricsRequest, MetricsResponse } from './handler.js';
import type { Readiness } from './health.js';
import { healthAnswer } from './health.js';
import { requestPath } from './request-path.js';
import { RESPONSE_HEADERS } from './response-headers.js';
import { Scrape } from './scrape.js';

/** What the answers depend on. */
export interface HandlerParts {
  readonly source: ExpositionSource;
  readonly guard: EndpointGuard;
  readonly recorder: ScrapeRecorder;
  /** Headers of every answer besides our own, by their names in lower case; they win. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** What all requests for the metrics together draw from; undefined is no limit. */
  readonly requestLimit: TokenBucket | undefined;
  /** Whether the connections are ours to end: only who is served keeps one. */
  readonly ownsConnections: boolean;
}

const ALLOWED_METHODS = { allow: 'GET, HEAD, OPTIONS' };
const BAD_REQUEST: Answer = { status: 400 };
const NOT_FOUND: Answer = { status: 404 };
const FAILED: Answer = { status: 500 };
const METHOD_NOT_ALLOWED: Answer = { status: 405, headers: ALLOWED_METHODS };
const METHODS: Answer = { status: 204, headers: ALLOWED_METHODS };

type Answering = (
  request: MetricsRequest,
  response: MetricsResponse,
) => Promise<Answer | undefined>;

/** Serves the metrics on `path`, the health of the endpoint beside it, and 404 elsewhere. */
export function createRoutedHandler(
  path: string,
  parts: HandlerParts,
  isReady: Readiness,
): Handler {
  const metrics = metricsAnswering(parts);
  return handlerOf(parts, async (request, response) => {
    const asked = requestPath(request.url);
    if (asked === undefined) return BAD_REQUEST;
    if (asked === path) return metrics(request, response);
    return healthAnswer(asked, isReady) ?? NOT_FOUND;
  });
}

/** Serves the metrics on whatever path it is mounted, with the same guard. */
export function createMetricsHandler(parts: HandlerParts): Handler {
  return handlerOf(parts, metricsAnswering(parts));
}

function handlerOf({ headers, ownsConnections }: HandlerParts, answering: Answering): Handler {
  const answer: Answering = async (request, response) => {
    const all = { ...RESPONSE_HEADERS, ...(await headers()) };
    for (const [name, value] of Object.entries(all)) response.setHeader(name, value);
    return answering(request, response);
  };
  return (request, response) => {
    // A client may leave at any time; that is no fault of anybody's.
    response.on('error', () => {});
    answer(request, response)
      .catch(() => FAILED)
      .then((found) => found && sendAnswer(request, response, found, ownsConnections))
      .catch(() => response.destroy());
  };
}

function metricsAnswering(parts: HandlerParts): Answering {
  const { guard, recorder } = parts;
  const scrape = new Scrape(parts.source, recorder);
  return async (request, response) => {
    const answer =
      overLimit(parts.requestLimit) ??
      refusal(await guard.judge(request), guard, recorder) ??
      withoutMetrics(request) ??
      (await scrape.serve(request, response));
    if (answer !== undefined) recorder.answered(answer.status as ScrapeCode);
    return answer;
  };
}

function overLimit(limit: TokenBucket | undefined): Answer | undefined {
  const waitMs = limit?.waitMs() ?? 0;
  if (waitMs > 0) return tooManyRequests(Math.ceil(waitMs / 1_000));
  limit?.take();
  return undefined;
}

/** The guard comes first: without a token not even the allowed methods are told. */
function refusal(
  verdict: Verdict,
  guard: EndpointGuard,
  recorder: ScrapeRecorder,
): Answer | undefined {
  if (verdict.kind === 'allowed') return undefined;
  if (verdict.kind === 'busy') {
    recorder.failed('busy');
    return UNAVAILABLE;
  }
  recorder.refused(causeOf(verdict));
  if (verdict.kind === 'forbidden') return { status: 403 };
  if (verdict.kind === 'limited') return tooManyRequests(verdict.waitSeconds);
  return { status: 401, headers: { 'www-authenticate': [...guard.challenges] } };
}

function causeOf(verdict: Exclude<Verdict, { kind: 'allowed' | 'busy' }>): AuthFailureCause {
  if (verdict.kind === 'forbidden') return 'not_local';
  if (verdict.kind === 'limited') return 'limited';
  return verdict.hadCredentials ? 'wrong' : 'missing';
}

function tooManyRequests(waitSeconds: number): Answer {
  return { status: 429, headers: { 'retry-after': String(waitSeconds) } };
}

/** The answer to what is no scrape. */
function withoutMetrics(request: MetricsRequest): Answer | undefined {
  if (request.method === 'OPTIONS') return METHODS;
  if (request.method !== 'GET' && request.method !== 'HEAD') return METHOD_NOT_ALLOWED;
  return hasBody(request) ? BAD_REQUEST : undefined;
}

/** Nothing would read it, and who sends one for ever must not keep the connection. */
function hasBody({ headers }: MetricsRequest): boolean {
  const length = headers['content-length'] ?? '0';
  return headers['transfer-encoding'] !== undefined || !/^0*$/.test(length);
}
