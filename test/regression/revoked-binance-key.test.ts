import ccxt from 'ccxt';
import { expect } from 'chai';
import { ccxtErrorType } from '../../instrumentation/ccxt/error-type.js';

const URL = 'https://api.binance.com/api/v3/order';

/** What ccxt itself makes of an answer with this code, for a key that has worked before. */
function errorOf(code: number): unknown {
  const client = new ccxt.binance({ options: { hasAlreadyAuthenticatedSuccessfully: true } });
  const answer = { code, msg: 'Invalid API-key, IP, or permissions for action.' };
  try {
    client.handleErrors(401, '', URL, 'POST', {}, JSON.stringify(answer), answer, {}, '');
  } catch (error) {
    return error;
  }
  throw new Error('ccxt took the answer for an order');
}

// ccxt takes a key that is refused after it has worked for a key that asks too often. It was counted
// as that, and the alert that wakes a trader for a revoked key did not ring.
describe('a key of Binance that is revoked while the bot runs', () => {
  it('is still one that ccxt gives the class of too many requests', () => {
    expect((errorOf(-2015) as Error).name).to.equal('DDoSProtection');
  });

  it('counts as a matter of keys', () => {
    expect(ccxtErrorType(errorOf(-2015))).to.equal('auth');
  });

  it('leaves too many requests what they are', () => {
    expect(ccxtErrorType(errorOf(-1003))).to.equal('rate_limit');
  });
});
