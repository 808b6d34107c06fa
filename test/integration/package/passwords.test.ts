import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { expect } from 'chai';
import { Program } from '../../support/program.js';
import { packedConsumer } from './packed.js';

/** The thread is a file of its own, which must be in the package and find its dependency. */
describe('passwords in the packed package', () => {
  it('are compared in the thread', async () => {
    const { folder, installed } = packedConsumer();
    const thread = join(installed, 'dist/lib/prometheus/guard/password-thread.js');
    const code = `
      const { PasswordThread } = require(${JSON.stringify(thread)});
      const busy = setInterval(() => {}, 1000);
      new PasswordThread()
        .matches('the right password', ${JSON.stringify(hashSync('the right password', 4))})
        .then((matches) => console.log(matches))
        .finally(() => clearInterval(busy));`;
    const { code: exitCode, stdout } = await new Program(['-e', code], { cwd: folder }).ended();
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 0, stdout: 'true\n' });
  });
});
