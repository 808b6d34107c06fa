import { expect } from 'chai';
import fc from 'fast-check';
import { SeriesIndex } from '../../../lib/meter/reading/series-index.js';

describe('SeriesIndex', () => {
  it('finds what a map would, whatever the hashes (property)', () => {
    const hashes = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 16, 32, 2 ** 31 - 1, -(2 ** 31)));
    fc.assert(
      fc.property(fc.array(hashes, { maxLength: 200 }), hashes, (added, absent) => {
        const index = new SeriesIndex();
        for (const [number, hash] of added.entries()) {
          index.add(hash);
          expect(index.find(hash, (found) => found === number)).to.equal(number);
        }
        for (const [number, hash] of added.entries()) {
          expect(index.find(hash, (found) => found === number)).to.equal(number);
          expect(index.find(hash, () => true)).to.equal(added.indexOf(hash));
        }
        const asked: number[] = [];
        index.find(absent, (found) => {
          asked.push(found);
          return false;
        });
        expect(asked).to.have.members(
          added.flatMap((hash, number) => (hash === absent ? [number] : [])),
        );
      }),
    );
  });
});
