import { metric } from './metric-definition.js';

/** What the pushes over OTLP measure of themselves, declared once like the catalogue. */
export const OTLP_METRICS = {
  pushes: metric(
    'genesis_otlp_pushes_total',
    'counter',
    '{push}',
    'Pushes over OTLP, by what is pushed and how they ended',
    { labels: ['signal', 'outcome'] },
  ),
  dropped: metric(
    'genesis_otlp_dropped_total',
    'counter',
    '{item}',
    'Data points and spans that no collector has taken, by cause; what metrics have counted comes with a later push',
    { labels: ['signal', 'cause'] },
  ),
} as const;

/** What is pushed. */
export type OtlpSignal = 'metrics' | 'traces';

/**
 * Why a push was not taken: there was no connection, no answer in time, a status that says no, or one
 * that says not now.
 */
export const PUSH_FAILURES = ['unreachable', 'timeout', 'refused', 'throttled', 'fault'] as const;
export type PushFailure = (typeof PUSH_FAILURES)[number];

/**
 * How a push ended: taken, taken in part, taken with an answer that nobody can read, one of the
 * failures, or not tried, because the collector had asked for a pause or the push before was under way.
 */
export const PUSH_OUTCOMES = [
  'success',
  'partial',
  'unreadable',
  ...PUSH_FAILURES,
  'skipped',
] as const;
export type PushOutcome = (typeof PUSH_OUTCOMES)[number];

/**
 * Why something did not arrive: its push failed, the collector took the push and refused this part of
 * it, too much was waiting, or the thread that pushes ended.
 */
export const OTLP_DROP_CAUSES = [...PUSH_FAILURES, 'rejected', 'queue_full', 'thread'] as const;
export type OtlpDropCause = (typeof OTLP_DROP_CAUSES)[number];
