import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../bench/peers');

/** Loads a package of the peers. */
export const requirePeer = createRequire(join(FOLDER, 'package.json'));

/** Installs the peers, once. They are no dependencies of ours, not even for development. */
export function installPeers(): void {
  if (existsSync(join(FOLDER, 'node_modules'))) return;
  // One of them asks for a newer Node.js than the oldest of ours, on which it runs all the same.
  const args = ['ci', '--prefix', FOLDER, '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}`);
}
