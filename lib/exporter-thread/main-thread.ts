import type { ScopeMetrics } from '@opentelemetry/sdk-metrics';
import { sharedNow } from './clock.js';
import type {
  CollectedFor,
  FromThread,
  MetricPart,
  PlainMetric,
  PlainScope,
  ToThread,
} from './messages.js';

/** A main thread that does not show within this time that it is at work is taken to hang. */
const LONGEST_SILENCE_MS = 1_000;
/** For one that has been hanging already, in case that it just comes back. */
const SILENCE_OF_HANGING_MS = 50;
/** Of a scrape's time for callbacks. */
const SHARE_FOR_SILENCE = 0.25;
/** For the way of the answer, once the callbacks have had all of their time. */
const GRACE_MS = 250;

/** What the main thread has collected, if it has. */
export interface MainThreadMetrics {
  readonly scopes: readonly ScopeMetrics[];
  readonly faults: readonly string[];
}

const NONE: MainThreadMetrics = { scopes: [], faults: [] };

interface Pending {
  readonly settle: (metrics: MainThreadMetrics) => void;
  readonly limitMs: number;
  readonly scopes: { readonly scope: PlainScope; readonly metrics: PlainMetric[] }[];
  timer: NodeJS.Timeout;
}

/** Asks the main thread for what only it can collect, and does without where it hangs. */
export class MainThread {
  readonly #send: (message: FromThread) => void;
  readonly #pending = new Map<number, Pending>();
  #questions = 0;

  constructor(send: (message: FromThread) => void) {
    this.#send = send;
  }

  /**
   * Never rejects; nothing where no answer comes in time.
   * @param isHanging whether its event loop has not turned for a while
   */
  ask(collectedFor: CollectedFor, limitMs: number, isHanging: boolean): Promise<MainThreadMetrics> {
    this.#questions += 1;
    const question = this.#questions;
    return new Promise((settle) => {
      const silenceMs = Math.min(
        isHanging ? SILENCE_OF_HANGING_MS : LONGEST_SILENCE_MS,
        limitMs * SHARE_FOR_SILENCE,
      );
      const timer = this.#giveUp(question, silenceMs);
      this.#pending.set(question, { settle, limitMs, scopes: [], timer });
      const until = sharedNow() + silenceMs;
      this.#send({ kind: 'collect', question, collectedFor, limitMs, until });
    });
  }

  /** It is at work, and has the rest of the time. */
  alive(question: number): void {
    const pending = this.#pending.get(question);
    if (pending === undefined) return;
    clearTimeout(pending.timer);
    pending.timer = this.#giveUp(question, pending.limitMs + GRACE_MS);
  }

  part(question: number, { scope: of, metric, continues }: MetricPart): void {
    const scopes = this.#pending.get(question)?.scopes;
    if (scopes === undefined) return;
    let scope = scopes.at(-1);
    if (scope === undefined || !isSame(scope.scope, of)) {
      scope = { scope: of, metrics: [] };
      scopes.push(scope);
    }
    const last = scope.metrics.at(-1);
    if (continues && last !== undefined) {
      // It came from a message, so it is this thread's own.
      (last.dataPoints as PlainMetric['dataPoints'][number][]).push(...metric.dataPoints);
    } else scope.metrics.push(metric);
  }

  collected({ question, faults }: ToThread & { kind: 'collected' }): void {
    const scopes = this.#pending.get(question)?.scopes ?? [];
    // What a scrape looks at is there.
    this.#settle(question, { scopes: scopes as unknown as ScopeMetrics[], faults });
  }

  #giveUp(question: number, milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => this.#settle(question, NONE), milliseconds);
  }

  #settle(question: number, metrics: MainThreadMetrics): void {
    const pending = this.#pending.get(question);
    if (pending === undefined) return;
    this.#pending.delete(question);
    clearTimeout(pending.timer);
    pending.settle(metrics);
  }
}

function isSame(one: PlainScope, other: PlainScope): boolean {
  return (
    one.name === other.name && one.version === other.version && one.schemaUrl === other.schemaUrl
  );
}
