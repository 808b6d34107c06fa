import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect } from 'chai';
import {
  openWebConfig,
  WebConfigFile,
} from '../../../../lib/prometheus/web-config/web-config-file.js';
import { listenToDiag } from '../../../support/diag-lines.js';
import { genesisError } from '../support/errors.js';
import { temporaryDirectory } from '../support/files.js';

const HASH = `$2y$10$${'a'.repeat(53)}`;
const usersNamed = (...names: string[]): string =>
  `basic_auth_users:\n${names.map((name) => `  ${name}: ${HASH}\n`).join('')}`;

describe('WebConfigFile', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let diag: ReturnType<typeof listenToDiag>;
  let path: string;

  beforeEach(() => {
    directory = temporaryDirectory();
    diag = listenToDiag();
    path = join(directory.path, 'web.yml');
    writeFileSync(path, usersNamed('old'));
  });
  afterEach(() => {
    diag.stop();
    directory.remove();
  });

  async function expectUsers(file: WebConfigFile, ...names: string[]): Promise<void> {
    expect([...(await file.current()).users.keys()]).to.deep.equal(names);
  }

  it('follows a file that is renamed over', async () => {
    const file = new WebConfigFile(path);
    await expectUsers(file, 'old');
    writeFileSync(`${path}.next`, usersNamed('old', 'new'));
    renameSync(`${path}.next`, path);
    await expectUsers(file, 'old', 'new');
    expect(diag.lines).to.deep.equal([]);
  });

  it('follows a secret as Kubernetes mounts it: a link to a link that is swapped', async () => {
    const mount = join(directory.path, 'mount');
    mkdirSync(mount);
    const publish = (version: string, content: string): void => {
      mkdirSync(join(mount, version));
      writeFileSync(join(mount, version, 'web.yml'), content);
      symlinkSync(version, join(mount, '..data_tmp'));
      renameSync(join(mount, '..data_tmp'), join(mount, '..data'));
    };
    publish('..1', usersNamed('old'));
    symlinkSync(join('..data', 'web.yml'), join(mount, 'web.yml'));
    const file = new WebConfigFile(join(mount, 'web.yml'));
    await expectUsers(file, 'old');
    publish('..2', usersNamed('new'));
    rmSync(join(mount, '..1'), { recursive: true });
    await expectUsers(file, 'new');
    expect(diag.lines).to.deep.equal([]);
  });

  const faulty: Record<string, [content: string, words: string]> = {
    rubbish: ['\u0000\u0001 rubbish', 'holds no mapping'],
    'an unknown key': ['basic_auth_user: {}', 'has an unknown key basic_auth_user (line 1)'],
    'a half': [usersNamed('old', 'new').slice(0, -20), 'basic_auth_users (line 3)'],
    'too large': [`# ${'x'.repeat(70_000)}`, 'is larger than 65536 bytes'],
  };
  for (const [name, [content, words]] of Object.entries(faulty)) {
    it(`keeps the last good configuration while the file is ${name}, with one line`, async () => {
      const file = new WebConfigFile(path);
      writeFileSync(path, content);
      for (let request = 0; request < 3; request += 1) await expectUsers(file, 'old');
      expect(diag.lines).to.have.length(1);
      expect(diag.lines[0]).to.contain(
        'PROMETHEUS_WEB_CONFIG_FILE or option webConfigFile changed',
      );
      expect(diag.lines[0]).to.contain(`${words}`).and.contain('the last good configuration stays');
      expect(diag.lines[0]).not.to.contain(HASH.slice(-20));
      writeFileSync(path, usersNamed('new'));
      await expectUsers(file, 'new');
    });
  }

  it('takes an empty file at start, and later for one that is just being rewritten', async () => {
    const file = new WebConfigFile(path);
    truncateSync(path);
    await expectUsers(file, 'old');
    expect(diag.lines).to.have.length(1);
    expect(diag.lines[0]).to.contain('changed and is empty; the last good configuration stays');
    expect((await new WebConfigFile(path).current()).users.size).to.equal(0);
  });

  it('says when the last user goes and when the first one comes', async () => {
    const file = new WebConfigFile(path);
    writeFileSync(path, '{}');
    await expectUsers(file);
    expect(diag.lines.at(-1)).to.contain('has no basic_auth_users any more; no password is let in');
    writeFileSync(path, usersNamed('new'));
    await expectUsers(file, 'new');
    expect(diag.lines.at(-1)).to.contain('has basic_auth_users now');
    expect(diag.lines).to.have.length(2);
  });

  it('neither starts nor stops TLS and HTTP/2 under a server, and takes the rest', async () => {
    const pair = (name: string): string =>
      `tls_server_config: {cert_file: ${name}, key_file: k}\n${usersNamed(name)}`;
    writeFileSync(path, pair('first'));
    const file = new WebConfigFile(path);
    writeFileSync(path, `http_server_config: {http2: false}\n${usersNamed('second')}`);
    await expectUsers(file, 'second');
    const kept = await file.current();
    expect(kept.http2).to.equal(true);
    expect(kept.tls?.cert).to.deep.equal({ file: join(directory.path, 'first') });
    expect(diag.lines).to.have.length(1);
    expect(diag.lines[0]).to.contain(
      'turns TLS or HTTP/2 on or off; that takes effect at the next',
    );
    writeFileSync(path, pair('third'));
    expect((await file.current()).tls?.cert).to.deep.equal({ file: join(directory.path, 'third') });
    expect(diag.lines).to.have.length(1);
  });

  it('takes paths in it relative to itself, wherever the bot goes', async () => {
    writeFileSync(path, 'tls_server_config: {cert_file: c.pem, key_file: ../k.pem}');
    const { tls } = await new WebConfigFile(path).current();
    expect(tls?.cert).to.deep.equal({ file: join(directory.path, 'c.pem') });
    expect(tls?.key).to.deep.equal({ file: join(directory.path, '../k.pem') });
  });

  it('refuses a faulty file at start, naming the variable, the key and what happens', async () => {
    writeFileSync(path, 'basic_auth_users: {alice: secret-in-clear}');
    const { message } = await genesisError('GENESIS_CONFIG_INVALID', () => openWebConfig(path));
    expect(message).to.equal(
      'PROMETHEUS_WEB_CONFIG_FILE or option webConfigFile has a faulty basic_auth_users (line 1): the user has no bcrypt hash, which starts with $2a$, $2b$ or $2y$; no metrics endpoint is opened',
    );
  });

  it('refuses a file that is missing or a directory, without its path', async () => {
    for (const unusable of [join(directory.path, 'missing'), directory.path]) {
      const error = await genesisError('GENESIS_CREDENTIAL_INVALID', () => openWebConfig(unusable));
      expect(`${error.stack} ${error.cause}`).not.to.contain(unusable);
    }
  });

  it('is undefined only where no file is named', async () => {
    expect(openWebConfig(undefined)).to.equal(undefined);
    for (const name of ['', 7, null, {}]) {
      await genesisError('GENESIS_CONFIG_INVALID', () => openWebConfig(name));
    }
  });

  it('shows no hash when it is inspected', () => {
    expect(inspect(new WebConfigFile(path), { depth: 9, showHidden: true })).not.to.contain('$2y$');
  });
});
