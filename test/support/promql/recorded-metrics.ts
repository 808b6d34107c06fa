import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../integration/preload/bot.js';
import type { Metric } from './metric.js';
import { TARGET_LABELS } from './metric.js';

/**
 * What the servers of the stack say of themselves, as they did when it was recorded: a file for each
 * scrape job, a line for each metric with its kind and its labels, and `new` where only the newer ones
 * have it. `test/stack` compares it with what the real programs say.
 */
export const RECORDED_FOLDER = 'test/fixtures/promql';

export function recordedMetrics(): Metric[] {
  return recordedJobs().flatMap((job) => recordedOf(job));
}

/** The scrape jobs that something is recorded of. */
export function recordedJobs(): string[] {
  return readdirSync(join(PACKAGE_ROOT, RECORDED_FOLDER))
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.replace(/\.txt$/, ''));
}

export function recordedOf(job: string): Metric[] {
  const text = readFileSync(join(PACKAGE_ROOT, RECORDED_FOLDER, `${job}.txt`), 'utf8');
  return text.split('\n').flatMap((line) => {
    const [name = '', kind = '', labels = '', age] = line.split(' ');
    if (kind !== 'counter' && kind !== 'gauge') return [];
    const own = labels === NO_LABELS ? [] : labels.split(',');
    const isNew = age === 'new';
    return { name, kind, labels: new Set([...own, ...TARGET_LABELS]), values: {}, isNew };
  });
}

const NO_LABELS = '-';
