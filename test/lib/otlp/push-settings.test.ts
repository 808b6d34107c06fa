import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CertificateFile } from '../../../lib/otlp/push-settings.js';
import { readCertificates } from '../../../lib/otlp/push-settings.js';
import { certificateFile } from '../../support/otlp/otlp-receiver.js';

function named(variable: string, path: string): CertificateFile {
  return { variable, path };
}

const CA = named('CA', certificateFile('ca-crt'));
const CERT = named('CERT', certificateFile('client-crt'));
const KEY = named('KEY', certificateFile('client-key'));

describe('the files of TLS of a push', () => {
  let folder: string;
  let rubbish: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'genesis-push-'));
    rubbish = join(folder, 'rubbish.pem');
    writeFileSync(rubbish, 'a secret');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are read', () => {
    const read = readCertificates({ ca: CA, cert: CERT, key: KEY });
    expect(Object.keys(read)).to.deep.equal(['ca', 'cert', 'key']);
    expect(readCertificates({ ca: undefined, cert: undefined, key: undefined })).to.deep.equal({});
  });

  for (const [part, said] of [
    ['ca', 'CA names a file that is no certificate in PEM form'],
    ['cert', 'CERT names a file that is no certificate in PEM form'],
    ['key', 'KEY names a file that is no key in PEM form'],
  ] as const) {
    it(`are refused by name where the file of the ${part} holds something else`, () => {
      const files = { ca: CA, cert: CERT, key: KEY };
      const broken = { ...files, [part]: named(files[part].variable, rubbish) };
      expect(() => readCertificates(broken, 'no traces are exported'))
        .to.throw(`${said}; no traces are exported`)
        .with.property('code', 'GENESIS_CREDENTIAL_INVALID');
      expect(() =>
        readCertificates({ ...files, [part]: named('GONE', join(folder, 'none')) }),
      ).to.throw('GONE names a file that cannot be read; metrics are not pushed over OTLP');
    });
  }

  it('are refused where the key is that of another certificate', () => {
    const key = named('KEY', certificateFile('client-next-key'));
    expect(() => readCertificates({ ca: CA, cert: CERT, key })).to.throw(
      'KEY names the key of another certificate; metrics are not pushed over OTLP',
    );
  });
});
