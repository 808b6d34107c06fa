import { setTimeout as pause } from 'node:timers/promises';
import type { AnyValue, KeyValue, Span as SentSpan } from '../../support/otlp/messages.js';
import { OtlpReceiver } from '../../support/otlp/otlp-receiver.js';
import type { OtlpRequest } from '../../support/otlp/otlp-request.js';

/** The number of OTLP for a span of kind client. */
export const CLIENT = 3;
export const INTERNAL = 1;
/** The number of the status of a span that failed. */
export const ERROR = 2;

/** A span as it was received, with what it came from. */
export interface Span extends Omit<SentSpan, 'attributes'> {
  readonly scope: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A receiver of spans, and the environment of a bot that sends them there. */
export class Traces {
  readonly receiver: OtlpReceiver;
  readonly #forgotten: OtlpRequest[] = [];

  private constructor(receiver: OtlpReceiver) {
    this.receiver = receiver;
  }

  static async start(protocol: 'http' | 'grpc' = 'http'): Promise<Traces> {
    return new Traces(await OtlpReceiver.start({ protocol }));
  }

  env(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${this.receiver.url}/v1/traces`,
      OTEL_BSP_SCHEDULE_DELAY: '20',
      ...more,
    };
  }

  /** The spans since the last `forget`, in the order in which they came. */
  spans(): Span[] {
    return this.receiver.requests.flatMap(spansIn);
  }

  /** All spans that ever came. */
  all(): Span[] {
    return [...this.#forgotten.flatMap(spansIn), ...this.spans()];
  }

  /** Waits until what was sent is as expected; what came is in the error otherwise. */
  async until<T>(
    look: (spans: readonly Span[]) => T | undefined | false,
    what: string,
  ): Promise<T> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const found = look(this.spans());
      if (found !== undefined && found !== false) return found;
      if (Date.now() > deadline) {
        const told = this.spans().map(
          ({ name, attributes }) => `${name} ${JSON.stringify(attributes)}`,
        );
        throw new Error(`gave up waiting for ${what}:\n${told.join('\n')}`);
      }
      await pause(10);
    }
  }

  /** Waits for so many spans of a name. */
  named(name: string, count = 1): Promise<Span[]> {
    return this.until((spans) => {
      const found = spans.filter((span) => span.name === name);
      return found.length >= count && found;
    }, `${count} of ${name}`);
  }

  /** Everything that was ever sent, as bytes that look like text. */
  text(): string {
    const requests = [...this.#forgotten, ...this.receiver.requests];
    return requests.map(({ raw }) => raw.toString('latin1')).join('\n');
  }

  forget(): void {
    this.#forgotten.push(...this.receiver.requests.splice(0));
  }

  stop(): Promise<void> {
    return this.receiver.stop();
  }
}

function spansIn(request: OtlpRequest): Span[] {
  if (request.signal !== 'traces') return [];
  return request.message.resourceSpans
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(({ scope, spans }) =>
      spans.map((span) => ({
        ...span,
        scope: scope?.name ?? '',
        attributes: plain(span.attributes),
      })),
    );
}

function plain(attributes: readonly KeyValue[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value && plainValue(value)]));
}

function plainValue({ arrayValue, intValue, ...others }: AnyValue): unknown {
  if (arrayValue !== undefined) return arrayValue.values.map(plainValue);
  if (intValue !== undefined) return Number(intValue);
  return Object.values(others)[0];
}
