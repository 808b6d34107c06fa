import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { History } from './history.js';

const run = promisify(execFile);
const DAY_SECONDS = 86_400;

/**
 * Writes a history from one time to another (seconds) into blocks of a Prometheus, one a day at most;
 * gives how many samples there are.
 */
export async function writeBlocks(
  history: History,
  { from, end, data }: { readonly from: number; readonly end: number; readonly data: string },
): Promise<number> {
  mkdirSync(data, { recursive: true });
  const file = join(data, '..', 'samples.om');
  let samples = 0;
  for (let at = from; at < end; ) {
    at = Math.min(end, (Math.floor(at / DAY_SECONDS) + 1) * DAY_SECONDS);
    samples += history.writeUntil(at, file);
    // Or it would make blocks of two hours, and read the file once for each.
    const blocks = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=24h', '-q'];
    await run('promtool', [...blocks, file, data]);
  }
  rmSync(file);
  return samples;
}
