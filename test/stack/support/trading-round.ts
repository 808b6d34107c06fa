import type { Fault } from '../../../examples/paper-exchange/index.js';
import type { OrderCommand, OrderReport } from './commands.js';
import type { Desk } from './stack.js';

/** How long the exchange takes over each order at least. */
export const SLOW_MS = 40;

const buy: OrderCommand = {
  venue: 'spot',
  symbol: 'BTC/USDT',
  type: 'market',
  side: 'buy',
  amount: 0.001,
};
const offer: OrderCommand = { ...buy, type: 'limit', side: 'sell', price: 90_000 };
const long: OrderCommand = { ...buy, venue: 'usdm', symbol: 'ETH/USDT:USDT', amount: 0.01 };
const short: OrderCommand = { ...long, side: 'sell' };
const tooMuch: OrderCommand = { ...long, symbol: 'BTC/USDT:USDT', amount: 500 };

/** Orders, and the fault that the first of them meets. */
const ROUND: readonly (readonly [orders: readonly OrderCommand[], fault?: Fault])[] = [
  [[buy, buy, offer, offer, long, long, long, short]],
  [[tooMuch]],
  [[buy], { kind: 'reject', scope: 'orders', count: 1 }],
  [[short, short], { kind: 'error', status: 503, scope: 'orders', count: 1 }],
  // The exchange takes this one, and the bot never hears.
  [[buy], { kind: 'truncate', scope: 'orders', count: 1 }],
];

/** Orders on both venues that go well, are refused, meet a broken exchange or lose their answer. */
export async function tradeOneRound({ bot, exchange }: Desk): Promise<OrderReport[]> {
  exchange.faults.set({ kind: 'slow', scope: 'orders', ms: SLOW_MS });
  const reports: OrderReport[] = [];
  for (const [orders, fault] of ROUND) {
    if (fault !== undefined) exchange.faults.set(fault);
    reports.push(...(await bot.tell('place', orders)));
  }
  return reports;
}
