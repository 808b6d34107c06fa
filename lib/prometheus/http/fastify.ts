import type { MetricsRequest, MetricsResponse } from './handler.js';

/** What is needed of a request of Fastify, which is no dependency. */
export interface FastifyRequest {
  readonly raw: MetricsRequest;
}

/** What is needed of a reply of Fastify. */
export interface FastifyReply {
  readonly raw: MetricsResponse;
  /** Tells Fastify that the answer is sent past it. */
  hijack(): unknown;
}
