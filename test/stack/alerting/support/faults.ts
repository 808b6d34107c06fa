import type { TradingBot } from './trading-bot.js';

/** Something that goes wrong with one bot. */
export interface Fault {
  readonly bot: TradingBot;
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/** The exchange refuses every order: the balance does not cover it. */
const rejected = (bot: TradingBot): Fault => ({
  bot,
  begin: async () => bot.exchange.faults.set({ kind: 'reject', scope: 'orders' }),
  end: async () => bot.exchange.faults.clear(),
});

/** The process is gone from one moment to the next. */
const killed = (bot: TradingBot): Fault => ({
  bot,
  begin: () => bot.kill(),
  end: () => bot.startAgain(),
});

/** The event loop of the bot stands still. */
const blocked = (bot: TradingBot): Fault => ({
  bot,
  begin: () => bot.block(),
  end: async () => bot.unblock(),
});

/** The WebSocket of the bot breaks, and it does not come back by itself. */
const disconnected = (bot: TradingBot): Fault => ({
  bot,
  begin: () => bot.loseStreams(),
  end: () => bot.follow(),
});

/** A fault for each of four bots. */
export const FAULTS = { rejected, killed, blocked, disconnected } as const;
export type FaultName = keyof typeof FAULTS;
