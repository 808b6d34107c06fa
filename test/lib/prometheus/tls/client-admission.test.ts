import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { expect } from 'chai';
import { ReloadedTls } from '../../../../lib/prometheus/tls/reloaded-tls.js';
import type { ClientAuthType, TlsSettings } from '../../../../lib/prometheus/tls/tls-settings.js';
import { ask } from '../support/ask.js';
import { genesisError } from '../support/errors.js';
import { tlsFile } from '../support/files.js';
import { answerOk, closeServers, openServer } from '../support/server.js';
import { askHttp2, authorities, identity, tlsSettings } from '../support/tls.js';

const CA = { pem: readFileSync(tlsFile('ca-next-crt'), 'utf8') };
const CLIENTS = {
  none: {},
  known: identity('client-next'),
  stranger: identity('stranger'),
  // Signed by the authority, but not for clients.
  server: identity('server-next'),
};
type Client = keyof typeof CLIENTS;

const ADMITTED: Record<ClientAuthType, readonly Client[]> = {
  NoClientCert: ['none', 'known', 'stranger', 'server'],
  RequestClientCert: ['none', 'known', 'stranger', 'server'],
  RequireAnyClientCert: ['known', 'stranger', 'server'],
  VerifyClientCertIfGiven: ['none', 'known'],
  RequireAndVerifyClientCert: ['known'],
};

describe('client certificates', () => {
  afterEach(closeServers);

  const open = async (changed: Partial<TlsSettings>): Promise<string> => {
    const { url } = await openServer(answerOk, { tls: new ReloadedTls(tlsSettings(changed)) });
    return url;
  };
  const isServed = async (url: string, client: object): Promise<boolean> => {
    const options = { ca: authorities, ...client };
    const replies = await Promise.all(
      [ask(url, options), askHttp2(url, options)].map((reply) =>
        reply.then(({ body }) => body === 'ok').catch(() => false),
      ),
    );
    expect(replies[0]).to.equal(replies[1]);
    return replies[0] === true;
  };

  for (const [clientAuth, admitted] of Object.entries(ADMITTED)) {
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      it(`are let in by ${clientAuth}, with ${maxVersion}: ${admitted.join(', ')}`, async () => {
        const clientCa = clientAuth === 'NoClientCert' ? undefined : CA;
        const url = await open({
          clientAuth: clientAuth as ClientAuthType,
          clientCa,
          maxVersion,
        });
        for (const [name, client] of Object.entries(CLIENTS)) {
          expect(await isServed(url, client), name).to.equal(admitted.includes(name as Client));
        }
      });
    }
  }

  const mutual = { clientAuth: 'RequireAndVerifyClientCert', clientCa: CA } as const;

  it('must have one of the names, where names are asked for', async () => {
    const client = identity('client-next');
    for (const [name, served] of [
      ['2001:db8:0::7', true],
      ['scraper@example.org', true],
      ['injected.example', false],
    ] as const) {
      const url = await open({ ...mutual, allowedSans: ['other.example', name] });
      expect(await isServed(url, client), name).to.equal(served);
    }
  });

  it('must be there where names are asked for, though none is required', async () => {
    const clientAuth = 'VerifyClientCertIfGiven';
    const url = await open({ ...mutual, clientAuth, allowedSans: ['scraper.example'] });
    expect(await isServed(url, {})).to.equal(false);
    expect(await isServed(url, identity('client-next'))).to.equal(true);
  });

  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    it(`are shown on each connection: no session is resumed with ${maxVersion}`, async () => {
      const { port } = new URL(await open({ ...mutual, maxVersion }));
      const sessions: Buffer[] = [];
      const handshake = (session?: Buffer): Promise<boolean | undefined> =>
        new Promise((resolve, reject) => {
          let isResumed: boolean | undefined;
          const options = { ca: authorities, port: Number(port), host: '127.0.0.1' };
          const socket = connect(
            { ...options, ...identity('client-next'), ...(session ? { session } : {}) },
            () => {
              isResumed = socket.isSessionReused();
              socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
            },
          );
          socket.on('session', (offered: Buffer) => sessions.push(offered));
          socket.on('error', reject);
          socket.on('close', () => resolve(isResumed));
          socket.resume();
        });
      await handshake();
      for (const session of [...sessions]) expect(await handshake(session)).to.equal(false);
    });
  }

  const faulty: [string, Partial<TlsSettings>][] = [
    ['verified without an authority', { clientAuth: 'VerifyClientCertIfGiven' }],
    ['not asked for beside an authority', { clientCa: CA }],
    ['not asked for beside names', { allowedSans: ['scraper.example'] }],
    [
      'not verified beside names',
      { clientAuth: 'RequireAnyClientCert', clientCa: CA, allowedSans: ['scraper.example'] },
    ],
  ];
  for (const [name, changed] of faulty) {
    it(`are a faulty setting where they are ${name}`, async () => {
      const error = await genesisError(
        'GENESIS_CREDENTIAL_INVALID',
        () => new ReloadedTls(tlsSettings(changed)),
      );
      expect(error.message).to.match(
        /^PROMETHEUS_TLS_CLIENT_CA_FILE or option tls.clientCaFile is/,
      );
    });
  }
});
