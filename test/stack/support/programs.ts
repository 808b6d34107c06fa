import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Context } from 'mocha';

const isOnPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Skips what needs a program that is not here; on CI nothing may be skipped, so there it fails. */
export function needPrograms(context: Context, ...programs: string[]): void {
  const missing = programs.filter((program) => !isOnPath(program));
  if (missing.length === 0) return;
  doWithout(context, `not on PATH: ${missing.join(', ')} (apt-get install prometheus)`);
}

/** The same for whatever else is missing. */
export function doWithout(context: Context, reason: string): void {
  if (process.env['CI'] === 'true') throw new Error(reason);
  console.log(`      skipped, ${reason}`);
  context.skip();
}
