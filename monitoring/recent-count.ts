/** The labels that a bot's figures keep at least: two bots, or a scrape and a push, never add up. */
export const BOT_LABELS = ['job', 'instance'] as const;

const SECONDS = { '5m': 300, '10m': 600, '1h': 3_600 } as const;
type Window = keyof typeof SECONDS;

/**
 * PromQL for how often something was counted within a window. `increase()` alone misses what a series
 * begins with, and most series begin with their first error. So: of a bot that is younger than the
 * window, all it has counted; of a series that is younger than the window, all it has counted, if the
 * bot was known before it (or the first scrape of an old bot would look like news); else the increase.
 */
export function recentCount(selector: string, labels: readonly string[], window: Window): string {
  const bot = BOT_LABELS.join(', ');
  return `sum by (${[...BOT_LABELS, ...labels].join(', ')}) (
    (${selector} and on (${bot}) (genesis_up < ${SECONDS[window]}))
  or
    ((${selector} unless ${selector} offset ${window}) and on (${bot}) (genesis_up offset ${window}))
  or
    increase(${selector}[${window}])
)`;
}
