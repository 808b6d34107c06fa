import { expect } from 'chai';
import {
  exchangeErrorType,
  reasonType,
  tradeErrorType,
} from '../../../../instrumentation/exchanges/coinbase/error-codes.js';

describe("Coinbase's failures", () => {
  it('have a class by their reason, in previews too', () => {
    expect(reasonType('INSUFFICIENT_FUND')).to.equal('insufficient_funds');
    expect(reasonType('PREVIEW_INSUFFICIENT_FUND')).to.equal('insufficient_funds');
    expect(reasonType('INVALID_LIMIT_PRICE_POST_ONLY')).to.equal('rejected');
    expect(reasonType('INVALID_LIMIT_PRICE')).to.equal('invalid_order');
    expect(reasonType('PREVIEW_STOP_PRICE_ABOVE_LAST_TRADE_PRICE')).to.equal('invalid_order');
    expect(reasonType('INVALID_PRODUCT_ID')).to.equal('invalid_symbol');
  });

  it('have none where the reason says that it is unknown', () => {
    for (const reason of ['UNKNOWN_FAILURE_REASON', 'toString', '', undefined, 7]) {
      expect(reasonType(reason)).to.equal(undefined);
    }
  });

  it('have a class by status where there is no reason', () => {
    expect(tradeErrorType({ code: 'unknown', status: 404 })).to.equal('order_not_found');
    expect(tradeErrorType({ status: 429 })).to.equal('rate_limit');
    expect(tradeErrorType({ status: 503 })).to.equal('exchange_unavailable');
    expect(tradeErrorType({ error: { code: 'ECONNABORTED' } })).to.equal('timeout');
  });

  it('have a class by sentence at the Exchange API, and by status for all others', () => {
    expect(exchangeErrorType('Insufficient funds', { status: 400 })).to.equal('insufficient_funds');
    expect(exchangeErrorType('request timestamp expired', { status: 400 })).to.equal('clock_skew');
    expect(exchangeErrorType('size is too small', { status: 400 })).to.equal('invalid_order');
    expect(exchangeErrorType('invalid signature', { status: 401 })).to.equal('auth');
  });
});
