import { join } from 'node:path';
import { expect } from 'chai';
import { Program } from '../../support/program.js';

const BOTS = join(__dirname, '../../../../test/fixtures/bots');

describe('an exporter in a set-up that is required before the bot', () => {
  // Node.js runs such a preload in the thread of module loader hooks as well. An endpoint opened there
  // takes the port, and serves nothing.
  it('opens its endpoint where the bot runs, not where loader hooks run', async () => {
    const args = ['--require', './start-in-threads.cjs', 'hook.mjs'];
    const { code, stdout, stderr } = await new Program(args, { cwd: BOTS }).ended();
    expect(stderr).to.equal('');
    expect(code).to.equal(0);
    const starts = stdout.split('\n').filter((line) => line.startsWith('started'));
    expect(starts).to.deep.equal(['started in the main thread']);
  });
});
