import { createSecureContext } from 'node:tls';
import { expect } from 'chai';
import { CIPHERS, CURVES } from '../../../../lib/prometheus/web-config/go-names.js';
import { parseWebConfig } from '../../../../lib/prometheus/web-config/parse-web-config.js';
import type { WebConfig } from '../../../../lib/prometheus/web-config/web-config.js';
import { genesisError } from '../support/errors.js';

const HASH = `$2y$10$${'a'.repeat(53)}`;
const PAIR = 'cert_file: c.pem, key_file: k.pem';
const VERIFIED = `${PAIR}, client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem`;

const parse = (text: string): WebConfig => parseWebConfig(text, '/etc/bot', 'LABEL');
const tls = (body: string): string => `tls_server_config: {${body}}`;
const headers = (body: string): string => `http_server_config: {headers: {${body}}}`;
const users = (body: string): string => `basic_auth_users: {${body}}`;

async function faultOf(text: string): Promise<string> {
  const { message } = await genesisError('GENESIS_CONFIG_INVALID', () => parse(text));
  expect(message).to.match(/^LABEL (?:has|holds|is) [^\n]*; no metrics endpoint is opened$/);
  return message;
}

describe('parseWebConfig', () => {
  const nothing = { tls: undefined, http2: true, headers: {}, rateLimit: undefined };
  const empty = [
    '',
    '\n',
    '# a comment',
    '---',
    '{}',
    '~',
    'tls_server_config:',
    tls(''),
    users(''),
  ];
  for (const text of empty) {
    it(`takes ${JSON.stringify(text)} as a file that configures nothing`, () => {
      const { users: names, ...rest } = parse(text);
      expect(rest).to.deep.equal(nothing);
      expect(names.size).to.equal(0);
    });
  }

  it('reads every key', () => {
    const config = parse(`
tls_server_config:
  cert_file: server.crt
  key: |
    the key
  client_ca_file: /etc/ca.pem
  client_auth_type: RequireAndVerifyClientCert
  client_allowed_sans: [one.example, 10.0.0.1]
  min_version: TLS12
  max_version: "TLS12"
  cipher_suites:
    - TLS_AES_128_GCM_SHA256
    - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
    - TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA
  prefer_server_cipher_suites: off
  curve_preferences: [X25519, CurveP521]
http_server_config:
  http2: no
  headers:
    X-Frame-Options: deny
    X-XSS-Protection: 1
    Content-Security-Policy: ""
basic_auth_users:
  alice: ${HASH}
  1e3: ${HASH}
  __proto__: ${HASH}
rate_limit: { interval: 1m1.5s, burst: 20 }
`);
    expect(config.tls).to.deep.equal({
      cert: { file: '/etc/bot/server.crt' },
      key: { pem: 'the key\n' },
      clientCa: { file: '/etc/ca.pem' },
      clientAuth: 'RequireAndVerifyClientCert',
      allowedSans: ['one.example', '10.0.0.1'],
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers: ['ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-SHA'],
      prefersServerCiphers: false,
      curves: ['X25519', 'P-521'],
      labels: {
        cert: 'tls_server_config.cert_file of LABEL',
        key: 'tls_server_config.key of LABEL',
        clientCa: 'tls_server_config.client_ca_file of LABEL',
      },
    });
    expect(config.http2).to.equal(false);
    expect(config.headers).to.deep.equal({ 'x-frame-options': 'deny', 'x-xss-protection': '1' });
    expect([...config.users.keys()]).to.deep.equal(['alice', '1e3', '__proto__']);
    expect(config.rateLimit).to.deep.equal({ intervalMs: 61_500, burst: 20 });
  });

  it('has the defaults of the original where only the certificate is set', () => {
    expect(parse(tls(PAIR)).tls).to.deep.include({
      clientCa: undefined,
      clientAuth: 'NoClientCert',
      allowedSans: undefined,
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.3',
      ciphers: [],
      prefersServerCiphers: true,
      curves: [],
    });
  });

  it('gives names of suites and curves that OpenSSL knows', () => {
    for (const ciphers of CIPHERS.values()) createSecureContext({ ciphers });
    for (const ecdhCurve of CURVES.values()) createSecureContext({ ecdhCurve });
    expect(() => createSecureContext({ ciphers: 'ECDHE-RSA-AES999' })).to.throw();
  });

  it('takes the older name of RequireAnyClientCert', () => {
    const { clientAuth } = parse(tls(`${PAIR}, client_auth_type: RequireClientCert`)).tls ?? {};
    expect(clientAuth).to.equal('RequireAnyClientCert');
  });

  it('follows aliases', () => {
    const config = parse(`basic_auth_users: {a: &hash ${HASH}, b: *hash}`);
    expect([...config.users.values()]).to.deep.equal([HASH, HASH]);
  });

  const good: Record<string, string> = {
    'client certificates that are asked for and not verified': tls(
      `${PAIR}, client_auth_type: RequireAnyClientCert`,
    ),
    'verified client certificates with allowed names': tls(
      `${VERIFIED}, client_allowed_sans: [one, two]`,
    ),
    'all suites': tls(`${PAIR}, cipher_suites: [${[...CIPHERS.keys()].join(', ')}]`),
    'suites that HTTP/2 does not take, without HTTP/2': `${tls(
      `${PAIR}, cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]`,
    )}\nhttp_server_config: {http2: false}`,
    'only suites of TLS 1.3 where nothing older is spoken': tls(
      `${PAIR}, min_version: TLS13, cipher_suites: [TLS_AES_128_GCM_SHA256]`,
    ),
    'an interval of 0 without a burst': 'rate_limit: {interval: 0, burst: 0}',
    'a burst without an interval': 'rate_limit: {burst: 7}',
    'users without TLS': users(`a: ${HASH}, b: ${HASH.replace('2y$10', '2b$04')}`),
    'a blank header': headers('X-Frame-Options: ""'),
  };
  for (const [name, text] of Object.entries(good)) {
    it(`takes ${name}`, () => {
      expect(parse(text)).to.include.keys('tls', 'users');
    });
  }

  const bad: Record<string, [text: string, fault: string]> = {
    rubbish: ['hWkNKCp3fvIx3jKnsaBI\nTuEjdwNS8A2vYdFbiKqr', 'holds no mapping'],
    'broken YAML': ['tls_server_config: {', 'is no valid YAML'],
    'two documents': ['{}\n---\n{}', 'more than one'],
    tags: ['rate_limit: {burst: !!js/function x}', 'TAG_RESOLVE_FAILED in line 1'],
    'an alias of nothing': [users('a: *nothing'), 'basic_auth_users (line 1)'],
    'an unknown section': ['\ntls_config: {}', 'an unknown key tls_config (line 2)'],
    'an unknown key': [
      tls(`${PAIR}, client_auth_typo: x`),
      'an unknown key client_auth_typo in tls_server_config (line 1)',
    ],
    'a key of every object': ['toString: {}', 'an unknown key toString'],
    'a second key': [
      `basic_auth_users:\n  alice: ${HASH}\n  "alice": ${HASH}`,
      'a second key alice in basic_auth_users (line 3)',
    ],
    'a key that is a list': ['? [a]\n: b', 'holds no mapping'],
    'a section that is a list': ['rate_limit: []', 'rate_limit (line 1): it is no mapping'],
    'a list that is a text': [tls(`${PAIR}, cipher_suites: x`), 'cipher_suites (line 1): it is no'],
    'a text that is a mapping': [tls('cert_file: {a: b}, key_file: k'), 'cert_file (line 1)'],
    'a quoted flag': ['http_server_config: {http2: "true"}', 'http_server_config.http2 (line 1)'],
    'no certificate': [tls('key_file: k'), 'neither cert nor cert_file'],
    'a blank certificate': [tls('cert: "", key_file: k'), 'neither cert nor cert_file'],
    'a blank path of the certificate': [tls('cert_file: "", key_file: ""'), 'neither cert nor'],
    'no key': [tls('cert_file: c, key:'), 'neither key nor key_file'],
    'a version alone': [tls('min_version: TLS13'), 'neither cert nor cert_file'],
    'a key inline and in a file': [tls(`${PAIR}, key: x`), 'key_file (line 1): key is set as well'],
    'an authority nobody is asked to show': [
      tls(`${PAIR}, client_ca_file: ca`),
      'client_ca_file (line 1): client_auth_type does not ask',
    ],
    'verification without an authority': [
      tls(`${PAIR}, client_auth_type: VerifyClientCertIfGiven`),
      'client_auth_type (line 1): it verifies certificates, and neither',
    ],
    'an unknown client_auth_type': [tls(`${PAIR}, client_auth_type: x`), 'it is none of NoClientC'],
    'allowed names without verification': [
      tls(`${PAIR}, client_auth_type: RequireAnyClientCert, client_allowed_sans: [a]`),
      'client_allowed_sans (line 1): client_auth_type does not verify',
    ],
    'an empty list of names': [tls(`${VERIFIED}, client_allowed_sans: []`), 'client_allowed_sans'],
    'an old version': [tls(`${PAIR}, min_version: TLS10`), 'TLS 1.0 and 1.1 are not spoken'],
    'an unknown version': [tls(`${PAIR}, min_version: TLS111`), 'it is neither TLS12 nor TLS13'],
    'crossed versions': [
      tls(`${PAIR}, min_version: TLS13, max_version: TLS12`),
      'max_version (line 1): it is below min_version',
    ],
    'an unknown suite': [
      tls(`${PAIR}, cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA2048]`),
      'cipher_suites (line 1): it has a suite that is unknown',
    ],
    'only suites of TLS 1.3 where 1.2 is spoken': [
      tls(`${PAIR}, cipher_suites: [TLS_AES_128_GCM_SHA256]`),
      'set min_version to TLS13',
    ],
    'suites that HTTP/2 does not take': [
      tls(`${PAIR}, max_version: TLS12, cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]`),
      'which HTTP/2 needs',
    ],
    'an unknown curve': [tls(`${PAIR}, curve_preferences: [CurveP257]`), 'it is none of CurveP256'],
    'a header of its own': [headers('Content-Type: x'), 'an unknown key Content-Type'],
    'a header in lower case': [headers('x-frame-options: deny'), 'an unknown key x-frame-options'],
    'a frame option': [headers('X-Frame-Options: foo'), 'X-Frame-Options (line 1): it is not deny'],
    'a content type option': [headers('X-Content-Type-Options: sniff'), 'it is not nosniff'],
    'a header of two lines': [
      headers('X-XSS-Protection: "1\\r\\nSet-Cookie: a"'),
      'cannot be sent',
    ],
    'a password in clear': [
      users('john: doe'),
      'basic_auth_users (line 1): the user has no bcrypt',
    ],
    'an empty hash': [users('john:'), 'no bcrypt hash'],
    'a shortened hash': [users(`john: ${HASH.slice(0, -1)}`), 'no bcrypt hash'],
    'a cost that is too low': [users(`john: ${HASH.replace('$10$', '$03$')}`), 'no bcrypt hash'],
    'a cost that takes too long': [users(`john: ${HASH.replace('$10$', '$18$')}`), 'has cost 18'],
    'a user with a colon': [users(`"a:b": ${HASH}`), 'the name is empty, has a colon'],
    'an interval without a unit': ['rate_limit: {interval: 5, burst: 1}', 'interval (line 1)'],
    'an interval below 0': ['rate_limit: {interval: -1s, burst: 1}', 'it is no duration'],
    'an interval without a burst': ['rate_limit: {interval: 1s}', 'nobody would be served'],
    'a burst below 0': ['rate_limit: {interval: 1s, burst: -1}', 'rate_limit.burst (line 1)'],
    'a broken burst': ['rate_limit: {interval: 1s, burst: 1.5}', 'it is no whole number'],
  };
  for (const [name, [text, fault]] of Object.entries(bad)) {
    it(`refuses ${name}`, async () => {
      expect(await faultOf(text)).to.contain(fault);
    });
  }

  it('shows no key that could be a secret', async () => {
    for (const key of ['a-token-of-0123456789', 'two words', 'x'.repeat(41)]) {
      expect(await faultOf(`${key}: 1`)).to.contain('an unknown key (not shown) (line 1)');
    }
  });
});
