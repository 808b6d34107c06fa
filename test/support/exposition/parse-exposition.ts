import { checkFamily } from './check-family.js';
import type { ParsedSample } from './sample-line.js';
import { parseSample, unescapeText } from './sample-line.js';

export interface ParsedFamily {
  readonly name: string;
  readonly type: string;
  readonly unit: string | undefined;
  readonly help: string | undefined;
  readonly samples: readonly ParsedSample[];
}

/** What an exposition may look like in one of the formats. */
interface Grammar {
  readonly descriptors: readonly string[];
  readonly types: readonly string[];
  readonly helpEscapes: Readonly<Record<string, string>>;
  /** The names of a family's samples, by its type. */
  readonly suffixes: Readonly<Record<string, readonly string[]>>;
  readonly exemplars: readonly string[];
}

const HISTOGRAM = ['_bucket', '_sum', '_count'];

const TEXT: Grammar = {
  descriptors: ['HELP', 'TYPE'],
  types: ['counter', 'gauge', 'histogram', 'summary', 'untyped'],
  helpEscapes: { '\\': '\\', n: '\n' },
  suffixes: { counter: [''], gauge: [''], untyped: [''], histogram: HISTOGRAM },
  exemplars: [],
};

const OPEN_METRICS: Grammar = {
  descriptors: ['TYPE', 'UNIT', 'HELP'],
  types: ['counter', 'gauge', 'histogram', 'info', 'unknown'],
  helpEscapes: { '\\': '\\', n: '\n', '"': '"' },
  suffixes: {
    counter: ['_total', '_created'],
    gauge: [''],
    unknown: [''],
    info: ['_info'],
    histogram: [...HISTOGRAM, '_created'],
  },
  exemplars: ['_total', '_bucket'],
};

/** Reads an exposition as strictly as its specification; throws at the first fault. */
export function parseText(text: string): ParsedFamily[] {
  return parseFamilies(linesOf(text), TEXT);
}

/** The same for OpenMetrics. */
export function parseOpenMetrics(text: string): ParsedFamily[] {
  const lines = linesOf(text);
  if (lines.pop() !== '# EOF') throw new Error('the last line is no # EOF');
  return parseFamilies(lines, OPEN_METRICS);
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  if (/[\ud800-\udfff]/u.test(text)) throw new Error('the text cannot be UTF-8');
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  return text.slice(0, -1).split('\n');
}

interface OpenFamily {
  readonly name: string;
  readonly descriptors: Map<string, string>;
  readonly samples: ParsedSample[];
}

function parseFamilies(lines: readonly string[], grammar: Grammar): ParsedFamily[] {
  const families: OpenFamily[] = [];
  for (const line of lines) {
    if (line.startsWith('#')) addDescriptor(families, line, grammar);
    else addSample(families.at(-1), line, grammar);
  }
  const parsed = families.map(({ name, descriptors, samples }) => ({
    name,
    type: descriptors.get('TYPE') ?? '',
    unit: descriptors.get('UNIT'),
    help: descriptors.get('HELP'),
    samples,
  }));
  const taken = new Set<string>();
  for (const family of parsed) checkFamily(family, grammar.suffixes[family.type] ?? [], taken);
  return parsed;
}

function addDescriptor(families: OpenFamily[], line: string, grammar: Grammar): void {
  const match = /^# ([A-Z]+) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/s.exec(line);
  const [, keyword = '', name = '', rest = ''] = match ?? [];
  const rank = grammar.descriptors.indexOf(keyword);
  if (rank < 0) throw new Error(`no descriptor: ${JSON.stringify(line)}`);
  let family = families.at(-1);
  if (family?.name !== name) {
    family = { name, descriptors: new Map(), samples: [] };
    families.push(family);
  }
  const before = [...family.descriptors.keys()].map((key) => grammar.descriptors.indexOf(key));
  if (family.samples.length > 0 || before.some((earlier) => earlier >= rank)) {
    throw new Error(`out of place: ${JSON.stringify(line)}`);
  }
  if (keyword === 'TYPE' && !grammar.types.includes(rest)) throw new Error(`no type: ${rest}`);
  const value = keyword === 'HELP' ? unescapeText(rest, grammar.helpEscapes) : rest;
  family.descriptors.set(keyword, value);
}

function addSample(family: OpenFamily | undefined, line: string, grammar: Grammar): void {
  const sample = parseSample(line);
  const type = family?.descriptors.get('TYPE') ?? '';
  const suffixes = grammar.suffixes[type] ?? [];
  const suffix = suffixes.find((end) => sample.name === `${family?.name}${end}`);
  if (family === undefined || suffix === undefined) {
    throw new Error(`of no family: ${JSON.stringify(line)}`);
  }
  if (sample.exemplar !== undefined && !grammar.exemplars.includes(suffix)) {
    throw new Error(`no place for an exemplar: ${JSON.stringify(line)}`);
  }
  family.samples.push(sample);
}
