const LONGEST_NAME = 40;
const MOST_NAMES = 5;

/** Unknown names as a problem line shows them: on one line, and bounded. */
export function quoteNames(names: readonly string[]): string {
  const shown = names
    .slice(0, MOST_NAMES)
    .map((name) => JSON.stringify(name.slice(0, LONGEST_NAME)));
  return names.length > MOST_NAMES ? `${shown.join(', ')} …` : shown.join(', ');
}
