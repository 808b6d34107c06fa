import { expect } from 'chai';
import { ccxtErrorType } from '../../../instrumentation/ccxt/error-type.js';
import type { ErrorType } from '../../../lib/collector/order-event.js';
import { ERROR_TYPES } from '../../../lib/collector/order-event.js';

type ErrorClasses = Record<string, new (message: string) => Error>;

const EXPECTED: Record<string, ErrorType> = {
  InsufficientFunds: 'insufficient_funds',
  InvalidOrder: 'invalid_order',
  OrderImmediatelyFillable: 'invalid_order',
  DuplicateOrderId: 'invalid_order',
  ArgumentsRequired: 'invalid_order',
  BadRequest: 'invalid_order',
  NotSupported: 'invalid_order',
  BadSymbol: 'invalid_symbol',
  OrderNotFound: 'order_not_found',
  AuthenticationError: 'auth',
  PermissionDenied: 'auth',
  AccountSuspended: 'auth',
  InvalidNonce: 'clock_skew',
  ChecksumError: 'exchange_unavailable',
  RateLimitExceeded: 'rate_limit',
  DDoSProtection: 'rate_limit',
  RequestTimeout: 'timeout',
  NetworkError: 'network',
  ExchangeNotAvailable: 'exchange_unavailable',
  OnMaintenance: 'exchange_unavailable',
  OperationFailed: 'exchange_unavailable',
  NullResponse: 'exchange_unavailable',
  OperationRejected: 'rejected',
  MarketClosed: 'rejected',
  NoChange: 'rejected',
  ExchangeError: 'unknown',
  InvalidAddress: 'unknown',
};

describe('error types of ccxt', () => {
  let builds: Record<string, ErrorClasses>;

  before(async () => {
    const esm = (await import('ccxt')) as unknown as ErrorClasses;
    builds = { CommonJS: require('ccxt') as ErrorClasses, ESM: esm };
  });

  it('come from the class name, in both builds', () => {
    for (const [build, classes] of Object.entries(builds)) {
      for (const [name, errorType] of Object.entries(EXPECTED)) {
        const ErrorClass = classes[name];
        expect(ErrorClass, `${build} ${name}`).to.be.a('function');
        if (ErrorClass !== undefined) {
          expect(ccxtErrorType(new ErrorClass('x')), `${build} ${name}`).to.equal(errorType);
        }
      }
    }
  });

  it('cover every error class that ccxt exports', () => {
    const isErrorClass = (value: unknown): boolean =>
      typeof value === 'function' && value.prototype instanceof Error;
    const classes = Object.entries(builds['CommonJS'] ?? {}).filter(([, value]) =>
      isErrorClass(value),
    );
    expect(classes).to.have.lengthOf.above(30);
    for (const [name, ErrorClass] of classes) {
      expect(ERROR_TYPES, name).to.include(ccxtErrorType(new ErrorClass('x')));
    }
  });

  it('count a class that a later ccxt adds as its nearest ancestor', () => {
    const { InsufficientFunds } = builds['CommonJS'] as ErrorClasses;
    class MarginTooLow extends (InsufficientFunds as new (message: string) => Error) {
      override name = 'MarginTooLow';
    }
    expect(ccxtErrorType(new MarginTooLow('x'))).to.equal('insufficient_funds');
  });

  const strange: [string, unknown, ErrorType][] = [
    ['a socket error', Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'network'],
    ['a socket timeout', Object.assign(new Error('x'), { code: 'ETIMEDOUT' }), 'timeout'],
    ['undici', Object.assign(new Error('x'), { code: 'UND_ERR_SOCKET' }), 'network'],
    [
      'undici headers timeout',
      Object.assign(new Error('x'), { code: 'UND_ERR_HEADERS_TIMEOUT' }),
      'timeout',
    ],
    ['a TypeError', new TypeError('x'), 'unknown'],
    ['a thrown string', 'boom', 'unknown'],
    ['undefined', undefined, 'unknown'],
    ['a name that is on Object.prototype', { name: 'toString' }, 'unknown'],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          get() {
            throw new Error('no');
          },
        },
      ),
      'unknown',
    ],
  ];
  for (const [what, error, errorType] of strange) {
    it(`are ${errorType} for ${what}`, () => expect(ccxtErrorType(error)).to.equal(errorType));
  }
});
