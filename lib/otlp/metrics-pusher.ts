import { faultName } from '../diagnostics/fault-name.js';
import type { Encoding } from './encoding/encoding.js';
import { JSON_ENCODING } from './encoding/json-encoding.js';
import { PROTOBUF_ENCODING } from './encoding/protobuf-encoding.js';
import type { PushTurns } from './in-turns.js';
import { inTurns } from './in-turns.js';
import { DeltaLedger } from './model/delta-ledger.js';
import type { ScopeSource } from './model/metric-source.js';
import type { OtlpResource } from './model/otlp-message.js';
import { otlpScopes } from './model/otlp-scopes.js';
import type { OtlpRecorder } from './otlp-recorder.js';
import { PushJournal } from './push-journal.js';
import type { PushSettings } from './push-settings.js';
import { readAnswer } from './read-answer.js';
import { GrpcTransport } from './transport/grpc-transport.js';
import { HttpTransport } from './transport/http-transport.js';
import type { PushAnswer, Transport } from './transport/transport.js';

/** Taken before a bot can put others in their place. */
const { setInterval, clearInterval } = globalThis;
const now = performance.now.bind(performance);

/** Of the time of an export, for what has to be asked for. */
const SHARE_FOR_GATHERING = 0.5;
/** A collector that asks for more is asked again after this. */
const LONGEST_PAUSE_MS = 3_600_000;
const LEAST_TIME_MS = 1;

export interface MetricsPusherParts {
  readonly settings: PushSettings;
  readonly resource: OtlpResource;
  readonly recorder: OtlpRecorder;
  readonly turns: PushTurns;
  /** Collects what there is, in about the time given; it never rejects for a part that fails. */
  gather(limitMs: number): Promise<readonly ScopeSource[]>;
}

/**
 * Pushes metrics to an OTLP collector at an interval, one push at a time. A push that fails is said
 * once and counted; it is not repeated, because the next one carries everything.
 */
export class MetricsPusher {
  readonly #parts: MetricsPusherParts;
  readonly #encoding: Encoding;
  readonly #transport: Transport;
  readonly #ledger = new DeltaLedger();
  readonly #journal = new PushJournal();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  /** Before this the collector wants to be left alone. */
  #notBefore = 0;

  constructor(parts: MetricsPusherParts) {
    this.#parts = parts;
    const { protocol } = parts.settings;
    this.#encoding = protocol === 'http/json' ? JSON_ENCODING : PROTOBUF_ENCODING;
    this.#transport =
      protocol === 'grpc'
        ? new GrpcTransport(parts.settings)
        : new HttpTransport(parts.settings, this.#encoding.contentType);
  }

  /**
   * Nothing of it keeps the process alive.
   * @param isResumed whether somebody has pushed before, and nobody knows what
   */
  start(isResumed = false): void {
    const { exportIntervalMillis } = this.#parts.settings;
    if (isResumed) void this.#run(() => this.#forgetDifferences());
    this.#timer ??= setInterval(() => this.#tick(), exportIntervalMillis).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#transport.close();
  }

  /** Pushes what there is at this moment, after a push that may be under way. Never rejects. */
  async flush(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    if (this.#isPaused()) this.#parts.recorder.pushed('skipped');
    else await this.#run(() => this.#push());
  }

  #tick(): void {
    if (this.#running !== undefined || this.#isPaused()) this.#parts.recorder.pushed('skipped');
    else void this.#run(() => this.#push());
  }

  #isPaused(): boolean {
    return now() < this.#notBefore;
  }

  async #run(work: () => Promise<void>): Promise<void> {
    this.#running = work().catch((fault) =>
      this.#note({ outcome: 'fault', cause: faultName(fault) }, 0),
    );
    await this.#running;
    this.#running = undefined;
  }

  /** Takes what there is for told, because nobody knows what was. Only differences are lost by it. */
  async #forgetDifferences(): Promise<void> {
    const { settings, recorder, turns } = this.#parts;
    if (settings.temporality === 'cumulative') return;
    const scopes = await this.#scopes();
    const differences = scopes.map((scope) => ({
      ...scope,
      metrics: scope.metrics.filter(({ temporality }) => temporality === 'delta'),
    }));
    const message = { resource: this.#parts.resource, scopes: differences };
    const { points } = await inTurns(this.#encoding.encode(message), turns);
    this.#ledger.commit();
    recorder.dropped('thread', points);
    this.#journal.forgot();
  }

  async #push(): Promise<void> {
    let points = 0;
    try {
      const { settings, resource, turns } = this.#parts;
      const start = now();
      const message = { resource, scopes: await this.#scopes() };
      const encoded = await inTurns(this.#encoding.encode(message), turns);
      points = encoded.points;
      const left = settings.exportTimeoutMillis - (now() - start);
      const limit = Math.max(LEAST_TIME_MS, Math.min(settings.pushTimeoutMillis, left));
      this.#note(await this.#transport.send(encoded.body, limit), points);
    } catch (fault) {
      this.#note({ outcome: 'fault', cause: faultName(fault) }, points);
    }
  }

  async #scopes() {
    const { settings, gather } = this.#parts;
    const scopes = await gather(settings.exportTimeoutMillis * SHARE_FOR_GATHERING);
    return otlpScopes(scopes, settings.temporality, this.#ledger);
  }

  #note(answer: PushAnswer, points: number): void {
    if (answer.outcome === 'taken') {
      this.#ledger.commit();
      this.#journal.worked();
      this.#noteTaken(answer.body, answer.contentType, points);
      return;
    }
    const { outcome, cause } = answer;
    const pauseMs = Math.min(answer.pauseMs ?? 0, LONGEST_PAUSE_MS);
    this.#ledger.rollback();
    this.#notBefore = now() + pauseMs;
    this.#parts.recorder.pushed(outcome);
    this.#parts.recorder.dropped(outcome, points);
    this.#journal.failed(pauseMs > 0 ? `${cause}, not again for ${pauseMs / 1_000} s` : cause);
  }

  #noteTaken(body: Uint8Array, contentType: string | undefined, points: number): void {
    const { recorder } = this.#parts;
    try {
      const { rejected } = readAnswer(body, contentType, this.#encoding);
      recorder.pushed(rejected > 0 ? 'partial' : 'success');
      if (rejected <= 0) return;
      recorder.dropped('rejected', Math.min(rejected, points));
      this.#journal.rejected(rejected);
    } catch {
      recorder.pushed('unreadable');
      this.#journal.unreadable();
    }
  }
}
