import { expect } from 'chai';
import fc from 'fast-check';
import { digestTokens, tokenFault } from '../../../../lib/prometheus/guard/tokens.js';
import { genesisError } from '../support/errors.js';

const faulty: Record<string, unknown> = {
  'an empty token': '',
  'an empty list': [],
  'a short token': 'fifteen-chars-x',
  'a token with a blank': 'sixteen chars or more',
  'a token with a tab': 'sixteen-chars-or\tmore',
  'a token with a line break': 'sixteen-chars-or-more\n',
  'a token with a control character': 'sixteen-chars-or-\u0000more',
  'a token outside ASCII': 'sixteen-chars-or-möre',
  'a number': 1234567890123456,
  null: null,
  'one bad token among good ones': ['a-good-token-of-16-chars', 'tiny-one'],
};

describe('tokens', () => {
  for (const [name, value] of Object.entries(faulty)) {
    it(`refuses ${name}, names the label and keeps the value to itself`, async () => {
      const error = await genesisError('GENESIS_CREDENTIAL_INVALID', () =>
        digestTokens(value as string, 'THE_LABEL'),
      );
      expect(error.message).to.match(/^THE_LABEL .*no metrics endpoint is opened$/);
      for (const secret of [value].flat().filter((text) => String(text).length > 4)) {
        expect(error.message).not.to.contain(String(secret));
      }
    });
  }

  it('takes exactly 16 characters and keeps no token, only digests', () => {
    const digests = digestTokens(['0123456789abcdef', 'fedcba9876543210'], 'THE_LABEL');
    expect(digests).to.have.length(2);
    expect(digests.map((digest) => digest.length)).to.deep.equal([32, 32]);
    expect(Buffer.concat(digests).toString('latin1')).not.to.contain('0123456789abcdef');
  });

  it('accepts what can be sent in a header and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (token) => {
        const fit = token.length >= 16 && /^[!-~]+$/.test(token);
        expect(tokenFault(token) === undefined).to.equal(fit);
      }),
    );
  });
});
