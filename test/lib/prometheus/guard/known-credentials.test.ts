import { inspect } from 'node:util';
import { expect } from 'chai';
import { KnownCredentials } from '../../../../lib/prometheus/guard/known-credentials.js';

describe('KnownCredentials', () => {
  it('knows a header from the network that it was good from, and no other', () => {
    const known = new KnownCredentials();
    known.add('2001:db8::1', 'Bearer a');
    expect(known.has('2001:db8::9', 'Bearer a')).to.equal(true);
    expect(known.has('2001:db8::1', 'Bearer b')).to.equal(false);
    expect(known.has('192.0.2.1', 'Bearer a')).to.equal(false);
    expect(known.has(undefined, 'Bearer a')).to.equal(false);
  });

  it('forgets the one that was good longest ago beyond a thousand', () => {
    const known = new KnownCredentials();
    known.add('192.0.2.1', 'Bearer a');
    known.add('192.0.2.2', 'Bearer a');
    known.add('192.0.2.1', 'Bearer a');
    for (let index = 0; index < 999; index += 1) known.add('192.0.2.3', `Bearer ${index}`);
    expect(known.has('192.0.2.2', 'Bearer a')).to.equal(false);
    expect(known.has('192.0.2.1', 'Bearer a')).to.equal(true);
  });

  it('keeps nothing that can be read', () => {
    const known = new KnownCredentials();
    known.add('192.0.2.1', 'Bearer the-right-token');
    expect(inspect(known, { depth: 9, showHidden: true })).not.to.contain('the-right-token');
  });
});
