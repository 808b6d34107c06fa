import type { Command } from './commands.js';

/** The expressions that a command asks a server for. */
export function queriesOfCommand({ program, words }: Command): string[] {
  if (program === 'promtool') return promtoolQueries(words);
  return program === 'curl' ? curlQueries(words) : [];
}

/** `promtool query instant [flags] <server> <expr>`, `range` and `series --match=…` likewise. */
function promtoolQueries(words: readonly string[]): string[] {
  const [, verb, kind, ...rest] = words;
  if (verb !== 'query') return [];
  const [, expression] = rest.filter((word) => !word.startsWith('-'));
  const asksOnce = kind === 'instant' || kind === 'range';
  return asksOnce && expression !== undefined ? [expression] : matchesOf(rest);
}

const matchesOf = (words: readonly string[]): string[] =>
  words.flatMap((word) => /^--match=([\s\S]+)$/.exec(word)?.[1] ?? []);

/** `query=` and `match[]=` in the address or behind `-d` and `--data-urlencode`. */
function curlQueries(words: readonly string[]): string[] {
  const inAddresses = words
    .filter((word) => word.includes('/api/v1/') || word.includes('/federate'))
    .flatMap((address) => parametersOf(address.slice(address.indexOf('?') + 1)));
  const inData = words.flatMap((word, index) => {
    const flag = words[index - 1];
    if (flag === '--data-urlencode') return namedValue(word);
    return flag === '-d' || flag === '--data' ? parametersOf(word) : [];
  });
  return [...inAddresses, ...inData];
}

const NAMES = ['query', 'match[]'];

const parametersOf = (text: string): string[] =>
  [...new URLSearchParams(text)].flatMap(([name, value]) => (NAMES.includes(name) ? [value] : []));

function namedValue(word: string): string[] {
  const at = word.indexOf('=');
  return NAMES.includes(word.slice(0, at)) ? [word.slice(at + 1)] : [];
}
