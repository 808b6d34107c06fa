import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { hashSync } from 'bcryptjs';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Authentication,
  createAuthentication,
} from '../../../../lib/prometheus/guard/authentication.js';
import { EndpointGuard } from '../../../../lib/prometheus/guard/endpoint-guard.js';
import { createMetricsHandler } from '../../../../lib/prometheus/http/request-handler.js';
import { ScrapeRecorder } from '../../../../lib/prometheus/scrape-recorder.js';
import { WebConfigFile } from '../../../../lib/prometheus/web-config/web-config-file.js';
import { listenToDiag } from '../../../support/diag-lines.js';
import { ask } from '../support/ask.js';
import { temporaryDirectory } from '../support/files.js';
import { sourceOf } from '../support/sources.js';

const TOKEN = 'the-right-token-0123456789';
const PASSWORD = 'pässwörd: with a colon';
const BEARER = 'Bearer realm="genesis-otel"';
const BASIC = 'Basic realm="genesis-otel", charset="UTF-8"';

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

describe('basic authentication', () => {
  const alice = `alice: ${hashSync(PASSWORD, 4)}`;
  const bob = `bob: ${hashSync('of bob', 4)}`;
  let directory: ReturnType<typeof temporaryDirectory>;
  let diag: ReturnType<typeof listenToDiag>;
  let path: string;
  let server: Server | undefined;

  beforeEach(() => {
    directory = temporaryDirectory();
    diag = listenToDiag();
    path = join(directory.path, 'web.yml');
    write(alice);
  });
  afterEach(() => {
    server?.close().closeAllConnections();
    server = undefined;
    diag.stop();
    directory.remove();
  });

  function write(...users: string[]): void {
    writeFileSync(path, `basic_auth_users: {${users.join(', ')}}`);
  }

  function create(options: Parameters<typeof createAuthentication>[0] = {}): Authentication {
    const authentication = createAuthentication(options, new WebConfigFile(path));
    if (authentication === undefined) throw new Error('no authentication');
    return authentication;
  }

  it('lets a user with the password in, and nobody else', async () => {
    const authentication = create();
    expect(await authentication.allows(basic('alice', PASSWORD))).to.equal(true);
    const wrong = [
      undefined,
      '',
      'Basic',
      'Basic !',
      basic('alice', 'wrong'),
      basic('alice', ''),
      basic('bob', PASSWORD),
      basic('', PASSWORD),
      `Bearer ${PASSWORD}`,
      basic('alice', PASSWORD).replace('Basic', 'Bearer'),
    ];
    for (const header of wrong) expect(await authentication.allows(header)).to.equal(false);
  });

  it('is undefined where the file has no users and no token is named', () => {
    write();
    expect(createAuthentication({}, new WebConfigFile(path))).to.equal(undefined);
  });

  it('takes a token as well as a password where both are set, and offers both', async () => {
    const authentication = create({ authToken: TOKEN });
    expect(await authentication.allows(`Bearer ${TOKEN}`)).to.equal(true);
    expect(await authentication.allows(basic('alice', PASSWORD))).to.equal(true);
    expect(await authentication.allows(`Bearer ${TOKEN}x`)).to.equal(false);
    expect(authentication.challenges).to.deep.equal([BEARER, BASIC]);
  });

  it('offers only what is set', () => {
    expect(create().challenges).to.deep.equal([BASIC]);
    expect(createAuthentication({ authToken: TOKEN })?.challenges).to.deep.equal([BEARER]);
  });

  it('follows the file: a user comes, another one goes, a password changes', async () => {
    const authentication = create();
    write(alice, bob);
    expect(await authentication.allows(basic('bob', 'of bob'))).to.equal(true);
    expect(await authentication.allows(basic('alice', PASSWORD))).to.equal(true);
    write(bob);
    expect(await authentication.allows(basic('alice', PASSWORD))).to.equal(false);
    write(`bob: ${hashSync('another one', 4)}`);
    expect(await authentication.allows(basic('bob', 'of bob'))).to.equal(false);
    expect(await authentication.allows(basic('bob', 'another one'))).to.equal(true);
  });

  it('lets nobody in once the last user has gone, and a token still', async () => {
    const [users, both] = [create(), create({ authToken: TOKEN })];
    writeFileSync(path, '{}');
    for (const header of [undefined, basic('alice', PASSWORD), basic('', ''), 'Basic']) {
      expect(await users.allows(header)).to.equal(false);
      expect(await both.allows(header)).to.equal(false);
    }
    expect(await both.allows(`Bearer ${TOKEN}`)).to.equal(true);
    expect(users.challenges).to.deep.equal([BASIC]);
    expect(both.challenges).to.deep.equal([BEARER]);
  });

  it('takes users that come later beside a token', async () => {
    write();
    const authentication = create({ authToken: TOKEN });
    expect(authentication.challenges).to.deep.equal([BEARER]);
    write(alice);
    expect(await authentication.allows(basic('alice', PASSWORD))).to.equal(true);
    expect(authentication.challenges).to.deep.equal([BEARER, BASIC]);
  });

  it('guards a server of somebody else', async () => {
    const handler = createMetricsHandler({
      source: sourceOf('preis 1\n'),
      guard: new EndpointGuard({ authentication: create() }),
      recorder: new ScrapeRecorder(),
      headers: async () => ({}),
      requestLimit: undefined,
      ownsConnections: false,
    });
    server = createServer(handler);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const status = async (authorization: string): Promise<number> =>
      (await ask(url, { headers: { authorization } })).status;
    expect(await status(basic('alice', PASSWORD))).to.equal(200);
    expect(await status(basic('alice', 'wrong'))).to.equal(401);
    expect((await ask(url)).status).to.equal(401);
  });

  it('lets no random header in', async () => {
    const authentication = create();
    const header = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => `Basic ${text}`),
      fc.base64String().map((text) => `basic ${text}`),
    );
    await fc.assert(
      fc.asyncProperty(header, async (value) => {
        expect(await authentication.allows(value)).to.equal(false);
      }),
      { numRuns: 200 },
    );
  });

  it('shows neither passwords nor hashes when it is inspected', async () => {
    const authentication = create();
    await authentication.allows(basic('alice', PASSWORD));
    const shown = inspect(authentication, { depth: 9, showHidden: true });
    expect(shown).not.to.contain(PASSWORD).and.not.to.contain('$2');
  });
});
