import { fstatSync } from 'node:fs';

/** A pipe or socket as stdin means a parent; a terminal or /dev/null, as containers have it, does not. */
export function hasParentPipe(): boolean {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isSocket();
  } catch {
    return false;
  }
}
