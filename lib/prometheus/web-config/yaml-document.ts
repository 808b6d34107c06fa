import type { Document, LineCounter } from 'yaml';
import { ConfigFault } from './config-fault.js';

/** The format needs four levels. The parser calls itself for each, and too many end the process. */
const DEEPEST = 20;
const MOST_ALIASES = 100;

/** A YAML document with the places of its nodes. */
export interface YamlDocument {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

type Yaml = typeof import('yaml');
let loaded: Yaml | undefined;

/** Loaded with the first file, because most bots have none. */
export function yaml(): Yaml {
  loaded ??= require('yaml') as Yaml;
  return loaded;
}

/**
 * Reads text as one YAML document in which every scalar stays the text that was written; undefined
 * for an empty one.
 * @throws ConfigFault
 */
export function parseYaml(text: string): YamlDocument | undefined {
  const { Composer, LineCounter } = yaml();
  const lines = new LineCounter();
  // Keys are compared where they are read, which can name them and does not take quadratic time.
  const options = { schema: 'failsafe', uniqueKeys: false } as const;
  const documents = [...new Composer(options).compose(tokens(text, lines))];
  const [document, second] = documents;
  if (document === undefined) return undefined;
  if (second !== undefined) throw new ConfigFault('holds more than one YAML document');
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    const { line } = lines.linePos(fault.pos[0]);
    throw new ConfigFault(`is no valid YAML (${fault.code} in line ${line})`);
  }
  return { document: document as Document.Parsed, lines };
}

function* tokens(text: string, lines: LineCounter) {
  const { Lexer, Parser } = yaml();
  const parser = new Parser(lines.addNewLine);
  let aliases = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > DEEPEST) throw new ConfigFault('is nested too deeply');
    if (lexeme.startsWith('*')) aliases += 1;
    if (aliases > MOST_ALIASES) throw new ConfigFault(`has more than ${MOST_ALIASES} aliases`);
  }
  yield* parser.end();
}
