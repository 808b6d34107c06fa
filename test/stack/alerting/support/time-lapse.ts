import type { Pair, Scalar } from 'yaml';
import { isPair, isScalar, parseDocument, visit } from 'yaml';
import { divided, isDuration } from './duration.js';
import { fasterExpression } from './faster-expression.js';

/** The settings of rules, Prometheus and Alertmanager that say how long something takes. */
const DURATION_KEYS: ReadonlySet<string> = new Set([
  'evaluation_interval',
  'for',
  'group_interval',
  'group_wait',
  'interval',
  'keep_firing_for',
  'repeat_interval',
  'resolve_timeout',
  'scrape_interval',
  'scrape_timeout',
  'timeout',
]);
/** What is text to the servers, whatever it looks like. */
const TEXT_KEYS: ReadonlySet<string> = new Set(['annotations', 'labels']);

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The same file of rules or configuration where time goes faster: every duration is divided by the
 * factor, and not a letter changes beyond that.
 * @throws where a duration is at a place that this knows nothing of
 */
export function timeLapse(source: string, factor: number): string {
  const edits: Edit[] = [];
  visit(parseDocument(source), {
    Pair: (_, pair) => {
      if (TEXT_KEYS.has(keyOf(pair))) return visit.SKIP;
      return undefined;
    },
    Scalar: (where, scalar, path) => {
      const pair = path.at(-1);
      if (where === 'key' || typeof scalar.value !== 'string') return;
      const text = faster(scalar.value, factor, isPair(pair) ? keyOf(pair) : '');
      if (text !== scalar.value) edits.push(edit(source, scalar, text));
    },
  });
  return edits.reduceRight(
    (text, { from, to, text: next }) => text.slice(0, from) + next + text.slice(to),
    source,
  );
}

const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '');

function faster(text: string, factor: number, key: string): string {
  if (key === 'expr') return fasterExpression(text, factor);
  if (!isDuration(text)) return text;
  if (!DURATION_KEYS.has(key)) throw new Error(`${key}: ${text} is a duration in an unknown place`);
  return divided(text, factor);
}

/** A text in quotes takes the place of any other kind, a block of lines too. */
function edit(source: string, { range }: Scalar, text: string): Edit {
  const [from, to] = range ?? [0, 0];
  const isBlock = source.slice(from, to).endsWith('\n');
  return { from, to, text: `${JSON.stringify(text)}${isBlock ? '\n' : ''}` };
}
