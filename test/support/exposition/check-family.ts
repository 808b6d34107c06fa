import type { ParsedFamily } from './parse-exposition.js';
import type { ParsedSample } from './sample-line.js';

/** Throws where the samples of a family make no sense together. */
export function checkFamily(
  family: ParsedFamily,
  suffixes: readonly string[],
  taken: Set<string>,
): void {
  for (const name of new Set([family.name, ...suffixes.map((suffix) => family.name + suffix)])) {
    if (taken.has(name)) throw new Error(`two families use ${name}`);
    taken.add(name);
  }
  if (family.unit !== undefined && !family.name.endsWith(`_${family.unit}`)) {
    throw new Error(`${family.name} does not end with its unit`);
  }
  const series = new Set<string>();
  for (const sample of family.samples) {
    const key = seriesKey(sample);
    if (series.has(key)) throw new Error(`twice: ${key}`);
    series.add(key);
  }
  if (family.type === 'histogram') checkHistograms(family);
}

/** The name and the labels of a sample, the same in any order of the labels. */
export function seriesKey({ name, labels }: Pick<ParsedSample, 'name' | 'labels'>): string {
  return JSON.stringify([name, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function checkHistograms({ name, samples }: ParsedFamily): void {
  const groups = new Map<string, ParsedSample[]>();
  let last: string | undefined;
  for (const sample of samples) {
    const { le: _, ...labels } = sample.labels;
    const key = seriesKey({ name, labels });
    if (key !== last && groups.has(key)) throw new Error(`torn apart: ${key}`);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
    last = key;
  }
  for (const group of groups.values()) checkHistogram(name, group);
}

function checkHistogram(name: string, group: readonly ParsedSample[]): void {
  const buckets: ParsedSample[] = [];
  for (const sample of group) {
    if (sample.name === `${name}_bucket`) checkBucket(sample, sample.labels['le'], buckets);
  }
  const all = buckets.at(-1);
  if (all?.labels['le'] !== '+Inf') throw new Error(`no +Inf bucket: ${name}`);
  const count = group.find((sample) => sample.name === `${name}_count`);
  if (count !== undefined && count.value !== all.value) {
    throw new Error(`the count is not the last bucket's: ${name}`);
  }
}

function checkBucket(sample: ParsedSample, le: string | undefined, buckets: ParsedSample[]): void {
  const bound = boundOf(le);
  const previous = buckets.at(-1);
  if (previous !== undefined) {
    if (!(bound > boundOf(previous.labels['le']))) throw new Error(`bounds do not rise: ${le}`);
    if (sample.value < previous.value) throw new Error(`counts fall: ${le}`);
  }
  const lower = previous === undefined ? -Infinity : boundOf(previous.labels['le']);
  const { exemplar } = sample;
  if (exemplar !== undefined && !(exemplar.value > lower && exemplar.value <= bound)) {
    throw new Error(`an exemplar outside of its bucket: ${le}`);
  }
  buckets.push(sample);
}

function boundOf(le: string | undefined): number {
  const bound = le === '+Inf' ? Infinity : Number(le ?? Number.NaN);
  if (Number.isNaN(bound)) throw new Error(`no bound: ${le}`);
  return bound;
}
