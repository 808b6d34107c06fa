import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { until } from '../../examples/paper-exchange/support.js';
import type { Call, DrivenBot } from './driven-bot.js';

/** How many private connections the exchange has, or sockets of an API that subscribed. */
const subscriptions = (exchange: PaperExchange): number =>
  exchange.journal
    .of('request')
    .filter(({ path, outcome }) => /^userDataStream\.subscribe/.test(path) && outcome === 'ok')
    .length +
  exchange.journal
    .of('connection')
    .filter(({ channel, event }) => channel === 'private' && event === 'open').length;

/** Makes calls that begin a private stream, and waits until the exchange has it. */
export async function follow(bot: DrivenBot, exchange: PaperExchange, calls: readonly Call[]) {
  const before = subscriptions(exchange);
  for (const one of calls) await bot.calls([one]);
  await until(() => subscriptions(exchange) > before, 'a private stream');
}
