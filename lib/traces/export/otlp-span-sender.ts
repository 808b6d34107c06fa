import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { faultName } from '../../diagnostics/fault-name.js';
import { reportOnce } from '../../diagnostics/report.js';
import type { OtlpRecorder } from '../../otlp/otlp-recorder.js';
import { GrpcTransport } from '../../otlp/transport/grpc-transport.js';
import { HttpTransport } from '../../otlp/transport/http-transport.js';
import type { PushAnswer, Transport, TransportSettings } from '../../otlp/transport/transport.js';
import type { SpanEncoding } from './span-encoding.js';
import { JSON_SPANS, PROTOBUF_SPANS } from './span-encoding.js';
import type { SendAnswer, SpanSender } from './span-sender.js';

/** Taken before a bot can put others in their place. */
const { setImmediate } = globalThis;

/** Spans that are written in one go: about a millisecond of the bot's thread. */
const SPANS_IN_ONE_GO = 32;

export interface OtlpSpanSettings extends TransportSettings {
  readonly protocol: 'http/protobuf' | 'http/json' | 'grpc';
  /** Longest time of one push. */
  readonly pushTimeoutMillis: number;
}

/** Sends spans to an OTLP collector, each batch once. */
export class OtlpSpanSender implements SpanSender {
  readonly #encoding: SpanEncoding;
  readonly #transport: Transport;
  readonly #settings: OtlpSpanSettings;
  readonly #recorder: OtlpRecorder;

  constructor(settings: OtlpSpanSettings, recorder: OtlpRecorder) {
    const { protocol } = settings;
    this.#settings = settings;
    this.#recorder = recorder;
    this.#encoding = protocol === 'http/json' ? JSON_SPANS : PROTOBUF_SPANS;
    this.#transport =
      protocol === 'grpc'
        ? new GrpcTransport(settings, 'traces')
        : new HttpTransport(settings, this.#encoding.contentType);
  }

  async send(spans: readonly ReadableSpan[], timeoutMs: number): Promise<SendAnswer> {
    try {
      const body = await this.#write(spans);
      const limit = Math.min(timeoutMs, this.#settings.pushTimeoutMillis);
      const answer = await this.#transport.send(body, limit);
      if (answer.outcome === 'taken') this.#noteTaken(answer, spans.length);
      else this.#recorder.pushed(answer.outcome);
      return answer;
    } catch (fault) {
      return { outcome: 'fault', cause: faultName(fault) };
    }
  }

  async #write(spans: readonly ReadableSpan[]): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let start = 0; start < spans.length; start += SPANS_IN_ONE_GO) {
      if (start > 0) await new Promise<void>((resolve) => setImmediate(resolve));
      parts.push(this.#encoding.encode(spans.slice(start, start + SPANS_IN_ONE_GO)));
    }
    return this.#encoding.join(parts);
  }

  #noteTaken({ body, contentType }: PushAnswer & { outcome: 'taken' }, spans: number): void {
    try {
      const { rejected } = this.#answerEncoding(contentType).readAnswer(body);
      this.#recorder.pushed(rejected > 0 ? 'partial' : 'success');
      if (rejected <= 0) return;
      this.#recorder.dropped('rejected', Math.min(rejected, spans));
      const line = `the OTLP collector took a push but not ${rejected} of its spans; further ones are only counted`;
      reportOnce('traces:rejected', line);
    } catch {
      this.#recorder.pushed('unreadable');
      const line =
        'the OTLP collector of the spans answers with what is no OTLP; whether it keeps them is not known';
      reportOnce('traces:unreadable', line);
    }
  }

  /** A collector may answer in another encoding than what it was sent. */
  #answerEncoding(contentType: string | undefined): SpanEncoding {
    if (contentType === undefined) return this.#encoding;
    return /json/i.test(contentType) ? JSON_SPANS : PROTOBUF_SPANS;
  }
}
