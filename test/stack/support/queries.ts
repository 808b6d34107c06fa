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

/** One query as the setup guide has it. */
export function documented(title: string): string {
  const query = QUERIES.get(title);
  if (query === undefined) throw new Error(`the setup guide has no query "${title}"`);
  return query;
}
