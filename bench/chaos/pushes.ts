import type { BotProcess } from './bot/bot-process.js';
import type { CollectorProcess } from './collector/collector-process.js';
import type { Seen } from './collector/main.js';
import { seriesKey } from './collector/proto.js';
import type { Behaviour } from './faults.js';

/** Pushes of metrics by how they ended, as the bot counts them and as its collector does. */
export interface Pushes {
  readonly botGood: number;
  readonly botFailed: number;
  readonly good: number;
  readonly failed: number;
  readonly unreadable: number;
  readonly partial: number;
  readonly cut: number;
}
const KEYS = [
  'botGood',
  'botFailed',
  'good',
  'failed',
  'unreadable',
  'partial',
  'cut',
] as const satisfies readonly (keyof Pushes)[];

const NONE = Object.fromEntries(KEYS.map((key) => [key, 0])) as unknown as Pushes;

export async function countPushes(bot: BotProcess, collector: CollectorProcess): Promise<Pushes> {
  const [scraped, seen] = await Promise.all([bot.scrape(), collector.seen()]);
  return pushesIn(scraped, seen);
}

export function pushesIn(scraped: ReadonlyMap<string, number>, seen: Seen): Pushes {
  const own = (outcome: string): number => {
    const labels = [
      ['signal', 'metrics'],
      ['outcome', outcome],
    ] as const;
    return scraped.get(seriesKey('genesis_otlp_pushes_total', labels)) ?? 0;
  };
  const { good, failed, unreadable, partial } = seen.metrics;
  const botGood = own('success');
  return { botGood, botFailed: own('failure'), good, failed, unreadable, partial, cut: seen.cut };
}

/** Pushes by what the collector was like. */
export class PushesByBehaviour {
  readonly found = new Map<Behaviour, Pushes>();
  #last = NONE;

  /** @param now what was counted up to the end of a phase */
  note(behaviour: Behaviour, now: Pushes): void {
    const before = this.found.get(behaviour) ?? NONE;
    const sum = KEYS.map((key) => [key, before[key] + now[key] - this.#last[key]]);
    this.found.set(behaviour, Object.fromEntries(sum) as unknown as Pushes);
    this.#last = now;
  }

  get total(): Pushes {
    return this.#last;
  }
}
