import { list } from './parsers.js';
import { quoteNames } from './quote-names.js';
import type { Setting, Settings } from './settings.js';

/**
 * The known ones of the exporters that a setting names, `none` among them being none at all.
 * @param consequence what an empty list leads to
 */
export function namedExporters<Name extends string>(
  settings: Settings,
  { name, value }: Setting,
  exporters: readonly Name[],
  consequence: string,
): Name[] {
  const names = list(value);
  if (names === undefined) {
    settings.problem(name, 'is no list of names', consequence);
    return [];
  }
  if (names.length === 0 && typeof value === 'string') {
    settings.problem(name, 'names nothing', consequence);
  }
  if (names.includes('none')) {
    if (names.length > 1) settings.problem(name, 'names none beside others', consequence);
    return [];
  }
  const known = exporters.filter((exporter) => names.includes(exporter));
  const unknown = names.filter((entry) => !exporters.some((exporter) => exporter === entry));
  if (unknown.length > 0) {
    const fault = `names ${quoteNames(unknown)}, known are ${exporters.join(' and ')}`;
    settings.problem(name, fault, known.length === 0 ? consequence : `only ${known} is used`);
  }
  return known;
}
