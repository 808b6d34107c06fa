import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { Bot } from '../../integration/preload/bot.js';
import type { DrivenBot } from '../support/driven-bot.js';
import { eventually } from '../support/eventually.js';
import { streamsFollowed } from '../support/streams-open.js';

const LIFETIME_MS = 120_000;
/** How far the exchange's clock is ahead while an order fails for it. */
const AHEAD_MS = 30_000;

/** Two orders that are filled, one beyond the balance, and then a clock that is wrong. */
export async function trade(exchange: PaperExchange, bot: DrivenBot): Promise<void> {
  const order = { venue: 'spot', symbol: 'BTC/USDT', type: 'market', side: 'buy' } as const;
  const small = { ...order, amount: 0.001 };
  await bot.tell('place', [small, small, { ...order, amount: 500 }]);
  await bot.tell('follow', 'spot trades');
  await streamsFollowed(exchange, 1);
  exchange.faults.set({ kind: 'clock-skew', ms: AHEAD_MS });
  exchange.prices.set('BTCUSDT', 60_001);
  await bot.tell('place', [small]);
}

/** A bot that does not trade, and where its endpoint is. */
export interface IdleBot {
  readonly address: string;
  kill(): void;
  /** Stops its process, so that nothing of it answers any more. */
  freeze(): void;
}

export async function idleBot(env: Readonly<Record<string, string>> = {}): Promise<IdleBot> {
  const options = { env: { OTEL_LOG_LEVEL: 'info', ...env }, timeoutMillis: LIFETIME_MS };
  const bot = new Bot('waiting.cjs', options);
  const kill = (): void => bot.kill('SIGKILL');
  // One that is stopped would outlive this process, and never notice.
  process.once('exit', kill);
  const [, address = ''] = await bot.says(/metrics at http:\/\/([^/]+)/);
  await eventually('its endpoint to answer', async () => {
    return (await fetch(`http://${address}/-/ready`)).ok || undefined;
  });
  return { address, kill, freeze: () => bot.kill('SIGSTOP') };
}
