import type { ErrorType } from '../../../lib/collector/order-event.js';

/** What the matrix tells a bot, and what a bot says. */
export interface Task {
  readonly url: string;
  readonly apiKey: string;
}

export function taskOfEnvironment(): Task {
  const { PAPER_EXCHANGE_URL: url = '', BOT_API_KEY: apiKey = '' } = process.env;
  return { url, apiKey };
}

/** What the exchange cannot know: orders that the client refused before a request was sent. */
export interface BotReport {
  readonly refusedLocally: number;
  /** WebSocket messages with an event time that reached the bot, at least. */
  readonly messages: number;
  /** What the bot had to leave out because its client cannot do it yet. */
  readonly leftOut: readonly string[];
  /** The class of each order that was refused, by the exchange or the client, where the bot knows. */
  readonly refused?: readonly ErrorType[];
  /** Whether the bot closes its clients when it is told to; {@link report} fills it in. */
  readonly closes?: boolean;
}

/**
 * Tells the report, and stays for the scrapes until stdin ends.
 * @param close closes the clients; called when a line comes in
 */
export function report(told: BotReport, close?: () => Promise<unknown>): void {
  process.stdout.write(`traded ${JSON.stringify({ ...told, closes: close !== undefined })}\n`);
  process.stdin.once('data', () => void close?.());
}
