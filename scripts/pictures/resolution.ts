import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Source } from './source.js';

const SCRAPES_FOR_A_RATE = 4;
const STEPS_A_CELL = 4;
const MINUTE = 60;

/** How finely a panel asks, and what `$__rate_interval` is there, by Grafana's rule for it. */
export function forPanel({ type, interval }: Panel, source: Source): Source {
  const scrape = source.stretch.step;
  const least = interval === undefined ? scrape : Number.parseInt(interval, 10) * MINUTE;
  // Cells of a heatmap are wider than a step, or they would not be seen.
  const step = type === 'heatmap' ? scrape * STEPS_A_CELL : Math.max(scrape, least);
  const to = Math.floor(source.stretch.to / step) * step;
  return {
    ...source,
    rateInterval: `${Math.max(step + scrape, SCRAPES_FOR_A_RATE * scrape)}s`,
    stretch: { ...source.stretch, to, step, from: to - (source.stretch.to - source.stretch.from) },
  };
}
