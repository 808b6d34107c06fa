import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../../integration/preload/bot.js';

/** The text of a file below `docker/`. */
export function shipped(path: string): string {
  return readFileSync(join(PACKAGE_ROOT, 'docker', path), 'utf8');
}

/** The variables of a file of them, as the compose file hands them to a container. */
export function shippedVariables(path: string): Record<string, string> {
  const lines = shipped(path).split('\n');
  return Object.fromEntries(
    lines.filter((line) => /^\w/.test(line)).map((line) => line.split(/=(.*)/s, 2)),
  );
}
