import { expect } from 'chai';
import fc from 'fast-check';
import { basicCredentials } from '../../../../lib/prometheus/guard/basic-credentials.js';

const encode = (text: string | Buffer): string => Buffer.from(text).toString('base64');

describe('basicCredentials', () => {
  it('reads every name without a colon and every password, in UTF-8', () => {
    const printable = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text));
    const name = printable.filter((text) => !text.includes(':'));
    fc.assert(
      fc.property(name, printable, (user, password) => {
        const header = `Basic ${encode(`${user}:${password}`)}`;
        expect(basicCredentials(header)).to.deep.equal({ user, password });
      }),
    );
  });

  it('leaves colons to the password', () => {
    const header = `bAsIc  ${encode('bob:pa:ss:')}`;
    expect(basicCredentials(header)).to.deep.equal({ user: 'bob', password: 'pa:ss:' });
  });

  for (const other of [undefined, '', 'Bearer abc', 'Basically', `Digest ${encode('a:b')}`]) {
    it(`leaves ${JSON.stringify(other)} to others`, () => {
      expect(basicCredentials(other)).to.equal(undefined);
    });
  }

  const malformed: Record<string, string> = {
    nothing: 'Basic',
    'a blank': 'Basic ',
    'no colon': `Basic ${encode('alice')}`,
    'no base64': 'Basic alice:password',
    'two values': `Basic ${encode('a:b')} ${encode('a:b')}`,
    'a control character': `Basic ${encode('alice:a\u0000b')}`,
    'no UTF-8': `Basic ${encode(Buffer.from('alice:\xe9', 'latin1'))}`,
  };
  for (const [name, header] of Object.entries(malformed)) {
    it(`takes ${name} for a user that nobody has`, () => {
      expect(basicCredentials(header)).to.deep.equal({ user: '', password: '' });
    });
  }
});
