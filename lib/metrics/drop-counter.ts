import type { Counter } from '@opentelemetry/api';
import { reportOnce } from '../diagnostics/report.js';

/** Why a measurement was dropped; the values of the label `cause`. */
export const DROP_CAUSES = [
  'not_finite',
  'negative',
  'out_of_range',
  'not_money',
  'fault',
] as const;
export type DropCause = (typeof DROP_CAUSES)[number];

const EXPLANATIONS: Record<DropCause, string> = {
  not_finite: 'NaN or infinite',
  negative: 'negative',
  out_of_range: 'outside its range',
  not_money: 'no decimal amount',
  fault: 'of a kind that could not be read',
};

/** Counts what was dropped, and says each kind of drop once. */
export class DropCounter {
  readonly #counter: Counter;

  constructor(counter: Counter) {
    this.#counter = counter;
    // So that rate() and alerts see a zero before the first drop.
    for (const cause of DROP_CAUSES) counter.add(0, { cause });
  }

  /**
   * Runs `action` for `metric` and keeps whatever it throws away from the bot: arguments may have
   * getters or conversions that throw. What was thrown is never quoted, it may hold a secret.
   */
  guard(metric: string, action: () => void): void {
    try {
      action();
    } catch {
      this.drop(metric, 'fault');
    }
  }

  drop(metric: string, cause: DropCause): void {
    this.#counter.add(1, { cause });
    reportOnce(
      `drop:${metric}:${cause}`,
      `a value for ${metric} was ${EXPLANATIONS[cause]} and was dropped; further ones are only counted`,
    );
  }
}

export function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
