import { expect } from 'chai';
import { EarlyFills } from '../../../../instrumentation/core/orders/early-fills.js';

const fill = (number: number) => ({ number });

describe('fills that come before the answer to their order', () => {
  it('are kept by all that the order may be known by, and given once', () => {
    const early = new EarlyFills<object>(10);
    early.keep(['a', 'b'], fill(1));
    early.keep(['a'], fill(2));
    expect(early.take('a')).to.deep.equal([fill(1), fill(2)]);
    expect(early.take('a')).to.deep.equal([]);
    expect(early.take('b')).to.deep.equal([fill(1)]);
    expect(early.take('c')).to.deep.equal([]);
  });

  it('are the last so many, also where all are of one order', () => {
    const early = new EarlyFills<object>(3);
    for (let number = 1; number <= 5; number += 1) early.keep(['a'], fill(number));
    expect(early.take('a')).to.deep.equal([fill(3), fill(4), fill(5)]);
  });

  it('push out none that came later than they did', () => {
    const early = new EarlyFills<object>(2);
    early.keep(['a'], fill(1));
    early.take('a');
    early.keep(['a'], fill(2));
    early.keep(['b'], fill(3));
    early.keep(['c'], fill(4));
    expect(['a', 'b', 'c'].map((key) => early.take(key))).to.deep.equal([[], [fill(3)], [fill(4)]]);
  });
});
