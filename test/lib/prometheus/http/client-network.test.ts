import { expect } from 'chai';
import fc from 'fast-check';
import { clientNetwork } from '../../../../lib/prometheus/http/client-network.js';

describe('clientNetwork', () => {
  const cases: [string, string][] = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::2:0:0:0:6', '2001:db8:0:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
  ];
  for (const [address, network] of cases) {
    it(`is ${network} for ${address}`, () => expect(clientNetwork(address)).to.equal(network));
  }

  it('is the same within a /64 and another outside of it', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), (one, other) => {
        const prefix = (address: string): string =>
          new URL(`http://[${address}]`).host.slice(1, -1);
        if (prefix(one) === prefix(other)) {
          expect(clientNetwork(one)).to.equal(clientNetwork(other));
        }
        expect(clientNetwork(prefix(one))).to.equal(clientNetwork(one));
      }),
    );
  });
});
