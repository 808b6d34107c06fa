import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { VMCTL } from '../../test/stack/support/programs.js';

const run = promisify(execFile);

/** Brings the blocks of a Prometheus into a VictoriaMetrics. */
export async function importBlocks(data: string, url: string, scratch: string): Promise<void> {
  const quiet = ['-s', '--disable-progress-bar'];
  const from = [`--prom-snapshot=${data}`, `--prom-tmp-dir-path=${scratch}`];
  await run(VMCTL, ['prometheus', ...quiet, `--vm-addr=${url}`, ...from]);
}
