import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { scrubbedSpan } from './span.js';

/**
 * Takes what may be secret out of spans before another exporter gets them: queries of addresses, which
 * hold the signatures of requests, listen keys and order ids in paths, headers, and the texts of
 * errors. Under the preload all spans go through the same; this is for a `NodeSDK` of your own.
 *
 * @example
 * new NodeSDK({ traceExporter: new ScrubbingSpanExporter(new OTLPTraceExporter()), … });
 */
export class ScrubbingSpanExporter implements SpanExporter {
  readonly #exporter: SpanExporter;

  constructor(exporter: SpanExporter) {
    this.#exporter = exporter;
  }

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.#exporter.export(spans.map(scrubbedSpan), done);
  }

  async forceFlush(): Promise<void> {
    await this.#exporter.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}
