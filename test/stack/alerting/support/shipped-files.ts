import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { PACKAGE_ROOT } from '../../../integration/preload/bot.js';
import { timeLapse } from './time-lapse.js';

/** Files that come in the place of shipped ones or beside them, by path. */
export type OwnFiles = Readonly<Record<string, string>>;

/**
 * A folder with what `docker/` ships for one server, where time goes faster by a factor, and with
 * files of one's own.
 */
export function shippedFiles(server: string, factor: number, own: OwnFiles): string {
  const folder = mkdtempSync(join(tmpdir(), `genesis-${server}-`));
  cpSync(join(PACKAGE_ROOT, 'docker', server), folder, { recursive: true });
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.yml'))) {
    const path = join(folder, file);
    // JSON is YAML too.
    writeFileSync(path, JSON.stringify(timeLapse(parse(readFileSync(path, 'utf8')), factor)));
  }
  for (const [file, content] of Object.entries(own)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: 0o600 });
  }
  return folder;
}
