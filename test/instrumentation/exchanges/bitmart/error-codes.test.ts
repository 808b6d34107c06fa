import { expect } from 'chai';
import { bitmartErrorType } from '../../../../instrumentation/exchanges/bitmart/error-codes.js';

describe("BitMart's failures", () => {
  it('have a class by their code, as number or text', () => {
    expect(bitmartErrorType({ code: 50020 })).to.equal('insufficient_funds');
    expect(bitmartErrorType({ code: '40027' })).to.equal('insufficient_funds');
    expect(bitmartErrorType({ code: 30007 })).to.equal('clock_skew');
    expect(bitmartErrorType({ code: 30017 })).to.equal('rate_limit');
    expect(bitmartErrorType({ code: 40034 })).to.equal('invalid_symbol');
  });

  it('have the class of a range where their code is not listed', () => {
    expect(bitmartErrorType({ code: 50009, status: 400 })).to.equal('invalid_order');
    expect(bitmartErrorType({ code: 40043, status: 400 })).to.equal('invalid_order');
    expect(bitmartErrorType({ code: 53005, status: 403 })).to.equal('auth');
    expect(bitmartErrorType({ code: 59004, status: 200 })).to.equal('exchange_unavailable');
  });

  it('have a class by status or socket where there is no code', () => {
    expect(bitmartErrorType({ status: 502 })).to.equal('exchange_unavailable');
    expect(bitmartErrorType({ error: { code: 'ECONNRESET' } })).to.equal('network');
    expect(bitmartErrorType({ code: 12345, status: 200 })).to.equal('unknown');
  });
});
