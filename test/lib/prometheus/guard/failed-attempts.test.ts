import { expect } from 'chai';
import { FailedAttempts } from '../../../../lib/prometheus/guard/failed-attempts.js';

describe('FailedAttempts', () => {
  let now = 0;
  let attempts: FailedAttempts;
  beforeEach(() => {
    now = 0;
    attempts = new FailedAttempts(() => now);
  });
  /** How many attempts an address may make at once. */
  function burst(address: string): number {
    let made = 0;
    for (; attempts.waitSeconds(address) === 0 && made < 1_000; made += 1) attempts.failed(address);
    return made;
  }

  it('lets an address fail ten times at once, then once each two seconds', () => {
    expect(burst('192.0.2.1')).to.equal(10);
    expect(attempts.waitSeconds('192.0.2.1')).to.equal(2);
    now += 2_000;
    expect(burst('192.0.2.1')).to.equal(1);
  });

  it('never stops a scraper that shows an old token every five seconds', () => {
    for (let scrape = 0; scrape < 1_000; scrape += 1) {
      expect(attempts.waitSeconds('192.0.2.1')).to.equal(0);
      attempts.failed('192.0.2.1');
      now += 5_000;
    }
  });

  it('counts each address for itself, and an IPv6 network as one', () => {
    burst('192.0.2.1');
    expect(attempts.waitSeconds('192.0.2.2')).to.equal(0);
    burst('2001:db8:1:2::1');
    expect(attempts.waitSeconds('2001:db8:1:2:ffff::9')).to.be.greaterThan(0);
    expect(attempts.waitSeconds('2001:db8:1:3::1')).to.equal(0);
  });

  it('makes attempts at the same moment pay, but not for ever', () => {
    for (let attempt = 0; attempt < 5_000; attempt += 1) attempts.failed('192.0.2.1');
    expect(attempts.waitSeconds('192.0.2.1')).to.equal(12);
  });

  it('forgets the address that failed longest ago beyond a thousand', () => {
    burst('192.0.2.1');
    burst('192.0.2.2');
    attempts.failed('192.0.2.1');
    for (let host = 0; host < 999; host += 1) attempts.failed(`10.0.${host >> 8}.${host & 255}`);
    expect(attempts.waitSeconds('192.0.2.2')).to.equal(0);
    expect(attempts.waitSeconds('192.0.2.1')).to.be.greaterThan(0);
  });
});
