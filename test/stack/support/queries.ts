import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../integration/preload/bot.js';

const FILE = join(PACKAGE_ROOT, 'test/stack/fixtures/querying-metrics.md');
const BLOCK = /```promql\n([\s\S]*?)```/g;

function readQueries(): ReadonlyMap<string, string> {
  const queries = new Map<string, string>();
  let title = '';
  const blocks = [...readFileSync(FILE, 'utf8').matchAll(BLOCK)].map(([, block = '']) => block);
  for (const line of blocks.join('\n').split('\n')) {
    if (line.startsWith('# ')) title = line.slice(2);
    else if (line !== '') queries.set(title, line);
  }
  return queries;
}

/** The queries that the setup guide promises, word for word, by the comment above each. */
export const QUERIES = readQueries();

/** The answer to these is what is measured now, and the past only says whether there is one. */
export const OF_NOW: readonly string[] = [
  'Current P&L',
  'Drawdown alert condition',
  'Tilt correlation with losses',
  'Rate limit approaching threshold',
];

/** One query as the setup guide has it. */
export function documented(title: string): string {
  const query = QUERIES.get(title);
  if (query === undefined) throw new Error(`the setup guide has no query "${title}"`);
  return query;
}
