import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { TokenFile } from '../../../../lib/prometheus/guard/token-file.js';
import { digestOf } from '../../../../lib/prometheus/guard/tokens.js';
import { listenToDiag } from '../../../support/diag-lines.js';
import { genesisError } from '../support/errors.js';
import { temporaryDirectory } from '../support/files.js';

const OLD = 'old-token-0123456789';
const NEW = 'new-token-0123456789';

describe('TokenFile', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let diag: ReturnType<typeof listenToDiag>;
  let path: string;

  beforeEach(() => {
    directory = temporaryDirectory();
    diag = listenToDiag();
    path = join(directory.path, 'token');
    writeFileSync(path, `${OLD}\n`);
  });
  afterEach(() => {
    diag.stop();
    directory.remove();
  });

  async function expectTokens(file: TokenFile, ...tokens: string[]): Promise<void> {
    expect(await file.current()).to.deep.equal(tokens.map(digestOf));
  }

  it('follows a file that is rewritten with the same length', async () => {
    const file = new TokenFile(path, 'LABEL');
    await expectTokens(file, OLD);
    writeFileSync(path, `${NEW}\n`);
    utimesSync(path, 1, 1);
    await expectTokens(file, NEW);
  });

  it('follows a file that is renamed over', async () => {
    const file = new TokenFile(path, 'LABEL');
    writeFileSync(`${path}.next`, NEW);
    renameSync(`${path}.next`, path);
    await expectTokens(file, NEW);
  });

  it('follows a symbolic link that is swapped', async () => {
    const [first, second] = ['first', 'second'].map((name) => join(directory.path, name));
    for (const [folder, token] of [
      [first, OLD],
      [second, NEW],
    ] as [string, string][]) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'token'), token);
    }
    const link = join(directory.path, 'data');
    symlinkSync(first as string, link);
    const file = new TokenFile(join(link, 'token'), 'LABEL');
    await expectTokens(file, OLD);
    symlinkSync(second as string, `${link}.next`);
    renameSync(`${link}.next`, link);
    await expectTokens(file, NEW);
  });

  it('keeps the last good token while the file is empty, and says so once a change', async () => {
    const file = new TokenFile(path, 'LABEL');
    truncateSync(path);
    for (let request = 0; request < 3; request += 1) await expectTokens(file, OLD);
    expect(diag.lines).to.have.length(1);
    expect(diag.lines[0]).to.match(/LABEL changed and holds no token; the last good tokens stay/);
    writeFileSync(path, `${NEW}\n${OLD}`);
    await expectTokens(file, NEW, OLD);
    expect(diag.lines).to.have.length(1);
  });

  it('keeps the last good token when the file goes, and takes the one that comes back', async () => {
    const file = new TokenFile(path, 'LABEL');
    rmSync(path);
    await expectTokens(file, OLD);
    await expectTokens(file, OLD);
    expect(diag.lines).to.have.length(1);
    expect(diag.lines[0]).to.contain('cannot be read (ENOENT)');
    writeFileSync(path, NEW);
    await expectTokens(file, NEW);
  });

  const unfit = {
    short: 'tiny-one',
    'with a blank': 'a token with blanks in it',
    large: 'x'.repeat(70_000),
  };
  for (const [name, content] of Object.entries(unfit)) {
    it(`keeps the last good token when the new one is ${name}, without quoting it`, async () => {
      const file = new TokenFile(path, 'LABEL');
      writeFileSync(path, content);
      await expectTokens(file, OLD);
      expect(diag.lines).to.have.length(1);
      expect(diag.lines.join()).not.to.contain(content);
    });
    it(`refuses a file that is ${name} at start`, async () => {
      writeFileSync(path, content);
      const error = await genesisError(
        'GENESIS_CREDENTIAL_INVALID',
        () => new TokenFile(path, 'LABEL'),
      );
      expect(error.message).to.match(/^LABEL .*no metrics endpoint is opened$/);
      expect(error.message).not.to.contain(content);
    });
  }

  it('refuses a file that is missing, a directory or empty at start, without its path', async () => {
    writeFileSync(path, ' \n');
    const missing = join(directory.path, 'a-token-put-here-by-mistake');
    for (const unusable of [missing, directory.path, path]) {
      const error = await genesisError(
        'GENESIS_CREDENTIAL_INVALID',
        () => new TokenFile(unusable, 'LABEL'),
      );
      expect(`${error.stack} ${JSON.stringify(error.cause)}`).not.to.contain(unusable);
    }
  });

  it('looks at the file once for requests at the same time', async () => {
    const file = new TokenFile(path, 'LABEL');
    truncateSync(path);
    await Promise.all(Array.from({ length: 20 }, () => file.current()));
    expect(diag.lines).to.have.length(1);
  });

  it('reads again after a right was given back', async function () {
    const file = new TokenFile(path, 'LABEL');
    writeFileSync(path, NEW);
    chmodSync(path, 0o000);
    // The superuser may read everything.
    if (canRead(path)) this.skip();
    await expectTokens(file, OLD);
    chmodSync(path, 0o600);
    await expectTokens(file, NEW);
  });
});

function canRead(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
