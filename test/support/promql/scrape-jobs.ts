import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PACKAGE_ROOT } from '../../integration/preload/bot.js';

interface Job {
  readonly job_name: string;
}

const FOLDER = join(PACKAGE_ROOT, 'docker/prometheus');

/** The scrape jobs of the configuration that ships, those of the profiles of compose included. */
export function scrapeJobs(): string[] {
  const read = (file: string): unknown => parse(readFileSync(join(FOLDER, file), 'utf8'));
  const { scrape_configs: jobs } = read('prometheus.yml') as { scrape_configs: readonly Job[] };
  const ofProfiles = readdirSync(join(FOLDER, 'profiles'))
    .map((profile) => `profiles/${profile}/scrape.yml`)
    .filter((file) => existsSync(join(FOLDER, file)))
    .flatMap((file) => read(file) as readonly Job[]);
  return [...jobs, ...ofProfiles].map(({ job_name: name }) => name);
}
