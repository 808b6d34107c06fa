import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { hashSync } from 'bcryptjs';
import { expect } from 'chai';
import { PasswordThread } from '../../../../lib/prometheus/guard/password-thread.js';
import { diagLines } from '../../../support/diag-lines.js';
import { Program } from '../../../support/program.js';
import { compiled } from '../support/files.js';

const CHEAP = hashSync('the right password', 4);
const DEAR = hashSync('the right password', 11);

/** Calls `action` with each thread that starts meanwhile. */
async function watchingThreads<T>(
  seen: (thread: Worker) => void,
  action: () => Promise<T>,
): Promise<T> {
  process.on('worker', seen);
  try {
    return await action();
  } finally {
    process.off('worker', seen);
  }
}

describe('PasswordThread', () => {
  it('tells the right password from wrong ones', async () => {
    const thread = new PasswordThread();
    expect(await thread.matches('the right password', CHEAP)).to.equal(true);
    for (const wrong of ['', 'the right passwor', 'The right password']) {
      expect(await thread.matches(wrong, CHEAP)).to.equal(false);
    }
  });

  for (const letter of ['a', 'b', 'y']) {
    it(`takes hashes that start with $2${letter}$`, async () => {
      const hash = CHEAP.replace(/^\$2.\$/, `$2${letter}$`);
      expect(await new PasswordThread().matches('the right password', hash)).to.equal(true);
    });
  }

  it('takes passwords in any script, and of a long one the first 72 bytes', async () => {
    const thread = new PasswordThread();
    for (const password of ['pässwörd', '密碼', '🔑'.repeat(3), 'a:b:c']) {
      expect(await thread.matches(password, hashSync(password, 4))).to.equal(true);
    }
    const long = hashSync('x'.repeat(72), 4);
    expect(await thread.matches(`${'x'.repeat(72)} and more`, long)).to.equal(true);
    expect(await thread.matches('x'.repeat(71), long)).to.equal(false);
  });

  it('leaves the event loop to others while it compares', async () => {
    let turns = 0;
    let ended = false;
    const comparison = new PasswordThread().matches('the right password', DEAR).finally(() => {
      ended = true;
    });
    const turn = (): void => {
      turns += 1;
      if (!ended) setImmediate(turn);
    };
    setImmediate(turn);
    expect(await comparison).to.equal(true);
    // On this thread a comparison would be a single turn.
    expect(turns).to.be.above(20);
  });

  it('uses one thread for all, one comparison after the other', async () => {
    let threads = 0;
    const count = (): void => {
      threads += 1;
    };
    await watchingThreads(count, async () => {
      const thread = new PasswordThread();
      const passwords = ['the right password', 'wrong', 'the right password'];
      const verdicts = passwords.map((password) => thread.matches(password, CHEAP));
      expect(await Promise.all(verdicts)).to.deep.equal([true, false, true]);
    });
    expect(threads).to.equal(1);
  });

  it('cannot tell where too many wait, and can again afterwards', async () => {
    const thread = new PasswordThread();
    const verdicts = Array.from({ length: 40 }, () => thread.matches('the right password', CHEAP));
    const answers = await Promise.all(verdicts);
    expect(answers.filter((answer) => answer === true)).to.have.length(17);
    expect(answers.filter((answer) => answer === undefined)).to.have.length(23);
    expect(await thread.matches('the right password', CHEAP)).to.equal(true);
  });

  it('cannot tell when the thread dies over it, and starts another one', async () => {
    const threads: Worker[] = [];
    await watchingThreads(
      (worker) => threads.push(worker),
      async () => {
        const thread = new PasswordThread();
        expect(await thread.matches('the right password', CHEAP)).to.equal(true);
        const verdicts = [DEAR, CHEAP].map((hash) => thread.matches('the right password', hash));
        await threads[0]?.terminate();
        expect(await Promise.all(verdicts)).to.deep.equal([undefined, true]);
      },
    );
    expect(threads).to.have.length(2);
  });

  it('ends when there is nothing to do, and starts again for the next comparison', async () => {
    const threads: Worker[] = [];
    await watchingThreads(
      (worker) => threads.push(worker),
      async () => {
        const thread = new PasswordThread(1);
        expect(await thread.matches('the right password', CHEAP)).to.equal(true);
        // Without this nothing would hold the process until the thread has ended.
        threads[0]?.ref();
        await once(threads[0] as Worker, 'exit');
        expect(await thread.matches('wrong', CHEAP)).to.equal(false);
      },
    );
    expect(threads).to.have.length(2);
  });

  it('says one line when the thread fails, and throws nothing', async () => {
    const lines = await diagLines(async () => {
      const thread = new PasswordThread();
      // A hash that is no text makes the comparison itself throw.
      for (let request = 0; request < 2; request += 1) {
        expect(await thread.matches('secret', 7 as unknown as string)).to.equal(undefined);
      }
      expect(await thread.matches('the right password', CHEAP)).to.equal(true);
    });
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('the thread that compares passwords failed (Error)');
    expect(lines[0]).not.to.contain('secret');
  });

  const script = `
    const { PasswordThread } = require(${JSON.stringify(compiled('prometheus/guard/password-thread.js'))});
    const thread = new PasswordThread();
    const check = (password, hash) => thread.matches(password, hash);
  `;
  const ONE = `check('the right password', ${JSON.stringify(CHEAP)}).then((matches) => {
      console.log(matches);
      process.exit();
    });
    setInterval(() => {}, 1000);`;
  const run = (code: string, env: Record<string, string> = {}): Program =>
    new Program(['-e', script + code], { env });

  it('does not keep a process alive, neither at work nor without', async () => {
    const code = `check('the right password', ${JSON.stringify(CHEAP)}).then((matches) => {
        console.log('matches', matches);
        check('the right password', ${JSON.stringify(DEAR.replace('$11$', '$15$'))});
        clearInterval(busy);
      });
      const busy = setInterval(() => {}, 1000);`;
    const { code: exitCode, signal, stdout, stderr } = await run(code).ended();
    expect({ exitCode, signal, stdout, stderr }).to.deep.equal({
      exitCode: 0,
      signal: null,
      stdout: 'matches true\n',
      stderr: '',
    });
  });

  // Written past the streams of the thread, which nobody reads.
  const preload = `data:text/javascript,import{writeSync}from'node:fs';writeSync(1,'preloaded;')`;
  const ways: Record<string, () => Program> = {
    'a flag': () => new Program(['--import', preload, '-e', script + ONE]),
    NODE_OPTIONS: () => run(ONE, { NODE_OPTIONS: `--import ${preload}` }),
  };
  for (const [name, start] of Object.entries(ways)) {
    it(`starts nothing in the thread that was preloaded into the process by ${name}`, async () => {
      const { stdout } = await start().ended();
      expect(stdout).to.equal('preloaded;true\n');
    });
  }
});
