import { expect } from 'chai';
import type { Fault, PaperExchange } from '../../../examples/paper-exchange/index.js';
import { last, quietExchange } from '../../examples/paper-exchange/support.js';
import { sumOf } from '../ccxt/support.js';
import type { Bench } from './driven-bot.js';
import {
  BOTS,
  type BotName,
  DrivenBot,
  forEachBot,
  isModern,
  SECRETS,
  seriesKey,
} from './driven-bot.js';

const share = { symbol: 'AAPL', side: 'buy', qty: 1 };
const NOBODY = 'a1fa0000-0000-4000-8000-999999999999';

interface Case {
  readonly errorType: string;
  readonly step?: string;
  readonly argument?: unknown;
  readonly fault?: Fault;
  readonly operation?: string;
  readonly code: number;
}

const reject = (code: number, msg?: string): Fault => ({
  kind: 'reject',
  code,
  count: 1,
  ...(msg === undefined ? {} : { msg }),
});

/** Each failure, caused for real, and the code that the exchange has for it. */
const CASES: readonly Case[] = [
  { errorType: 'insufficient_funds', argument: { ...share, qty: 9000 }, code: 40310000 },
  { errorType: 'invalid_order', argument: { ...share, qty: 0.001 }, code: 42210000 },
  { errorType: 'invalid_order', argument: { ...share, side: 'both' }, code: 40010001 },
  { errorType: 'invalid_symbol', argument: { ...share, symbol: 'NONE' }, code: 42210000 },
  {
    errorType: 'order_not_found',
    step: 'cancel',
    argument: NOBODY,
    operation: 'cancel',
    code: 40410000,
  },
  {
    errorType: 'order_not_found',
    step: 'change',
    argument: { id: NOBODY, limitPrice: '1' },
    operation: 'edit',
    code: 40410000,
  },
  {
    errorType: 'order_not_found',
    step: 'close',
    argument: 'ETHUSD',
    operation: 'close',
    code: 40410000,
  },
  { errorType: 'auth', fault: reject(40110000), code: 40110000 },
  { errorType: 'rejected', fault: reject(40310000, 'account is restricted'), code: 40310000 },
  { errorType: 'rejected', fault: reject(40310100), code: 40310100 },
  { errorType: 'rate_limit', fault: { kind: 'rate-limit', count: 1 }, code: 42910000 },
  { errorType: 'exchange_unavailable', fault: { kind: 'error', count: 1 }, code: 50010000 },
  {
    errorType: 'exchange_unavailable',
    fault: { kind: 'error', status: 503, count: 1 },
    code: 50310000,
  },
  { errorType: 'unknown', fault: reject(45100000), code: 45100000 },
];

const errorsKey = (errorType: string, operation = 'create'): string =>
  seriesKey('genesis_order_errors_total', {
    exchange: 'alpaca',
    operation,
    error_type: errorType,
  });

const outcomeSum = (series: ReadonlyMap<string, number>, outcome: string): number =>
  sumOf(series, 'genesis_order_execution_time_seconds_count', `outcome="${outcome}"`);

/** How much a failure adds: to the errors of its class, and to the times of its outcome. */
async function fails({ bot, exchange }: Bench, one: Case, outcome: string) {
  const before = await bot.metrics();
  if (one.fault !== undefined) exchange.faults.set(one.fault);
  const { error } = await bot.try(one.step ?? 'place', one.argument ?? share);
  exchange.faults.clear();
  const after = await bot.metrics();
  const key = errorsKey(one.errorType, one.operation);
  return {
    error,
    errors: (after.get(key) ?? 0) - (before.get(key) ?? 0),
    allErrors:
      sumOf(after, 'genesis_order_errors_total') - sumOf(before, 'genesis_order_errors_total'),
    times: outcomeSum(after, outcome) - outcomeSum(before, outcome),
  };
}

forEachBot(
  'failures',
  (bench, name) => {
    for (const one of CASES) {
      const { errorType, code, operation = 'create' } = one;
      it(`are of the class ${errorType} where ${operation} is refused with ${code}`, async () => {
        const { error, errors, allErrors, times } = await fails(bench, one, 'failure');
        expect(error).not.to.equal(undefined);
        expect({ errors, allErrors }).to.deep.equal({ errors: 1, allErrors: 1 });
        expect(times).to.equal(operation === 'cancel' ? 0 : 1);
        // A fault of the whole exchange keeps the code that it has for everybody.
        const { kind } = one.fault ?? { kind: 'reject' };
        if (kind === 'reject') expect(last(bench.exchange.journal.orders)).to.include({ code });
      });
    }

    it('are of the class network, and of unknown outcome, where the answer breaks off', async () => {
      const fault = { kind: 'truncate', count: 1 } as const;
      const one = { errorType: 'network', fault, code: 0 };
      const { errors, times } = await fails(bench, one, 'unknown');
      expect({ errors, times }).to.deep.equal({ errors: 1, times: 1 });
      expect(last(bench.exchange.journal.orders)).to.include({ outcome: 'cut' });
    });

    // The 3.x line waits for ever.
    const itIfModern = isModern(name) ? it : () => undefined;

    itIfModern(
      'are of the class timeout, and of unknown outcome, where no answer comes',
      async () => {
        const fault = { kind: 'hang', count: 1 } as const;
        const { errors, times } = await fails(
          bench,
          { errorType: 'timeout', fault, code: 0 },
          'unknown',
        );
        expect({ errors, times }).to.deep.equal({ errors: 1, times: 1 });
        expect(last(bench.exchange.journal.orders)).to.include({ outcome: 'no_answer' });
      },
    );

    it('take the connection with them where the exchange was not there', async () => {
      const key = seriesKey('genesis_connection_status', { exchange: 'alpaca' });
      await bench.bot.do('account');
      expect((await bench.bot.metrics()).get(key)).to.equal(1);
      const fault = { kind: 'error', status: 503 } as const;
      await fails(bench, { errorType: 'exchange_unavailable', fault, code: 0 }, 'failure');
      expect((await bench.bot.metrics()).get(key)).to.equal(0);
      await bench.bot.do('account');
      expect((await bench.bot.metrics()).get(key)).to.equal(1);
    });
  },
  { env: { ALPACA_TIMEOUT: '1000' } },
);

describe('secrets of an Alpaca bot', () => {
  for (const name of Object.keys(BOTS) as BotName[]) {
    it(`leave it nowhere, ${name}`, async () => {
      const exchange: PaperExchange = await quietExchange();
      const env = { ALPACA_TIMEOUT: '1000', OTEL_LOG_LEVEL: 'ALL' };
      const bot = await DrivenBot.start(name, exchange, { env });
      await bot.do('follow');
      await bot.do('watch', 'BTC/USD');
      const { id } = await bot.do('place', { ...share, clientOrderId: 'CANARY-ORDER-77ab' });
      for (const one of CASES) await fails({ bot, exchange }, one, 'failure');
      await fails({ bot, exchange }, { errorType: '', fault: { kind: 'truncate' }, code: 0 }, '');
      await bot.do('positions');
      await bot.do('history');
      exchange.dropSockets();
      const text = await bot.exposition();
      await exchange.close();
      await bot.try('place', share);
      const left = `${text}\n${await bot.exposition()}\n${bot.stderr}`;
      for (const secret of [...Object.values(SECRETS), 'CANARY-ORDER-77ab', String(id)]) {
        expect(left.includes(secret), secret).to.equal(false);
      }
      expect(left).to.include('genesis_orders_total{exchange="alpaca"');
      await bot.stop();
    });
  }
});
