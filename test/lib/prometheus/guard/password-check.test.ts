import { inspect } from 'node:util';
import { expect } from 'chai';
import { PasswordCheck } from '../../../../lib/prometheus/guard/password-check.js';
import { deferred } from '../support/deferred.js';

interface Asked {
  readonly password: string;
  readonly hash: string;
}

const USERS = new Map([
  ['alice', 'hash of alice'],
  ['bob', 'hash of bob'],
]);

/** A check whose comparisons are answered by `answer` and remembered. */
function checkWith(answer: (asked: Asked) => boolean | undefined | Promise<boolean>): {
  check: PasswordCheck;
  asked: Asked[];
} {
  const asked: Asked[] = [];
  const thread = {
    matches: async (password: string, hash: string) => {
      asked.push({ password, hash });
      return answer({ password, hash });
    },
  };
  return { check: new PasswordCheck(thread), asked };
}

describe('PasswordCheck', () => {
  const alice = { user: 'alice', password: 'right' };

  for (const verdict of [true, false]) {
    it(`compares once for the same credentials, whose verdict is ${verdict}`, async () => {
      const { check, asked } = checkWith(() => verdict);
      for (let request = 0; request < 3; request += 1) {
        expect(await check.allows(alice, USERS)).to.equal(verdict);
      }
      expect(asked).to.deep.equal([{ password: 'right', hash: 'hash of alice' }]);
    });
  }

  it('compares once for the same credentials at the same time', async () => {
    const answer = deferred<boolean>();
    const { check, asked } = checkWith(() => answer.promise);
    const verdicts = Array.from({ length: 5 }, () => check.allows(alice, USERS));
    answer.resolve(true);
    expect(await Promise.all(verdicts)).to.deep.equal([true, true, true, true, true]);
    expect(asked).to.have.length(1);
  });

  it('compares a name that nobody has with the hash of somebody, and lets it in never', async () => {
    const { check, asked } = checkWith(() => true);
    for (const name of ['', 'mallory', '__proto__', 'alice ', 'ALICE']) {
      for (let request = 0; request < 2; request += 1) {
        expect(await check.allows({ user: name, password: 'right' }, USERS)).to.equal(false);
      }
    }
    expect(asked).to.have.length(5);
    for (const { hash } of asked) expect([...USERS.values()]).to.include(hash);
  });

  it('takes the same hash for a name each time, and not the same for all names', async () => {
    const { check, asked } = checkWith(() => false);
    const hashOf = async (user: string, password: string): Promise<string | undefined> => {
      await check.allows({ user, password }, USERS);
      return asked.at(-1)?.hash;
    };
    const names = Array.from({ length: 64 }, (_, number) => `nobody-${number}`);
    const hashes = new Set<string | undefined>();
    for (const name of names) {
      const first = await hashOf(name, 'one');
      expect(await hashOf(name, 'two')).to.equal(first);
      hashes.add(first);
    }
    expect(hashes.size).to.equal(2);
  });

  it('lets a user in who comes later with the hash that stood in for the name before', async () => {
    const { check, asked } = checkWith(() => true);
    expect(await check.allows({ user: 'carol', password: 'right' }, USERS)).to.equal(false);
    const later = new Map([...USERS, ['carol', asked[0]?.hash ?? '']]);
    expect(await check.allows({ user: 'carol', password: 'right' }, later)).to.equal(true);
  });

  it('forgets a verdict with the hash it was about', async () => {
    const { check } = checkWith(({ hash }) => hash === 'hash of alice');
    expect(await check.allows(alice, USERS)).to.equal(true);
    expect(await check.allows(alice, new Map([['alice', 'another hash']]))).to.equal(false);
    expect(await check.allows(alice, new Map())).to.equal(false);
  });

  it('does not take one split of the same letters for another', async () => {
    const { check, asked } = checkWith(() => false);
    const users = new Map([
      ['ab', 'h'],
      ['a', 'bh'],
    ]);
    await check.allows({ user: 'ab', password: 'p' }, users);
    await check.allows({ user: 'a', password: 'p' }, users);
    expect(asked).to.have.length(2);
  });

  it('remembers nothing where the comparison could not be made', async () => {
    const answers = [undefined, true];
    const { check, asked } = checkWith(() => answers.shift());
    expect(await check.allows(alice, USERS)).to.equal(undefined);
    expect(await check.allows(alice, USERS)).to.equal(true);
    expect(asked).to.have.length(2);
  });

  it('still knows the right password after a flood of wrong ones', async () => {
    const { check, asked } = checkWith(({ password }) => password === 'right');
    await check.allows(alice, USERS);
    for (let number = 0; number < 500; number += 1) {
      await check.allows({ user: 'alice', password: `wrong-${number}` }, USERS);
    }
    await check.allows(alice, USERS);
    expect(asked.filter(({ password }) => password === 'right')).to.have.length(1);
    expect(asked).to.have.length(501);
  });

  it('shows no password when it is inspected', async () => {
    const { check } = checkWith(() => true);
    await check.allows(alice, USERS);
    expect(inspect(check, { depth: 9, showHidden: true })).not.to.contain('right');
  });
});
