import { expect } from 'chai';
import { binanceErrorType } from '../../instrumentation/exchanges/binance/error-codes.js';
import { bitgetErrorType } from '../../instrumentation/exchanges/bitget/error-codes.js';
import { bybitErrorType } from '../../instrumentation/exchanges/bybit/error-codes.js';
import { okxErrorType } from '../../instrumentation/exchanges/okx/error-codes.js';

/**
 * Codes that were unknown, or of another class than what the exchange means by them and than the same
 * code has through ccxt: lack of funds in Bitget's unified account and on Bybit, above all.
 */
describe('codes that an exchange gives a meaning of their own', () => {
  const classes = {
    binance: [
      binanceErrorType,
      {
        auth: [-1005, -1011, -1099, -2008],
        clock_skew: [-5028],
        invalid_order: [-20130, -20195, -20204],
        invalid_symbol: [-20121],
        order_not_found: [-20124],
        rejected: [-1112, -4112, -4117, -4118, -4140, -4142, -4192, -5026, -5027, -5041, -20198],
      },
    ],
    bitget: [
      bitgetErrorType,
      {
        clock_skew: [30014],
        insufficient_funds: [25202, 25203],
        invalid_order: [43006, 50017],
        order_not_found: [22001, 25204, 43020, 43025],
        rate_limit: [30006],
        rejected: [25227, 40024, 40889, 40891],
      },
    ],
    bybit: [
      bybitErrorType,
      {
        exchange_unavailable: [170234],
        insufficient_funds: [110044, 170034],
        invalid_symbol: [170221],
        rejected: [110016, 170201, 170209, 170226, 170241],
      },
    ],
    okx: [
      okxErrorType,
      {
        auth: [60032],
        invalid_order: [51090, 51408, 60018],
        invalid_symbol: [51012],
        rate_limit: [60023],
        rejected: [50017, 51021, 54008, 54094],
      },
    ],
  } as const;

  for (const [exchange, [typeOf, codes]] of Object.entries(classes)) {
    it(`are classed as ${exchange} means them, whatever the HTTP status`, () => {
      for (const [errorType, list] of Object.entries(codes)) {
        for (const code of list) {
          expect(typeOf({ code, status: 400 }), String(code)).to.equal(errorType);
        }
      }
    });
  }
});
