import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const VERSION = /^v?\d[\w.+-]{0,63}$/;

/**
 * The version that the package of the main script has; undefined where there is no script, or no
 * package around it that says one. Nothing else of the package is looked at.
 */
export function botVersion(script: string | undefined = process.argv[1]): string | undefined {
  if (script === undefined) return undefined;
  for (const folder of foldersAbove(script)) {
    const version = versionIn(folder);
    if (version !== undefined) return version;
  }
  return undefined;
}

function foldersAbove(script: string): string[] {
  const folders: string[] = [];
  try {
    // What is started may be a link into a package, as those of `node_modules/.bin` are.
    let folder = dirname(realpathSync(script));
    while (folders.at(-1) !== folder) {
      folders.push(folder);
      folder = dirname(folder);
    }
  } catch {
    // Not everything that Node.js runs is a file.
  }
  return folders;
}

/** Builds put a `package.json` that only tells the kind of modules beside their output. */
function versionIn(folder: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof version === 'string' && VERSION.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}
