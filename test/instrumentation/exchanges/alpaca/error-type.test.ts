import { expect } from 'chai';
import type { FaultFacts } from '../../../../instrumentation/core/errors/fault-facts.js';
import { alpacaErrorType } from '../../../../instrumentation/exchanges/alpaca/error-type.js';

describe('the classes of Alpaca failures', () => {
  const cases: readonly [facts: FaultFacts, message: string | undefined, errorType: string][] = [
    [{ code: 40310000, status: 403 }, 'insufficient buying power', 'insufficient_funds'],
    [{ code: '40310000', status: 403 }, 'insufficient balance for BTC', 'insufficient_funds'],
    [{ code: 40310000, status: 403 }, 'insufficient qty available for order', 'insufficient_funds'],
    [{ code: 40310000, status: 403 }, 'account is restricted to liquidation only', 'rejected'],
    [{ code: 40310000, status: 403 }, undefined, 'rejected'],
    [{ code: 40310100, status: 403 }, 'trade denied due to pattern day trading', 'rejected'],
    [{ code: 42210000, status: 422 }, 'asset "NONE" not found', 'invalid_symbol'],
    [{ code: 40010001, status: 422 }, 'could not find asset "NONE"', 'invalid_symbol'],
    [{ code: 42210000, status: 422 }, 'limit price is required', 'invalid_order'],
    [{ code: 40010001, status: 422 }, 'client_order_id must be unique', 'invalid_order'],
    [{ code: 40010000, status: 400 }, 'request body format is invalid', 'invalid_order'],
    [{ code: 40410000, status: 404 }, 'asset AAPL not found', 'order_not_found'],
    [{ code: 40110000, status: 401 }, 'request is not authorized', 'auth'],
    [{ status: 403 }, 'forbidden.', 'auth'],
    [{ code: 42910000, status: 429 }, 'rate limit exceeded', 'rate_limit'],
    [{ status: 429 }, undefined, 'rate_limit'],
    [{ code: 50010000, status: 500 }, undefined, 'exchange_unavailable'],
    [{ status: 504 }, undefined, 'timeout'],
    [{ error: { code: 'ECONNREFUSED' } }, 'insufficient nothing', 'network'],
    [{ error: { cause: { name: 'AbortError' } } }, undefined, 'timeout'],
    [{ error: 'thrown text' }, undefined, 'unknown'],
  ];
  for (const [facts, message, errorType] of cases) {
    const told = `${String(facts.code ?? facts.status ?? 'no answer')}: ${message ?? 'no message'}`;
    it(`has ${errorType} for ${told}`, () => {
      expect(alpacaErrorType(facts, message)).to.equal(errorType);
    });
  }
});
