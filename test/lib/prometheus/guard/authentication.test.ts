import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Authentication,
  createAuthentication,
} from '../../../../lib/prometheus/guard/authentication.js';
import { genesisError } from '../support/errors.js';
import { temporaryDirectory } from '../support/files.js';

const TOKEN = 'the-right-token-0123456789';
const OTHER = 'another-right-token-0123456789';

function create(options: Parameters<typeof createAuthentication>[0]): Authentication {
  const authentication = createAuthentication(options);
  if (authentication === undefined) throw new Error('no authentication');
  return authentication;
}

describe('authentication', () => {
  it('is undefined only where no token is named at all', () => {
    expect(createAuthentication({})).to.equal(undefined);
  });

  for (const scheme of ['Bearer', 'bearer', 'BEARER', 'bEaReR']) {
    it(`lets the token in with the scheme written ${scheme}`, async () => {
      expect(await create({ authToken: TOKEN }).allows(`${scheme} ${TOKEN}`)).to.equal(true);
    });
  }

  const wrong: Record<string, string | undefined> = {
    'no header': undefined,
    'an empty header': '',
    'the scheme alone': 'Bearer',
    'an empty token': 'Bearer ',
    'another token': 'Bearer the-wrong-token-0123456789',
    'a prefix of the token': `Bearer ${TOKEN.slice(0, -1)}`,
    'the token and more': `Bearer ${TOKEN}x`,
    'the token in capitals': `Bearer ${TOKEN.toUpperCase()}`,
    'another scheme': `Basic ${TOKEN}`,
    'the token without a scheme': TOKEN,
    'no blank between': `Bearer${TOKEN}`,
    'two tokens': `Bearer ${TOKEN} ${TOKEN}`,
    'a list': `Bearer ${TOKEN},${OTHER}`,
  };
  for (const [name, header] of Object.entries(wrong)) {
    it(`keeps out ${name}`, async () => {
      expect(await create({ authToken: [TOKEN, OTHER] }).allows(header)).to.equal(false);
    });
  }

  it('takes any of several tokens, from the option and from the file', async () => {
    const directory = temporaryDirectory();
    const authTokenFile = join(directory.path, 'tokens');
    writeFileSync(
      authTokenFile,
      '\uFEFFfirst-token-in-the-file\r\n\r\n  second-token-in-the-file \n',
    );
    const authentication = create({ authToken: [TOKEN, OTHER], authTokenFile });
    const all = [TOKEN, OTHER, 'first-token-in-the-file', 'second-token-in-the-file'];
    for (const token of all) expect(await authentication.allows(`Bearer ${token}`)).to.equal(true);
    directory.remove();
  });

  it('lets no random header in', async () => {
    const authentication = create({ authToken: TOKEN });
    const header = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((token) => `Bearer ${token}`),
      fc.string({ unit: fc.constantFrom(...TOKEN) }).map((token) => `bearer ${token}`),
    );
    await fc.assert(
      fc.asyncProperty(header, async (value) => {
        fc.pre(!/^bearer +the-right-token-0123456789$/i.test(value));
        expect(await authentication.allows(value)).to.equal(false);
      }),
      { numRuns: 500 },
    );
  });

  for (const authTokenFile of ['', 7, null]) {
    it(`refuses ${inspect(authTokenFile)} as a file name`, async () => {
      const error = await genesisError('GENESIS_CREDENTIAL_INVALID', () =>
        createAuthentication({ authTokenFile: authTokenFile as string }),
      );
      expect(error.message).to.contain('PROMETHEUS_AUTH_TOKEN_FILE');
    });
  }

  it('refuses a faulty token beside a good file, and names the variable', async () => {
    const error = await genesisError('GENESIS_CREDENTIAL_INVALID', () =>
      createAuthentication({ authToken: 'short', authTokenFile: __filename }),
    );
    expect(error.message).to.match(/^PROMETHEUS_AUTH_TOKEN or option authToken /);
  });

  it('shows no token when it is inspected', () => {
    expect(inspect(create({ authToken: TOKEN }), { depth: 9, showHidden: true })).not.to.contain(
      TOKEN,
    );
  });
});
