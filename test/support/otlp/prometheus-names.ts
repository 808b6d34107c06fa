/**
 * The names that Prometheus 3 gives to what comes over OTLP with its default strategy,
 * `UnderscoreEscapingWithSuffixes`.
 */

const UNITS: Readonly<Record<string, string>> = {
  d: 'days',
  h: 'hours',
  min: 'minutes',
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
  By: 'bytes',
  KiBy: 'kibibytes',
  MiBy: 'mebibytes',
  GiBy: 'gibibytes',
  TiBy: 'tibibytes',
  KBy: 'kilobytes',
  MBy: 'megabytes',
  GBy: 'gigabytes',
  TBy: 'terabytes',
  m: 'meters',
  V: 'volts',
  A: 'amperes',
  J: 'joules',
  W: 'watts',
  g: 'grams',
  Cel: 'celsius',
  Hz: 'hertz',
  '1': '',
  '%': 'percent',
};

const UNITS_PER: Readonly<Record<string, string>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  mo: 'month',
  y: 'year',
};

/** What decides about suffixes: a sum that may fall is neither a counter nor a gauge. */
export type StoredKind = 'counter' | 'gauge' | 'histogram' | 'up-down counter';

/** The name that a metric is stored under, without the suffixes of a histogram's series. */
export function storedName(name: string, unit: string, kind: StoredKind): string {
  const tokens = name.split(/[^a-zA-Z0-9:]+/).filter((token) => token !== '');
  for (const suffix of suffixesOf(unit)) {
    if (!tokens.includes(suffix)) tokens.push(suffix);
  }
  if (kind === 'counter') moveToEnd(tokens, 'total');
  if (kind === 'gauge' && unit === '1') moveToEnd(tokens, 'ratio');
  const joined = tokens.join('_');
  return /^\d/.test(joined) ? `_${joined}` : joined;
}

/** The words that a unit adds: its own, and `per` another. What is in braces adds none. */
function suffixesOf(unit: string): string[] {
  const [main = '', ...rest] = unit.split('/');
  const word = clean(wordOf(main, UNITS));
  const per = clean(wordOf(rest.join('/'), UNITS_PER)).replace(/_$/, '');
  const words = per === '' ? [word] : [word.replace(/_$/, ''), `per_${per}`];
  return words.filter((each) => each !== '');
}

function wordOf(unit: string, words: Readonly<Record<string, string>>): string {
  const trimmed = unit.trim();
  if (/[{}]/.test(trimmed)) return '';
  return Object.hasOwn(words, trimmed) ? (words[trimmed] ?? '') : trimmed;
}

function clean(word: string): string {
  return word.replace(/[^a-zA-Z0-9:]+/g, '_').replace(/^_/, '');
}

function moveToEnd(tokens: string[], word: string): void {
  tokens.splice(0, tokens.length, ...tokens.filter((token) => token !== word), word);
}

/** The label that an attribute becomes. */
export function storedLabel(key: string): string {
  const label = key.replace(/[^a-zA-Z0-9_]/gu, '_');
  if (/^\d/.test(label)) return `key_${label}`;
  return /^_(?!_)/.test(label) ? `key${label}` : label;
}
