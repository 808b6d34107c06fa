import { expect } from 'chai';
import fc from 'fast-check';
import { requestPath } from '../../../../lib/prometheus/http/request-path.js';

describe('requestPath', () => {
  const cases: [string | undefined, string | undefined][] = [
    ['/metrics', '/metrics'],
    ['/metrics?name[]=x', '/metrics'],
    ['/metrics#part', '/metrics'],
    ['/metrics/', '/metrics/'],
    ['//other/metrics', '//other/metrics'],
    ['/x/../metrics', '/x/../metrics'],
    ['/m%65trics', '/m%65trics'],
    ['http://localhost:9464/metrics?x', '/metrics'],
    ['http://localhost', '/'],
    ['*', '*'],
    ['/%zz', undefined],
    ['/%ff', undefined],
    ['metrics', undefined],
    ['', undefined],
    [undefined, undefined],
    ['ftp://localhost/metrics', undefined],
  ];
  for (const [target, path] of cases) {
    it(`makes ${path} of ${target}`, () => expect(requestPath(target)).to.equal(path));
  }

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (target) => void requestPath(target)));
  });
});
