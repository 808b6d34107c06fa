import { isShownName } from '../diagnostics/shown.js';

const MOST_NAMES = 5;

/** Unknown names as a problem line shows them: few, short and harmless; the others are counted. */
export function quoteNames(names: readonly string[]): string {
  const shown = names.filter(isShownName).slice(0, MOST_NAMES);
  const hidden = names.length - shown.length;
  const parts = shown.map((name) => `"${name}"`);
  if (hidden > 0) parts.push(`${hidden} that ${hidden === 1 ? 'is' : 'are'} not shown`);
  return parts.join(', ');
}
