import { expect } from 'chai';
import { TokenBucket } from '../../../../lib/prometheus/guard/token-bucket.js';

describe('TokenBucket', () => {
  let now = 0;
  const bucket = (deepestDebt = 0): TokenBucket =>
    new TokenBucket({ burst: 2, refillMs: 1_000, deepestDebt }, () => now);
  beforeEach(() => {
    now = 0;
  });

  it('is full at first, and waits for the next token when it is empty', () => {
    const tokens = bucket();
    for (let taken = 0; taken < 2; taken += 1) {
      expect(tokens.waitMs()).to.equal(0);
      tokens.take();
    }
    expect(tokens.waitMs()).to.equal(1_000);
    now += 400;
    expect(tokens.waitMs()).to.equal(600);
    now += 600;
    expect(tokens.waitMs()).to.equal(0);
  });

  it('never holds more than its burst', () => {
    const tokens = bucket();
    now += 1_000_000;
    tokens.take();
    tokens.take();
    expect(tokens.waitMs()).to.equal(1_000);
  });

  it('goes into debt as deep as it may', () => {
    const tokens = bucket(-3);
    for (let taken = 0; taken < 50; taken += 1) tokens.take();
    expect(tokens.waitMs()).to.equal(4_000);
  });
});
