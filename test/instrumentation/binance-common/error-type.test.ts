import { expect } from 'chai';
import { commonErrorType } from '../../../instrumentation/binance-common/error-type.js';

/** As releases before 2.3 throw it, and as later ones do. */
function badRequest(message: string, code?: number): Error {
  const own = { name: 'BadRequestError', ...(code === undefined ? {} : { code }) };
  return Object.assign(new Error(message), own);
}

describe('errors of @binance/common', () => {
  it('are classed by the code where they have one, whatever they say', () => {
    expect(commonErrorType(badRequest('Invalid symbol.', -2019))).to.equal('insufficient_funds');
  });

  for (const [sentence, errorType] of [
    ['Account has insufficient balance for requested action.', 'insufficient_funds'],
    ['Margin is insufficient.', 'insufficient_funds'],
    ['Invalid symbol.', 'invalid_symbol'],
    ['Timestamp for this request is outside of the recvWindow.', 'clock_skew'],
    ['Invalid API-key, IP, or permissions for action.', 'auth'],
    ['Unknown order sent.', 'order_not_found'],
    ['Market is closed.', 'rejected'],
    ['Order cancel-replace failed.', 'rejected'],
    ['Filter failure: PRICE_FILTER', 'invalid_order'],
  ] as const) {
    it(`without a code, “${sentence}” is ${errorType}`, () => {
      expect(commonErrorType(badRequest(sentence))).to.equal(errorType);
    });
  }
});
