const SPECIAL = /[.*+?^${}()|[\]\\]/g;
/** What differs from machine to machine and from run to run. */
const VARYING: readonly [RegExp, string][] = [
  // The id of a trace.
  [/\b[0-9a-f]{32}\b/g, '[0-9a-f]{32}'],
  // host:port
  [/(?:\d{1,3}(?:\\\.\d{1,3}){3}|localhost|\w+\\\.(?:example|invalid)):\d+/g, '[\\w.-]+:\\d+'],
  // Times of the day, long numbers and those with a fraction; short ones are meant as they stand.
  [/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\\\.\d+)?Z?/g, '[\\d:. TZ-]+'],
  [/\b\d+\\\.\d+\b|\b\d{4,}\b/g, '\\d[\\d.e+-]*'],
  [/…/g, '.*'],
  [/\s+/g, '\\s+'],
];
/** A line that stands for any number of others. */
const REST = '…';

/**
 * Whether a program has printed these lines, in whichever order, and no others, unless one of them
 * stands for the rest. No line means that it has printed nothing.
 */
export function isPrinted(wanted: readonly string[], printed: string): boolean {
  const left = new Set(linesOf(printed));
  const named = wanted.filter((line) => line.trim() !== REST);
  for (const line of named) {
    const pattern = patternOf(line);
    const found = [...left].find((candidate) => pattern.test(candidate));
    if (found === undefined) return false;
    left.delete(found);
  }
  return left.size === 0 || named.length < wanted.length;
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function patternOf(line: string): RegExp {
  let pattern = line.trim().replace(SPECIAL, '\\$&');
  for (const [varying, instead] of VARYING) pattern = pattern.replace(varying, instead);
  return new RegExp(`^${pattern}$`);
}
