const WORDS: Readonly<Record<string, string>> = {
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
  TiBy: 'tebibytes',
  KBy: 'kilobytes',
  kBy: 'kilobytes',
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
  '1': 'ratio',
  '%': 'percent',
};

const SINGULARS: Readonly<Record<string, string>> = {
  s: 'second',
  min: 'minute',
  h: 'hour',
  d: 'day',
  wk: 'week',
  mo: 'month',
  a: 'year',
};

const WORD = /^[a-z][a-z0-9_]*$/i;

/**
 * The word that OpenMetrics may name as the unit of `family`: only one that ends the family's name
 * is legal. Units in braces are remarks in UCUM and name none.
 * @param unit in UCUM, such as `s` or `By/s`
 */
export function unitWord(family: string, unit: string): string | undefined {
  const word = inWords(unit);
  return word !== undefined && family.endsWith(`_${word}`) ? word : undefined;
}

function inWords(unit: string): string | undefined {
  const [measure = '', per, ...rest] = unit.split('/');
  const word = wordOf(WORDS, measure);
  if (word === undefined || per === undefined) return word;
  const perWord = rest.length === 0 ? wordOf(SINGULARS, per) : undefined;
  return perWord === undefined ? undefined : `${word}_per_${perWord}`;
}

function wordOf(words: Readonly<Record<string, string>>, unit: string): string | undefined {
  if (Object.hasOwn(words, unit)) return words[unit];
  return WORD.test(unit) ? unit : undefined;
}
