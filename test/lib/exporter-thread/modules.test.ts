import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const THREAD = join(__dirname, '../../../lib/exporter-thread');

describe('the thread of the metrics endpoint', () => {
  it('loads no SDK: everything that it is made of can be had without', () => {
    const source = readFileSync(join(THREAD, 'worker.js'), 'utf8');
    const needed = [...source.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, path = '']) =>
      path.startsWith('.') ? join(THREAD, path) : path,
    );
    expect(needed.length).to.be.above(5);
    const script = `for (const path of ${JSON.stringify(needed)}) require(path);
      console.log(Object.keys(require.cache).join('\\n'));`;
    const { stdout } = spawnSync(process.execPath, ['--eval', script], { encoding: 'utf8' });
    expect(stdout).to.contain('metrics-server.js');
    expect(stdout).not.to.match(
      /sdk-metrics|sdk-node|exporter-prometheus|resources|instrumentation/,
    );
  });
});
