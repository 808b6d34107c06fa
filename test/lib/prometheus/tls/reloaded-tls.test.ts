import { copyFileSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect } from 'chai';
import { ReloadedTls } from '../../../../lib/prometheus/tls/reloaded-tls.js';
import type { TlsSettings } from '../../../../lib/prometheus/tls/tls-settings.js';
import { listenToDiag } from '../../../support/diag-lines.js';
import { ask } from '../support/ask.js';
import { temporaryDirectory, tlsFile } from '../support/files.js';
import { answerOk, closeServers, openServer } from '../support/server.js';
import { askHttp2, authorities, identity, tlsSettings } from '../support/tls.js';

const OLD = 'genesis-otel test server';
const NEW = 'genesis-otel test server next';
const FALLBACK = 'new connections get the last good certificate';

describe('TLS that is reloaded', () => {
  let diag: ReturnType<typeof listenToDiag>;
  let folder: ReturnType<typeof temporaryDirectory>;
  beforeEach(() => {
    diag = listenToDiag();
    folder = temporaryDirectory();
    put('server', 'crt');
    put('server', 'key');
  });
  afterEach(async () => {
    await closeServers();
    folder.remove();
    diag.stop();
  });

  const path = (name: string): string => join(folder.path, name);
  const put = (name: string, part: 'crt' | 'key'): void =>
    copyFileSync(tlsFile(`${name}-${part}`), path(part));
  const inFolder = (changed: Partial<TlsSettings> = {}): TlsSettings =>
    tlsSettings({ cert: { file: path('crt') }, key: { file: path('key') }, ...changed });
  const open = async (settings = inFolder(), source?: () => Promise<TlsSettings>) => {
    const server = await openServer(answerOk, { tls: new ReloadedTls(settings, source) });
    return { ...server, shown: () => shownBy(server.port) };
  };

  it('shows the next certificate to the first client after both files were replaced', async () => {
    const { shown } = await open();
    expect(await shown()).to.equal(OLD);
    for (const part of ['crt', 'key'] as const) {
      copyFileSync(tlsFile(`server-next-${part}`), path('new'));
      renameSync(path('new'), path(part));
    }
    expect(await shown()).to.equal(NEW);
    expect(diag.lines).to.deep.equal([]);
  });

  it('follows a link that is swapped, as Kubernetes does it', async () => {
    symlinkSync(tlsFile('server-crt'), path('link-crt'));
    symlinkSync(tlsFile('server-key'), path('link-key'));
    const { shown } = await open(
      inFolder({ cert: { file: path('link-crt') }, key: { file: path('link-key') } }),
    );
    expect(await shown()).to.equal(OLD);
    for (const part of ['crt', 'key']) {
      symlinkSync(tlsFile(`server-next-${part}`), path('new'));
      renameSync(path('new'), path(`link-${part}`));
    }
    expect(await shown()).to.equal(NEW);
  });

  it('keeps the pair while certificate and key do not fit, and says so once', async () => {
    const { shown } = await open();
    put('server-next', 'crt');
    expect([await shown(), await shown()]).to.deep.equal([OLD, OLD]);
    expect(diag.lines).to.deep.equal([
      `genesis-otel: PROMETHEUS_TLS_KEY_FILE or option tls.keyFile holds the key of another certificate; ${FALLBACK}`,
    ]);
    put('server-next', 'key');
    expect(await shown()).to.equal(NEW);
  });

  for (const [name, content] of [
    ['empty', ''],
    ['cut off', readFileSync(tlsFile('server-next-crt'), 'utf8').slice(0, 300)],
    [
      'cut off within its second certificate',
      `${readFileSync(tlsFile('server-crt'), 'utf8')}-----BEGIN CERTIFICATE-----\nMII`,
    ],
  ] as const) {
    it(`keeps the certificate while its file is ${name}, and says so once`, async () => {
      const { shown } = await open();
      writeFileSync(path('crt'), content);
      expect([await shown(), await shown()]).to.deep.equal([OLD, OLD]);
      expect(diag.lines).to.have.lengthOf(1);
      expect(diag.lines[0]).to.match(
        /PROMETHEUS_TLS_CERT_FILE or option tls.certFile changed and holds .*; new connections/,
      );
      expect(diag.lines[0]).not.to.contain(folder.path);
      put('server-next', 'crt');
      put('server-next', 'key');
      expect(await shown()).to.equal(NEW);
    });
  }

  it('asks new clients for certificates of the next authority', async () => {
    copyFileSync(tlsFile('ca-crt'), path('ca'));
    const { url } = await open(
      inFolder({ clientCa: { file: path('ca') }, clientAuth: 'RequireAndVerifyClientCert' }),
    );
    const isServed = (name: string): Promise<boolean> =>
      askHttp2(url, identity(name)).then(
        () => true,
        () => false,
      );
    expect([await isServed('client'), await isServed('client-next')]).to.deep.equal([true, false]);
    copyFileSync(tlsFile('ca-next-crt'), path('ca'));
    expect([await isServed('client'), await isServed('client-next')]).to.deep.equal([false, true]);
  });

  it('follows the settings themselves', async () => {
    let settings = inFolder();
    const { shown, url } = await open(settings, async () => settings);
    expect(await shown()).to.equal(OLD);
    settings = tlsSettings({
      cert: { file: tlsFile('server-next-crt') },
      key: { pem: readFileSync(tlsFile('server-next-key'), 'utf8') },
      clientCa: { file: tlsFile('ca-crt') },
      clientAuth: 'RequireAnyClientCert',
    });
    expect(await shown()).to.equal(NEW);
    expect(await ask(url, { ca: authorities }).catch(() => 'refused')).to.equal('refused');
    expect((await ask(url, { ca: authorities, ...identity('client') })).body).to.equal('ok');
    expect(diag.lines).to.deep.equal([]);
  });

  const unusable: [string, Partial<TlsSettings>][] = [
    ['a key that is none', { key: { pem: 'secret' } }],
    ['a file that is not there', { key: { file: '/nowhere/key.pem' }, minVersion: 'TLSv1.3' }],
    ['an unknown cipher suite', { ciphers: ['ECDHE-RSA-AES256-GCM-SHA384', 'secret'] }],
    ['an unknown curve', { curves: ['secret'] }],
    ['no version', { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' }],
  ];
  for (const [name, changed] of unusable) {
    it(`keeps what held where the next settings have ${name}, and says so once`, async () => {
      let settings = inFolder();
      const { shown } = await open(settings, async () => settings);
      settings = { ...settings, ...changed };
      expect([await shown(), await shown()]).to.deep.equal([OLD, OLD]);
      expect(diag.lines).to.have.lengthOf(1);
      expect(diag.lines[0])
        .to.contain(FALLBACK)
        .and.not.match(/secret|nowhere/);
      settings = inFolder({
        cert: { file: tlsFile('server-next-crt') },
        key: { file: tlsFile('server-next-key') },
      });
      expect(await shown()).to.equal(NEW);
    });
  }

  it('keeps what held where the settings cannot be had, and says so once', async () => {
    const { shown } = await open(inFolder(), () => Promise.reject(new Error('secret')));
    expect([await shown(), await shown()]).to.deep.equal([OLD, OLD]);
    expect(diag.lines).to.have.lengthOf(1);
    expect(diag.lines[0]).to.contain(FALLBACK).and.not.contain('secret');
  });

  it('fails no connection while files are replaced again and again', async () => {
    const { url } = await open();
    let [running, served] = [true, 0];
    const client = async (): Promise<void> => {
      while (running) {
        const send = served % 2 === 0 ? ask : askHttp2;
        expect((await send(url, { ca: authorities })).body).to.equal('ok');
        served += 1;
      }
    };
    const clients = Array.from({ length: 4 }, client);
    for (let swap = 0; swap < 10; swap += 1) {
      for (const part of ['crt', 'key'] as const) {
        put(swap % 2 === 0 ? 'server-next' : 'server', part);
        const before = served;
        while (served < before + 2) await Promise.race([...clients, ask(url, { ca: authorities })]);
      }
    }
    running = false;
    await Promise.all(clients);
  });

  it('speaks the ciphers, curves and versions it is told', async () => {
    const negotiated = async (changed: Partial<TlsSettings>): Promise<string> => {
      const { port } = await open(inFolder(changed));
      return cipherOf(port);
    };
    const ciphers = ['ECDHE-ECDSA-AES128-GCM-SHA256'];
    expect(await negotiated({ ciphers, maxVersion: 'TLSv1.2' })).to.match(
      /1\.2 ECDHE-ECDSA-AES128/,
    );
    expect(await negotiated({ ciphers })).to.match(/^TLSv1\.3 /);
    expect(await negotiated({ curves: ['P-384'] })).to.match(/P-384|secp384r1/);
  });
});

/** The common name of the certificate that a new client is shown. */
function shownBy(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ca: authorities }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

function cipherOf(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ca: authorities }, () => {
      const { name } = socket.getEphemeralKeyInfo() as { name?: string };
      resolve(`${socket.getProtocol()} ${socket.getCipher().name} ${name}`);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}
