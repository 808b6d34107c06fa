/** What moves on by itself between two looks. */
const OF_THE_MOMENT = [
  'genesis_up',
  'genesis_memory_usage_bytes',
  'genesis_cpu_usage_percent',
  'genesis_event_loop_lag_seconds',
];
const OF_THE_EXPORTER = /^genesis_(scrape|otlp)_/;
/** Those of other libraries have names that a scrape writes in another way. */
const OURS = /^genesis_/;

/** How what a collector has compares with what a scrape shows. */
export interface Parity {
  readonly compared: number;
  /** Not there, or of another value. */
  readonly lost: number;
}

/** Compares all series that stand still once the bot records nothing more. */
export function compare(
  scraped: ReadonlyMap<string, number>,
  collected: ReadonlyMap<string, number>,
): Parity {
  const keys = [...new Set([...scraped.keys(), ...collected.keys()])].filter(standsStill);
  // A sum of fractions is the same to the last bit: both come from the same memory.
  const lost = keys.filter((key) => scraped.get(key) !== collected.get(key));
  return { compared: keys.length, lost: lost.length };
}

function standsStill(key: string): boolean {
  const name = key.slice(0, key.indexOf('{'));
  return OURS.test(name) && !OF_THE_MOMENT.includes(name) && !OF_THE_EXPORTER.test(name);
}
