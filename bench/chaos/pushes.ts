import type { PushOutcome } from '../../lib/metrics/otlp-metrics.js';
import { OTLP_METRICS, PUSH_FAILURES } from '../../lib/metrics/otlp-metrics.js';
import type { BotProcess } from './bot/bot-process.js';
import type { CollectorProcess } from './collector/collector-process.js';
import type { Seen } from './collector/main.js';
import { type Signal, seriesKey } from './collector/proto.js';
import type { Behaviour } from './faults.js';

/** How pushes ended: what was taken, in its three kinds, and what was not. */
const ENDINGS = ['success', 'partial', 'unreadable', 'failed', 'skipped'] as const;
export type Ending = (typeof ENDINGS)[number];
/** Those of which both sides have the same number. */
export const TAKEN = ['success', 'partial', 'unreadable'] as const satisfies readonly Ending[];

/** Pushes of metrics as the bot counts them, and as its collector does. */
export interface Pushes {
  readonly bot: Readonly<Record<Ending, number>>;
  readonly collector: Readonly<Record<Ending, number>>;
}

const NONE: Pushes = { bot: endings(() => 0), collector: endings(() => 0) };

function endings(of: (ending: Ending) => number): Record<Ending, number> {
  return Object.fromEntries(ENDINGS.map((ending) => [ending, of(ending)])) as Record<
    Ending,
    number
  >;
}

export async function countPushes(bot: BotProcess, collector: CollectorProcess): Promise<Pushes> {
  const [scraped, seen] = await Promise.all([bot.scrape(), collector.seen()]);
  return pushesIn(scraped, seen);
}

function pushesIn(scraped: ReadonlyMap<string, number>, { metrics, cut }: Seen): Pushes {
  return {
    bot: endings((ending) => {
      const outcomes = ending === 'failed' ? PUSH_FAILURES : [ending];
      return outcomes.reduce((sum, outcome) => sum + pushesOf(scraped, 'metrics', outcome), 0);
    }),
    collector: {
      success: metrics.good,
      partial: metrics.partial,
      unreadable: metrics.unreadable,
      failed: metrics.failed + cut,
      skipped: 0,
    },
  };
}

/** What the bot's own metric says of one outcome. */
export function pushesOf(
  scraped: ReadonlyMap<string, number>,
  signal: Signal,
  outcome: PushOutcome,
): number {
  const labels = Object.entries({ signal, outcome });
  return scraped.get(seriesKey(OTLP_METRICS.pushes.name, labels)) ?? 0;
}

/** The spans that the bot's own metric says were dropped, for whatever cause. */
export function droppedSpans(scraped: ReadonlyMap<string, number>): number {
  const dropped = [...scraped].filter(
    ([key]) => key.startsWith(`${OTLP_METRICS.dropped.name}{`) && key.includes('signal=traces'),
  );
  return dropped.reduce((sum, [, value]) => sum + value, 0);
}

/** Pushes by what the collector was like. */
export class PushesByBehaviour {
  readonly found = new Map<Behaviour, Pushes>();
  #last = NONE;

  /** @param now what was counted up to the end of a phase */
  note(behaviour: Behaviour, now: Pushes): void {
    const before = this.found.get(behaviour) ?? NONE;
    const sum = (side: keyof Pushes): Record<Ending, number> =>
      endings((ending) => before[side][ending] + now[side][ending] - this.#last[side][ending]);
    this.found.set(behaviour, { bot: sum('bot'), collector: sum('collector') });
    this.#last = now;
  }

  get total(): Pushes {
    return this.#last;
  }
}
