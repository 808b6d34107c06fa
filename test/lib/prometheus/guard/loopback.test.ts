import { expect } from 'chai';
import {
  isLoopbackAddress,
  isLoopbackHost,
  isLoopbackHostHeader,
} from '../../../../lib/prometheus/guard/loopback.js';

describe('loopback', () => {
  const here = ['localhost', 'LOCALHOST', '127.0.0.1', '127.9.8.7', '::1', '0:0:0:0:0:0:0:1'];
  const elsewhere = ['', '0.0.0.0', '::', '10.0.0.1', '128.0.0.1', '::2', 'localhost.example.com'];
  const lookalikes = ['127.0.0.1.example.com', '127.1', '2130706433', 'localhost.', '0x7f.0.0.1'];

  for (const host of here) {
    it(`takes ${host} for this machine`, () => expect(isLoopbackHost(host)).to.equal(true));
  }
  for (const host of [...elsewhere, ...lookalikes]) {
    it(`does not take "${host}" for this machine`, () =>
      expect(isLoopbackHost(host)).to.equal(false));
  }

  it('knows the IPv4 address of an IPv6 socket', () => {
    expect(isLoopbackAddress('::ffff:127.0.0.1')).to.equal(true);
    expect(isLoopbackAddress('::ffff:10.0.0.1')).to.equal(false);
    expect(isLoopbackAddress('localhost')).to.equal(false);
    expect(isLoopbackAddress(undefined)).to.equal(false);
  });

  for (const header of ['localhost', 'localhost:9464', '127.0.0.1:1', '[::1]', '[::1]:9464']) {
    it(`takes the Host header ${header}`, () =>
      expect(isLoopbackHostHeader(header)).to.equal(true));
  }
  const foreign = [undefined, '', 'evil.example', 'evil.example:9464', 'localhost:9464:1', '::1'];
  for (const header of [...foreign, 'localhost@evil.example', '[::1]evil', 'localhost:x', '[]']) {
    it(`refuses the Host header ${header}`, () =>
      expect(isLoopbackHostHeader(header)).to.equal(false));
  }
});
