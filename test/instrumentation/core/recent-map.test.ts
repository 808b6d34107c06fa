import { expect } from 'chai';
import fc from 'fast-check';
import { RecentMap } from '../../../instrumentation/core/recent-map.js';

const CAPACITY = 5;

/** What is kept, newest last, found the slow way. */
function remembered(keys: readonly string[]): string[] {
  const newest = [...new Set([...keys].reverse())];
  return newest.slice(0, CAPACITY).sort();
}

describe('RecentMap', () => {
  it('keeps what was set last, whatever is set again (property)', () => {
    const alphabet = [...'abcdefghijkl'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...alphabet), { maxLength: 200 }), (keys) => {
        const map = new RecentMap<number>(CAPACITY);
        for (const [at, key] of keys.entries()) map.set(key, at);
        expect(alphabet.filter((key) => map.has(key))).to.deep.equal(remembered(keys));
        for (const key of remembered(keys)) expect(map.get(key)).to.equal(keys.lastIndexOf(key));
      }),
    );
  });
});
