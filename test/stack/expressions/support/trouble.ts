import type { Fault, PaperExchange } from '../../../../examples/paper-exchange/index.js';
import type { DemoBot } from '../../support/demo-bot.js';
import { eventually } from '../../support/eventually.js';

/** What goes wrong with one order each, and the class that the bot has to make of it. */
const TROUBLES: readonly (readonly [errorType: string, fault: Fault])[] = [
  // Not -2015, which ccxt takes for a ban once a request has been answered.
  ['auth', { kind: 'reject', scope: 'orders', count: 1, code: -2014 }],
  ['clock_skew', { kind: 'reject', scope: 'orders', count: 1, code: -1021 }],
  ['invalid_order', { kind: 'reject', scope: 'orders', count: 1, code: -1013 }],
  ['insufficient_funds', { kind: 'reject', scope: 'orders', count: 1, code: -2010 }],
  ['exchange_unavailable', { kind: 'error', scope: 'orders', count: 1, status: 503 }],
  ['network', { kind: 'truncate', scope: 'orders', count: 1 }],
  ['rate_limit', { kind: 'rate-limit', scope: 'orders', count: 1, retryAfterS: 1 }],
];
/** This takes as long as the bot waits for an answer, so it goes on meanwhile. */
const SLOW_TROUBLE = ['timeout', { kind: 'hang', scope: 'orders', count: 1 }] as const;

/** Lets every kind of fault happen to the bot once, and somebody ask it for metrics with a wrong token. */
export async function stir(exchange: PaperExchange, bot: DemoBot): Promise<void> {
  await fetch(`http://${bot.address}/metrics`, { headers: { authorization: 'Bearer wrong' } });
  const [slow, hang] = SLOW_TROUBLE;
  exchange.faults.set(hang);
  await eventually(
    'an order that hangs',
    () => exchange.faults.get('hang') === undefined || undefined,
  );
  for (const [errorType, fault] of TROUBLES) {
    exchange.faults.set(fault);
    await hasErred(bot, errorType);
  }
  await hasErred(bot, slow);
}

async function hasErred(bot: DemoBot, errorType: string): Promise<void> {
  await eventually(`an error ${errorType}`, async () => {
    const { body } = await bot.metrics();
    return body.includes(`error_type="${errorType}"} `) || undefined;
  });
}
