import { renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  FileFault,
  type FileKind,
  WatchedFile,
} from '../../../../lib/prometheus/files/watched-file.js';
import { listenToDiag } from '../../../support/diag-lines.js';
import { genesisError } from '../support/errors.js';
import { temporaryDirectory } from '../support/files.js';

class ConfigFault extends FileFault {
  override readonly code = 'GENESIS_CONFIG_INVALID';
}

describe('WatchedFile', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let diag: ReturnType<typeof listenToDiag>;
  let path: string;

  const kind: FileKind<{ text: string }> = {
    label: 'LABEL',
    largestBytes: 100,
    fallback: 'the last good text stays',
    parse: (text) => {
      if (text === '') throw new ConfigFault('holds nothing');
      if (text === 'secret') throw new TypeError(`cannot parse ${text}`);
      return { text };
    },
  };

  beforeEach(() => {
    directory = temporaryDirectory();
    diag = listenToDiag();
    path = join(directory.path, 'file');
    writeFileSync(path, 'first');
  });
  afterEach(() => {
    diag.stop();
    directory.remove();
  });

  it('gives the same object until the file changes, so that what was built of it is kept', async () => {
    const file = new WatchedFile(path, kind);
    const first = file.last;
    expect(await file.current()).to.equal(first);
    writeFileSync(`${path}.next`, 'second');
    renameSync(`${path}.next`, path);
    expect(file.last).to.equal(first);
    expect(await file.current()).to.deep.equal({ text: 'second' });
    expect(file.last).to.deep.equal({ text: 'second' });
  });

  it('keeps the last good content over every kind of bad one, with one line a change', async () => {
    const file = new WatchedFile(path, kind);
    for (const bad of ['', 'secret', 'x'.repeat(101)]) {
      writeFileSync(path, bad);
      for (let look = 0; look < 3; look += 1) {
        expect(await file.current()).to.deep.equal({ text: 'first' });
      }
    }
    expect(diag.lines.map((line) => line.replace(/^.*LABEL/, ''))).to.deep.equal([
      ' changed and holds nothing; the last good text stays',
      ' changed and cannot be read (TypeError); the last good text stays',
      ' changed and is larger than 100 bytes; the last good text stays',
    ]);
  });

  it('follows a truncation with the content written a moment later', async () => {
    const file = new WatchedFile(path, kind);
    truncateSync(path);
    await file.current();
    writeFileSync(path, 'third');
    expect(await file.current()).to.deep.equal({ text: 'third' });
  });

  it('throws the code of the fault at construction, and no message but its own', async () => {
    writeFileSync(path, '');
    const config = await genesisError('GENESIS_CONFIG_INVALID', () => new WatchedFile(path, kind));
    expect(config.message).to.equal('LABEL holds nothing; no metrics endpoint is opened');
    writeFileSync(path, 'secret');
    const other = await genesisError(
      'GENESIS_CREDENTIAL_INVALID',
      () => new WatchedFile(path, kind),
    );
    expect(`${other.stack} ${other.cause}`).not.to.contain('secret');
  });
});
