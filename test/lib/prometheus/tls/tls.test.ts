import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { expect } from 'chai';
import type { TlsFiles } from '../../../../lib/prometheus/exporter-options.js';
import { ReloadedTls } from '../../../../lib/prometheus/tls/reloaded-tls.js';
import { tlsSettingsOf } from '../../../../lib/prometheus/tls/tls-files.js';
import { listenToDiag } from '../../../support/diag-lines.js';
import { ask, bearer } from '../support/ask.js';
import { closeEndpoints, openEndpoint } from '../support/endpoint.js';
import { genesisError } from '../support/errors.js';
import { temporaryDirectory, tlsFile } from '../support/files.js';

const TOKEN = 'the-right-token-0123456789';
const files: TlsFiles = { certFile: tlsFile('server-crt'), keyFile: tlsFile('server-key') };
const ca = readFileSync(tlsFile('ca-crt'));
const pair = (name: string): { cert: Buffer; key: Buffer } => ({
  cert: readFileSync(tlsFile(`${name}-crt`)),
  key: readFileSync(tlsFile(`${name}-key`)),
});

describe('TLS', () => {
  let diag: ReturnType<typeof listenToDiag>;
  beforeEach(() => {
    diag = listenToDiag();
  });
  afterEach(async () => {
    await closeEndpoints();
    diag.stop();
  });

  it('serves over TLS with the token asked for as before', async () => {
    const { url } = await openEndpoint({ tls: files, authToken: TOKEN });
    expect(url).to.match(/^https:/);
    expect((await ask(url, { ca })).status).to.equal(401);
    expect((await ask(url, { ca, ...bearer(TOKEN) })).status).to.equal(200);
  });

  it('serves this machine over TLS without a token', async () => {
    const { url } = await openEndpoint({ tls: files });
    expect((await ask(url, { ca })).status).to.equal(200);
  });

  it('refuses TLS 1.1 and plain HTTP, and goes on', async () => {
    const { url, port } = await openEndpoint({ tls: files });
    const old = await new Promise<string>((resolve) => {
      const options = {
        port,
        host: '127.0.0.1',
        ca,
        maxVersion: 'TLSv1.1',
        minVersion: 'TLSv1',
      } as const;
      const socket = connectTls({ ...options, ciphers: 'DEFAULT@SECLEVEL=0' }, () =>
        resolve('open'),
      );
      socket.on('error', () => resolve('refused'));
    });
    expect(old).to.equal('refused');
    const plain = await ask(url.replace('https', 'http')).catch((fault: Error) => fault);
    expect(plain).to.be.instanceOf(Error);
    expect((await ask(url, { ca })).status).to.equal(200);
  });

  it('lets in only clients with a certificate of the authority, and still asks for the token', async () => {
    const tls = { ...files, clientCaFile: tlsFile('ca-crt') };
    const { url } = await openEndpoint({ tls, authToken: TOKEN });
    expect((await ask(url, { ca, ...pair('client'), ...bearer(TOKEN) })).status).to.equal(200);
    expect((await ask(url, { ca, ...pair('client') })).status).to.equal(401);
    for (const identity of [{}, pair('stranger')]) {
      const refused = await ask(url, { ca, ...identity, ...bearer(TOKEN) }).catch(
        (fault: Error) => fault,
      );
      expect(refused).to.be.instanceOf(Error);
    }
  });

  it('stops with a client that has not finished the handshake', async () => {
    const { exporter, port } = await openEndpoint({ tls: files });
    const { connect } = await import('node:net');
    await new Promise<void>((resolve) => {
      const client = connect(port, '127.0.0.1', resolve);
      client.on('error', () => {});
    });
    const begin = performance.now();
    await exporter.stop();
    expect(performance.now() - begin).to.be.below(500);
  });

  const faulty: [string, Partial<TlsFiles>, string][] = [
    ['a missing certificate', { certFile: '/nowhere/cert.pem' }, 'PROMETHEUS_TLS_CERT_FILE'],
    ['a key for a certificate', { certFile: tlsFile('server-key') }, 'PROMETHEUS_TLS_CERT_FILE'],
    ['no certificate file', { certFile: '' }, 'PROMETHEUS_TLS_CERT_FILE'],
    ['a missing key', { keyFile: '/nowhere/key.pem' }, 'PROMETHEUS_TLS_KEY_FILE'],
    ['a certificate for a key', { keyFile: tlsFile('server-crt') }, 'PROMETHEUS_TLS_KEY_FILE'],
    ['the key of another', { keyFile: tlsFile('stranger-key') }, 'PROMETHEUS_TLS_KEY_FILE'],
    ['a missing authority', { clientCaFile: '/nowhere/ca.pem' }, 'PROMETHEUS_TLS_CLIENT_CA_FILE'],
    [
      'a key for an authority',
      { clientCaFile: tlsFile('server-key') },
      'PROMETHEUS_TLS_CLIENT_CA_FILE',
    ],
  ];
  for (const [name, changed, variable] of faulty) {
    it(`opens nothing with ${name}, and names ${variable}`, async () => {
      const error = await genesisError(
        'GENESIS_CREDENTIAL_INVALID',
        () => new ReloadedTls(tlsSettingsOf({ ...files, ...changed })),
      );
      expect(error.message).to.match(new RegExp(`^${variable} .*no metrics endpoint is opened$`));
      expect(error.message).not.to.match(/BEGIN|nowhere/);
    });
  }

  it('opens nothing with an empty authority file', async () => {
    const directory = temporaryDirectory();
    const clientCaFile = join(directory.path, 'ca.pem');
    writeFileSync(clientCaFile, '');
    await genesisError(
      'GENESIS_CREDENTIAL_INVALID',
      () => new ReloadedTls(tlsSettingsOf({ ...files, clientCaFile })),
    );
    directory.remove();
  });
});
