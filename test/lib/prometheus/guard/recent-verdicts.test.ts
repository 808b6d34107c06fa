import { expect } from 'chai';
import { RecentVerdicts } from '../../../../lib/prometheus/guard/recent-verdicts.js';

describe('RecentVerdicts', () => {
  it('forgets the one that was used longest ago', () => {
    const verdicts = new RecentVerdicts(2);
    verdicts.set('a', true);
    verdicts.set('b', false);
    expect(verdicts.get('a')).to.equal(true);
    verdicts.set('c', true);
    expect(['a', 'b', 'c'].map((key) => verdicts.get(key))).to.deep.equal([true, undefined, true]);
  });

  it('keeps the newest verdict of a key without taking another place', () => {
    const verdicts = new RecentVerdicts(2);
    for (const verdict of [true, false, true, false]) verdicts.set('a', verdict);
    verdicts.set('b', true);
    expect(['a', 'b'].map((key) => verdicts.get(key))).to.deep.equal([false, true]);
  });
});
