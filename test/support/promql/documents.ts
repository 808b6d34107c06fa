import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { queriesOfCommand } from './command-queries.js';
import { commandsOf } from './commands.js';
import type { Expression } from './expression.js';
import type { InlineCode } from './markdown.js';
import { partsOf } from './markdown.js';
import { descendants, parse } from './syntax.js';

/** The expressions of a document: `promql` blocks, code in its lines, and what commands ask for. */
export function expressionsOfDocument(root: string, file: string): Expression[] {
  const text = readFileSync(join(root, file), 'utf8');
  const { blocks, inline } = partsOf(text);
  const place = (line: number) => ({ file, where: `${file}:${line}` });
  return [
    ...blocks
      .filter(({ language }) => language === 'promql')
      .flatMap((block) => statementsOf(block.text).map((query) => ({ query, line: block.line })))
      .map(({ query, line }): Expression => {
        return { ...place(line), text: query, use: 'document' };
      }),
    ...inline.filter(isPromql).map(({ text: code, line }): Expression => {
      return { ...place(line), text: code, use: /^\w+$/.test(code) ? 'name' : 'document' };
    }),
    ...commandsOf(text).flatMap((command) =>
      queriesOfCommand(command).map((query): Expression => {
        return { ...place(command.line), text: query, use: 'command' };
      }),
    ),
  ];
}

/** The expressions of a block, which may stand on a line each, or over several lines. */
export function statementsOf(block: string): string[] {
  const lines = block.split('\n').filter((line) => /^\s*[^#\s]/.test(line));
  const statements: string[] = [];
  for (let start = 0; start < lines.length; ) {
    const end = longest(lines, start);
    statements.push(lines.slice(start, end).join('\n').trim());
    start = end;
  }
  return statements;
}

/** What is PromQL only with the line behind it goes on there; what never is stands alone as it is. */
function longest(lines: readonly string[], start: number): number {
  for (let end = lines.length; end > start; end -= 1) {
    if (isSound(lines.slice(start, end).join('\n'))) return end;
  }
  return start + 1;
}

const isSound = (text: string): boolean => !descendants(parse(text)).some(({ isError }) => isError);

/** How the metrics are called that documents speak of, and what makes more than a name of them. */
const NAME =
  /\b(?:genesis|prometheus|alertmanager|process|go|net|target|otelcol|vm|grafana|scrape)_\w+|\bup\b|\bALERTS\b/;
const QUERY = new RegExp(
  `(?:${NAME.source})\\s*(?:[{[]|[><=!]=?\\s|[-+*/]\\s)|\\w\\(.*(?:${NAME.source})`,
);

/** Whether code in a line is an expression. A name alone is one if it is a metric's. */
export function isPromql({ text }: InlineCode): boolean {
  if (QUERY.test(text)) return !/^\w+ \w|^-|^\//.test(text);
  return new RegExp(`^(?:${NAME.source})$`).test(text);
}
