import { status } from '@grpc/grpc-js';
import type { Behaviour } from '../faults.js';
import type { Signal } from './proto.js';
import { answer, countItems } from './proto.js';
import type { Counts, Tally } from './tally.js';

/** What is answered to one request. */
export interface Reply {
  /** Of HTTP; 200 where there is none. */
  readonly status?: number;
  /** Of gRPC; none where all went well. */
  readonly code?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
  /** Infinite for never. */
  readonly delayMs: number;
  /** To be told when it is over, and whether the answer was read. */
  ended(isRead: boolean): void;
}

const STATUSES = [400, 401, 403, 404, 413, 500, 502, 503, 504];
const CODES = [
  ...[status.CANCELLED, status.UNKNOWN, status.DEADLINE_EXCEEDED, status.PERMISSION_DENIED],
  ...[
    status.ABORTED,
    status.INTERNAL,
    status.UNAVAILABLE,
    status.DATA_LOSS,
    status.UNAUTHENTICATED,
  ],
];
const RETRY_AFTER_SECONDS = 1;
const UNREADABLE = Buffer.from('<html>welcome</html>');
const IN_TIME_MS = 50;

/** @param timeoutMs after which the bot gives a push up */
export function replyTo(
  { behaviour, draw }: { readonly behaviour: Behaviour; readonly draw: number },
  [signal, body]: [Signal, Buffer],
  tally: Tally,
  timeoutMs: number,
): Reply {
  const counts = tally.counts[signal];
  const count = (outcome: keyof Counts): void => {
    counts[outcome] += 1;
  };
  const reply = { headers: {}, payload: answer(signal), delayMs: 0 };
  const take = (outcome: keyof Counts) => (isRead: boolean) => {
    count(isRead ? outcome : 'failed');
    if (isRead) tally.taken(signal, body);
  };
  const refuse = (): void => count('failed');
  switch (behaviour) {
    case 'hang':
      return { ...reply, delayMs: Number.POSITIVE_INFINITY, ended: refuse };
    case 'slow': {
      // By turns in time and too late.
      const isLate = (counts.good + counts.failed) % 2 === 0;
      return { ...reply, delayMs: isLate ? timeoutMs * 3 : IN_TIME_MS, ended: take('good') };
    }
    case 'refusal': {
      const faults = { status: of(STATUSES, draw), code: of(CODES, draw) };
      return { ...reply, ...faults, ended: refuse };
    }
    case 'throttled': {
      const headers = { 'retry-after': String(RETRY_AFTER_SECONDS) };
      return { ...reply, status: 429, code: status.RESOURCE_EXHAUSTED, headers, ended: refuse };
    }
    case 'unreadable':
      return { ...reply, payload: UNREADABLE, ended: take('unreadable') };
    case 'partial': {
      const payload = answer(signal, countItems(signal, body));
      return { ...reply, payload, ended: (isRead) => count(isRead ? 'partial' : 'failed') };
    }
    default:
      return { ...reply, ended: take('good') };
  }
}

function of(values: readonly number[], draw: number): number {
  return values[Math.floor(draw * values.length)] ?? 0;
}
