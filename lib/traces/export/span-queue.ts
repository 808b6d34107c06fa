import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from '@opentelemetry/api';
import { createContextKey, ROOT_CONTEXT, TraceFlags } from '@opentelemetry/api';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import { neverThrow } from '../../diagnostics/never-throw.js';
import { report, reportOnce } from '../../diagnostics/report.js';
import type { OtlpRecorder } from '../../otlp/otlp-recorder.js';
import { runInContext } from '../run-in-context.js';
import type { SendFailure, SpanSender } from './span-sender.js';

/** Taken before a bot can put others in their place. */
const { setTimeout, clearTimeout } = globalThis;
const now = performance.now.bind(performance);

/** What OpenTelemetry's own exporters set, so that their requests are no spans themselves. */
const SUPPRESSED: Context = ROOT_CONTEXT.setValue(
  createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING'),
  true,
);

/** A collector that asks for more is asked again after this. */
const LONGEST_PAUSE_MS = 3_600_000;

/** Failures after which a collector may take the same spans later. */
const PASSING: ReadonlySet<SendFailure['outcome']> = new Set([
  'unreachable',
  'timeout',
  'throttled',
]);

/** How spans wait for their export. */
export interface SpanBatches {
  readonly scheduledDelayMillis: number;
  readonly exportTimeoutMillis: number;
  readonly maxQueueSize: number;
  readonly maxExportBatchSize: number;
}

/**
 * Keeps ended spans until they are sent, in bounded memory: beyond it they are dropped and counted.
 * A batch that did not arrive goes back as long as there is room, so that a collector that is away for
 * a moment misses nothing. Nothing of it keeps the process alive, and nothing throws.
 */
export class SpanQueue implements SpanProcessor {
  readonly #batches: SpanBatches;
  readonly #sender: SpanSender;
  readonly #recorder: OtlpRecorder;
  /** A span may end within an order, and what is sent must not be a part of that. */
  readonly #outside = AsyncLocalStorage.snapshot();
  #waiting: ReadableSpan[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  /** Before this the collector wants to be left alone. */
  #notBefore = 0;
  #isFailing = false;
  #isShutDown = false;

  constructor(batches: SpanBatches, sender: SpanSender, recorder: OtlpRecorder) {
    this.#batches = batches;
    this.#sender = sender;
    this.#recorder = recorder;
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    neverThrow('keeping a span', () => {
      if (this.#isShutDown || (span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return;
      if (this.#waiting.length >= this.#batches.maxQueueSize) this.#dropForWantOfRoom();
      else this.#waiting.push(span);
      this.#schedule();
    });
  }

  /** Sends all that waits, until a batch does not arrive. Never rejects. */
  async forceFlush(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    await this.#run();
  }

  /** The same, and takes no more. */
  async shutdown(): Promise<void> {
    this.#isShutDown = true;
    await this.forceFlush();
    clearTimeout(this.#timer);
  }

  #dropForWantOfRoom(): void {
    const { maxQueueSize } = this.#batches;
    this.#recorder.dropped('queue_full', 1);
    const line = `${maxQueueSize} spans wait to be exported; further ones are dropped and counted`;
    reportOnce('traces:queue_full', line);
  }

  /** A full batch goes at once, unless the collector does not take any. */
  #schedule(): void {
    const { maxExportBatchSize, scheduledDelayMillis } = this.#batches;
    const isFull = this.#waiting.length === maxExportBatchSize && !this.#isFailing;
    if (isFull) clearTimeout(this.#timer);
    else if (this.#timer !== undefined) return;
    this.#startTimer(isFull ? 0 : scheduledDelayMillis);
  }

  #startTimer(delay: number): void {
    this.#timer = this.#outside(() => setTimeout(() => this.#tick(), delay).unref());
  }

  #tick(): void {
    this.#timer = undefined;
    if (this.#running === undefined && now() >= this.#notBefore) void this.#run();
    else this.#startTimer(this.#batches.scheduledDelayMillis);
  }

  async #run(): Promise<void> {
    this.#running = this.#outside(() => runInContext(SUPPRESSED, () => this.#sendAll()));
    await this.#running;
    this.#running = undefined;
    if (this.#waiting.length > 0 && this.#timer === undefined && !this.#isShutDown) {
      this.#startTimer(this.#batches.scheduledDelayMillis);
    }
  }

  async #sendAll(): Promise<void> {
    const { maxExportBatchSize, exportTimeoutMillis } = this.#batches;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, maxExportBatchSize);
      const answer = await this.#sender.send(batch, exportTimeoutMillis);
      if (answer.outcome === 'taken') this.#noteTaken();
      else {
        this.#noteFailure(batch, answer);
        return;
      }
    }
  }

  #noteTaken(): void {
    if (this.#isFailing) report('spans are exported again');
    this.#isFailing = false;
  }

  /** What the collector may take later goes back to the others, as long as there is room. */
  #noteFailure(batch: readonly ReadableSpan[], { outcome, cause, pauseMs = 0 }: SendFailure): void {
    const room = this.#batches.maxQueueSize - this.#waiting.length;
    const kept = PASSING.has(outcome) ? batch.slice(Math.max(0, batch.length - room)) : [];
    this.#waiting = [...kept, ...this.#waiting];
    if (kept.length < batch.length) this.#recorder.dropped(outcome, batch.length - kept.length);
    this.#notBefore = now() + Math.min(pauseMs, LONGEST_PAUSE_MS);
    if (!this.#isFailing) {
      const next = kept.length > 0 ? 'tried again' : 'dropped and counted';
      report(`spans could not be exported (${cause}); they are ${next}`);
    }
    this.#isFailing = true;
  }
}
