import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../test/stack/support/eventually.js';

const SETTLED_MS = 15_000;

/** The bytes of all files below a folder. */
export function folderSize(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { path, name }) => sum + sizeOf(join(path, name)), 0);
}

/** A database that merges its files takes them away meanwhile. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** A size when it has not changed for some seconds. */
export async function settledSize(look: () => number, withinMs: number): Promise<number> {
  let [last, since] = [look(), Date.now()];
  const settled = (): number | undefined => {
    const size = look();
    if (size !== last) [last, since] = [size, Date.now()];
    return Date.now() - since > SETTLED_MS ? size : undefined;
  };
  return await eventually('files to be merged', settled, withinMs);
}
