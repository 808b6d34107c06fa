import { expect } from 'chai';
import { errorTypeOf } from '../../../../instrumentation/core/errors/fault-facts.js';

const CODES = { '-2019': 'insufficient_funds', 110001: 'order_not_found' } as const;

const coded = (code: string, cause?: unknown) => Object.assign(new Error('x', { cause }), { code });

describe('errorTypeOf', () => {
  it('goes by the code, then by the transport, then by the status', () => {
    const all = { code: -2019, status: 401, error: coded('ECONNRESET') };
    expect(errorTypeOf(all, CODES)).to.equal('insufficient_funds');
    expect(errorTypeOf({ ...all, code: 1 }, CODES)).to.equal('network');
    expect(errorTypeOf({ code: 1, status: 401, error: {} }, CODES)).to.equal('auth');
    expect(errorTypeOf({ code: 1 }, CODES)).to.equal('unknown');
  });

  it('takes codes as numbers and as text, and nothing inherited', () => {
    expect(errorTypeOf({ code: '110001' }, CODES)).to.equal('order_not_found');
    for (const code of ['toString', '__proto__', 'constructor', null, {}, Symbol('x')]) {
      expect(errorTypeOf({ code, status: code }, CODES)).to.equal('unknown');
    }
  });

  it('lets an exchange mean something else by a status', () => {
    expect(errorTypeOf({ status: 403 }, CODES)).to.equal('auth');
    expect(errorTypeOf({ status: 403 }, CODES, { 403: 'rate_limit' })).to.equal('rate_limit');
  });

  const statuses: [number, string][] = [
    [400, 'invalid_order'],
    [404, 'order_not_found'],
    [418, 'rate_limit'],
    [429, 'rate_limit'],
    [500, 'exchange_unavailable'],
    [503, 'exchange_unavailable'],
    [504, 'timeout'],
    [200, 'unknown'],
    [600, 'unknown'],
  ];
  for (const [status, type] of statuses) {
    it(`takes HTTP ${status} for ${type}`, () => {
      expect(errorTypeOf({ status }, {})).to.equal(type);
    });
  }

  it('finds what went wrong below what was thrown', () => {
    const fetchFailed = new TypeError('fetch failed', { cause: coded('ECONNREFUSED') });
    expect(errorTypeOf({ error: fetchFailed }, {})).to.equal('network');
    expect(errorTypeOf({ error: coded('ECONNABORTED') }, {})).to.equal('timeout');
    expect(errorTypeOf({ error: { name: 'TimeoutError' } }, {})).to.equal('timeout');
    const endless: { cause?: unknown } = {};
    endless.cause = endless;
    expect(errorTypeOf({ error: endless }, {})).to.equal('unknown');
  });
});
