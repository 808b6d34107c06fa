import { TOKEN } from '../../integration/preload/bot.js';
import type { OrderCommand } from './commands.js';
import { eventually } from './eventually.js';
import type { Desk } from './stack.js';
import { streamsOpen } from './streams-open.js';
import { tradeOneRound } from './trading-round.js';

/** How many messages of one stream the bot has measured when the second scene ends, at least. */
const MESSAGES = 10;
const LONG: OrderCommand = {
  venue: 'usdm',
  symbol: 'BTC/USDT:USDT',
  type: 'market',
  side: 'buy',
  amount: 1.5,
};

/** What the bot meets before anybody looks: all kinds of orders, a broken stream, a loss. */
export async function early({ bot, exchange }: Desk): Promise<void> {
  await bot.tell('record', 'by hand');
  exchange.prices.set('BTCUSDT', '60000');
  await bot.tell('follow', 'usdm fills');
  await bot.tell('follow', 'spot trades');
  await streamsOpen(exchange, 2);
  await tradeOneRound({ bot, exchange });
  await bot.tell('place', [LONG]);
  exchange.prices.set('BTCUSDT', '57000');
  await bot.tell('positions');
  exchange.dropSockets();
  await streamsOpen(exchange, 0);
  await tradeOneRound({ bot, exchange });
  await bot.tell('tilt', 80.5);
}

/** What happens while everybody looks: more orders, messages on a stream, a greater loss. */
export async function late({ bot, exchange }: Desk): Promise<void> {
  await tradeOneRound({ bot, exchange });
  await bot.tell('follow', 'spot trades');
  await streamsOpen(exchange, 1);
  let price = 54_000;
  // A stream that is open is not yet subscribed to, so the first prices may be nobody's.
  await eventually('the messages', async () => {
    price -= 10;
    exchange.prices.set('BTCUSDT', String(price));
    return (await heard(bot.endpoint)) >= MESSAGES || undefined;
  });
  await bot.tell('positions');
}

/** How many messages the bot has measured of the stream that it follows. */
async function heard(endpoint: string): Promise<number> {
  const headers = { authorization: `Bearer ${TOKEN}` };
  const text = await (await fetch(endpoint, { headers })).text();
  const stream =
    /^genesis_websocket_latency_ms_count\{exchange="binance",channel="trades"\} (\d+)$/m;
  return Number(stream.exec(text)?.[1] ?? 0);
}
