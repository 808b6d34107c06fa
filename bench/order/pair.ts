import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { nextMessage } from '../next-message.js';
import type { Turn } from './bot.js';
import type { Subject } from './subjects.js';

const BOT = join(__dirname, 'bot.js');
const EXCHANGE = join(__dirname, '../../examples/paper-exchange/main.js');
const SCRAPE_PAUSE_MS = 100;

/** A bot and an exchange of its own: orders add up there, and slow it down. */
export class Pair {
  readonly #exchange: ChildProcess;
  readonly #bot: ChildProcess;
  readonly #port: number;

  private constructor(exchange: ChildProcess, bot: ChildProcess, port: number) {
    this.#exchange = exchange;
    this.#bot = bot;
    this.#port = port;
  }

  static async start(subject: Subject, lines: number): Promise<Pair> {
    const exchange = fork(EXCHANGE, ['--tick-ms', '0'], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const url = await urlOf(exchange);
    const env = { ...process.env, OTEL_LOG_LEVEL: 'none' };
    const bot = fork(BOT, [subject, url, String(lines)], { env });
    const { port } = (await nextMessage(bot)) as { port: number };
    return new Pair(exchange, bot, port);
  }

  /** Places orders, one after the other; their times in milliseconds. */
  async turn(orders: number, isScraped: boolean): Promise<number[]> {
    let isPlacing = true;
    const scrapes = isScraped && this.#port > 0 ? this.#scrapeWhile(() => isPlacing) : undefined;
    this.#bot.send({ orders } satisfies Turn);
    const { times } = (await nextMessage(this.#bot)) as { times: number[] };
    isPlacing = false;
    await scrapes;
    return times;
  }

  /** One at a time: a subject that takes longer over one must not be buried under the next ones. */
  async #scrapeWhile(isPlacing: () => boolean): Promise<void> {
    while (isPlacing()) {
      await scrape(this.#port);
      await pause(SCRAPE_PAUSE_MS);
    }
  }

  async end(): Promise<void> {
    for (const child of [this.#bot, this.#exchange]) {
      child.disconnect();
      await once(child, 'exit');
    }
  }
}

async function urlOf(exchange: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of exchange.stdout ?? []) {
    text += chunk;
    const found = /http:\/\/[\w.:]+/.exec(text);
    if (found !== null) return found[0];
  }
  throw new Error('the paper exchange did not say where it is');
}

async function scrape(port: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  await response.arrayBuffer();
}
