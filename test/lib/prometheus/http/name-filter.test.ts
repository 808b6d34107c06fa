import { expect } from 'chai';
import fc from 'fast-check';
import { nameFilter } from '../../../../lib/prometheus/http/name-filter.js';

describe('nameFilter', () => {
  const cases: [string | undefined, string[] | undefined][] = [
    [undefined, undefined],
    ['/metrics', undefined],
    ['/metrics?', undefined],
    ['/metrics?name=x', undefined],
    ['/metrics?name[]=a', ['a']],
    ['/metrics?name%5B%5D=a&x=1&name[]=b&name[]=a', ['a', 'b']],
    ['/metrics?name[]=', ['']],
    ['/metrics?name[]=a#name[]=b', ['a']],
    ['/metrics?name[]=%zz', ['%zz']],
  ];
  for (const [target, names] of cases) {
    it(`takes ${JSON.stringify(names)} from ${target}`, () => {
      expect(nameFilter(target)).to.deep.equal(names && new Set(names));
    });
  }

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (query) => void nameFilter(`/?${query}`)));
  });
});
