import type { Call } from './driven-bot.js';
import type { Failing } from './order-suite.js';

/** What Binance can do to any order, and tells each of its clients. */
export const binanceFaults = (buy: Call): readonly Failing[] => [
  {
    what: 'a clock that is off',
    call: buy,
    errorType: 'clock_skew',
    fault: { kind: 'clock-skew', ms: 600_000 },
  },
  { what: 'too many requests', call: buy, errorType: 'rate_limit', fault: { kind: 'rate-limit' } },
  { what: 'a ban', call: buy, errorType: 'rate_limit', fault: { kind: 'ban' } },
  {
    what: 'a server that fails',
    call: buy,
    errorType: 'exchange_unavailable',
    fault: { kind: 'error' },
  },
  {
    what: 'a server that is overloaded',
    call: buy,
    errorType: 'exchange_unavailable',
    fault: { kind: 'error', status: 503, code: -1008 },
  },
  {
    what: 'a key that is not allowed to trade',
    call: buy,
    errorType: 'auth',
    fault: { kind: 'reject', code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' },
  },
  {
    what: 'a rejection for any other reason',
    call: buy,
    errorType: 'rejected',
    fault: { kind: 'reject', code: -2010, msg: 'Market is closed.' },
  },
];

/** For clients that notice that an answer breaks off. */
export const brokenOff = (buy: Call): Failing => ({
  what: 'an answer that breaks off',
  call: buy,
  errorType: 'network',
  fault: { kind: 'truncate' },
});

/** For clients that are told by Binance whether it knows what became of an order. */
export const unknownFate = (buy: Call): Failing => ({
  what: 'a server that does not know what became of the order',
  call: buy,
  errorType: 'timeout',
  fault: { kind: 'error', status: 503, code: -1007 },
});
