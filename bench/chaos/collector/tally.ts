import type { Signal } from './proto.js';
import { spanIds } from './proto.js';

/** What became of the requests for one signal. */
export interface Counts {
  /** Taken, and the answer that says so was read. */
  good: number;
  /** Answered with a fault, or left before they were answered. */
  failed: number;
  /** Taken, and answered with what cannot be decoded: either is right of whoever sent it. */
  unreadable: number;
  /** Taken as a whole, and every item of it refused. */
  partial: number;
}

const LAST = 30;

/** What a collector has seen of one bot. */
export class Tally {
  readonly counts: Record<Signal, Counts> = { metrics: none(), traces: none() };
  /** The last requests with metrics that were taken, as they came. */
  readonly lastMetrics: Buffer[] = [];
  /** Spans that were taken, each once however often it was sent. */
  readonly spans = new Set<string>();

  taken(signal: Signal, body: Buffer): void {
    if (signal === 'traces') {
      for (const id of spanIds(body)) this.spans.add(id);
      return;
    }
    this.lastMetrics.push(body);
    if (this.lastMetrics.length > LAST) this.lastMetrics.shift();
  }
}

function none(): Counts {
  return { good: 0, failed: 0, unreadable: 0, partial: 0 };
}
