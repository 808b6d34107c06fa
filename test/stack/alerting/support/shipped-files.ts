import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PACKAGE_ROOT } from '../../../integration/preload/bot.js';
import { timeLapse } from './time-lapse.js';

export type Server = 'alertmanager' | 'prometheus';

/** Files that come in the place of shipped ones or beside them, by path. */
export type OwnFiles = Readonly<Record<string, string>>;

/** What says how long something takes, of all that is shipped for a server. */
export function timedFiles(server: Server): string[] {
  const folder = join('docker', server);
  const files = readdirSync(join(PACKAGE_ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file === `${server}.yml` || /^rules\/.*\.yml$/.test(file))
    .map((file) => join(folder, file));
}

/**
 * A folder with what `docker/` ships for one server, where time goes faster by a factor, and with
 * files of one's own.
 */
export function shippedFiles(server: Server, factor: number, own: OwnFiles): string {
  const copy = mkdtempSync(join(tmpdir(), `genesis-${server}-`));
  const original = join('docker', server);
  cpSync(join(PACKAGE_ROOT, original), copy, { recursive: true });
  for (const file of timedFiles(server)) {
    const source = readFileSync(join(PACKAGE_ROOT, file), 'utf8');
    writeFileSync(join(copy, file.slice(original.length)), timeLapse(source, factor));
  }
  for (const [file, content] of Object.entries(own)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), content, { mode: 0o600 });
  }
  return copy;
}
