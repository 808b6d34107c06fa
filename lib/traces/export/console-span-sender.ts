import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { faultName } from '../../diagnostics/fault-name.js';
import { ScrubbingSpanExporter } from '../scrub/scrubbing-exporter.js';
import type { SendAnswer, SpanSender } from './span-sender.js';

/** Shows spans as the console exporter of OpenTelemetry does. */
export class ConsoleSpanSender implements SpanSender {
  readonly #exporter: SpanExporter;

  constructor(exporter: SpanExporter) {
    this.#exporter = new ScrubbingSpanExporter(exporter);
  }

  async send(spans: readonly ReadableSpan[]): Promise<SendAnswer> {
    try {
      this.#exporter.export([...spans], () => {});
      return { outcome: 'taken' };
    } catch (fault) {
      return { outcome: 'fault', cause: faultName(fault) };
    }
  }
}
