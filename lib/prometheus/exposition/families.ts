import { reportOnce } from '../../diagnostics/report.js';
import type { Family, FamilySource } from './family.js';
import { sampleNames } from './family.js';
import { counterName, metricName } from './names.js';
import type { TextFormat } from './text-format.js';

/**
 * Sorts what was collected into families, without a look at a single series. Metrics of one name
 * and kind are one family, whatever scope they come from; one that would use a name of another
 * family is left out and reported, since a scrape with such a clash is refused as a whole.
 */
export function familiesOf(sources: Iterable<FamilySource>, format: TextFormat): Family[] {
  const families = new Map<string, Family>();
  const claimed = new Set<string>(format.target.claims);
  for (const source of sources) addTo(families, claimed, source, format);
  return [...families.values()];
}

/** Whether `names` has the family or one of its samples; a counter is found with and without `_total`. */
export function isNamed({ name, kind }: Family, names: ReadonlySet<string> | undefined): boolean {
  if (names === undefined || names.has(name)) return true;
  return sampleNames(kind, name).some((sample) => names.has(sample));
}

function addTo(
  families: Map<string, Family>,
  claimed: Set<string>,
  source: FamilySource,
  format: TextFormat,
): void {
  const { kind, descriptor } = source;
  const name = familyName(source);
  if (name === undefined) {
    reportNameless();
    return;
  }
  // A gauge may have the name that a counter has without its `_total`.
  const key = kind === 'counter' ? `${name}_total` : name;
  const family = families.get(key);
  if (family?.kind === kind) {
    family.sources.push(source);
    return;
  }
  const claims = format.claims({ name, kind });
  if (claims.some((claim) => claimed.has(claim))) {
    reportClash(key, kind);
    return;
  }
  for (const claim of claims) claimed.add(claim);
  const { description: help, unit } = descriptor;
  families.set(key, { name, kind, help, unit, sources: [source] });
}

function familyName({ kind, descriptor }: FamilySource): string | undefined {
  const name = metricName(descriptor.name);
  return name !== undefined && kind === 'counter' ? counterName(name) : name;
}

function reportNameless(): void {
  reportOnce(
    'exposition:nameless',
    'the name of a metric has no character that Prometheus allows; the metric is left out of the scrape',
  );
}

function reportClash(name: string, kind: string): void {
  reportOnce(
    `exposition:clash:${name}:${kind}`,
    `the ${kind} ${name} would use a name of another metric of the scrape; it is left out, the other is served`,
  );
}
