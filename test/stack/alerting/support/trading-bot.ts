import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaperExchange } from '../../../../examples/paper-exchange/index.js';
import { startPaperExchange } from '../../../../examples/paper-exchange/index.js';
import type { OrderCommand } from '../../support/commands.js';
import { DrivenBot } from '../../support/driven-bot.js';
import { streamsOpen } from '../../support/streams-open.js';

const BUY: OrderCommand = {
  venue: 'spot',
  symbol: 'BTC/USDT',
  type: 'market',
  side: 'buy',
  amount: 0.001,
};
/** Well within what the exchange allows, and enough for a ratio in the shortest window. */
const PLAN = { orders: [BUY, { ...BUY, side: 'sell' as const }], everyMs: 300 };

/** A bot that buys and sells all the time, on an exchange of its own. */
export class TradingBot {
  readonly exchange: PaperExchange;
  /** `127.0.0.1:port` of its endpoint, which is its `instance` in Prometheus. */
  readonly instance: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'genesis-bot-'));
  readonly #gate = join(this.#folder, 'go-on');
  #process: DrivenBot;

  private constructor(exchange: PaperExchange, process: DrivenBot) {
    this.exchange = exchange;
    this.instance = new URL(process.endpoint).host;
    this.#process = process;
  }

  static async start(): Promise<TradingBot> {
    const exchange = await startPaperExchange();
    try {
      return new TradingBot(exchange, await startTrading(exchange));
    } catch (error) {
      await exchange.close();
      throw error;
    }
  }

  /** Nothing else runs in it from now on, until {@link unblock}. */
  async block(): Promise<void> {
    await this.#process.tell('block', this.#gate);
  }

  unblock(): void {
    writeFileSync(this.#gate, '');
  }

  /** Ends it as the kernel does when there is no memory left. */
  kill(): Promise<void> {
    return this.#process.kill();
  }

  /** Starts it again on the same port. */
  async startAgain(): Promise<void> {
    this.#process = await startTrading(this.exchange, new URL(`http://${this.instance}`).port);
  }

  /** Follows the trades of its symbol until the stream breaks. */
  async follow(): Promise<void> {
    await this.#process.tell('follow', 'spot trades');
    await streamsOpen(this.exchange, 1);
  }

  async loseStreams(): Promise<void> {
    this.exchange.dropSockets();
    await streamsOpen(this.exchange, 0);
  }

  async stop(): Promise<void> {
    this.unblock();
    await this.#process.stop();
    await this.exchange.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function startTrading(exchange: PaperExchange, port = '0'): Promise<DrivenBot> {
  const bot = await DrivenBot.start({
    PAPER_EXCHANGE_URL: exchange.url,
    OTEL_EXPORTER_PROMETHEUS_PORT: port,
  });
  await bot.tell('trade', PLAN);
  return bot;
}
