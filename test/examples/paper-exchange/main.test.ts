import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { cliOptions, faultOf } from '../../../examples/paper-exchange/cli-options.js';

const MAIN = join(__dirname, '../../../examples/paper-exchange/main.js');

describe('paper exchange, command line', () => {
  const children: ChildProcess[] = [];

  after(() => {
    for (const child of children) {
      child.kill('SIGKILL');
    }
  });

  async function start(args: string[], stdin: 'ignore' | 'pipe' = 'ignore') {
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: [stdin, 'pipe', 'inherit'] });
    children.push(child);
    if (child.stdout === null) {
      throw new Error('no stdout');
    }
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return { child, url: (JSON.parse(line) as { url: string }).url };
  }

  const faults = async (url: string) => (await fetch(`${url}/paper/faults`)).json();

  it('prints its URL, starts with the faults asked for, and ends on SIGTERM', async () => {
    const { child, url } = await start(['--seed', '42', '--fault', 'slow=20', '--fault', 'ban=9']);
    expect(await faults(url)).to.deep.equal({
      faults: [
        { kind: 'slow', ms: 20 },
        { kind: 'ban', retryAfterS: 9 },
      ],
    });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
  });

  it('ends when the parent closes its stdin', async () => {
    const { child } = await start([], 'pipe');
    child.stdin?.end();
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
  });

  it('reads faults in short and in JSON, and refuses what it does not know', () => {
    expect(faultOf('reject=0.1')).to.deep.equal({ kind: 'reject', ratio: 0.1 });
    expect(faultOf('hang')).to.deep.equal({ kind: 'hang' });
    expect(faultOf('{"kind":"reject","count":3}')).to.deep.equal({ kind: 'reject', count: 3 });
    expect(() => faultOf('nonsense')).to.throw(/needs a kind/);
    expect(() => faultOf('slow')).to.throw(/needs ms/);
    expect(() => cliOptions(['--port', 'x'])).to.throw(/--port/);
    expect(cliOptions(['--help'])).to.equal(undefined);
  });
});
