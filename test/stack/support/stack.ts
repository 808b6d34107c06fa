import type {
  PaperExchange,
  PaperExchangeOptions,
} from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { TOKEN } from '../../integration/preload/bot.js';
import { DrivenBot } from './driven-bot.js';
import type { PrometheusOptions } from './prometheus.js';
import { Prometheus } from './prometheus.js';

/** Name of the scrape job that reads the driven bot. */
export const JOB = 'bot';

/** The bot and the exchange that it trades on. */
export type Desk = Pick<Stack, 'exchange' | 'bot'>;

export interface StackOptions {
  readonly exchange?: PaperExchangeOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly prometheus?: PrometheusOptions;
  /** What happens before the first scrape. */
  readonly first?: (desk: Desk) => Promise<void>;
}

/** A quiet exchange, a driven bot that trades on it, and a Prometheus that scrapes the bot. */
export class Stack {
  readonly exchange: PaperExchange;
  readonly bot: DrivenBot;
  readonly prometheus: Prometheus;

  private constructor(exchange: PaperExchange, bot: DrivenBot, prometheus: Prometheus) {
    this.exchange = exchange;
    this.bot = bot;
    this.prometheus = prometheus;
  }

  static async start(options: StackOptions = {}): Promise<Stack> {
    const { env, first, prometheus: server } = options;
    const exchange = await quietExchange(options.exchange);
    let bot: DrivenBot | undefined;
    try {
      bot = await DrivenBot.start({ ...env, PAPER_EXCHANGE_URL: exchange.url });
      await first?.({ exchange, bot });
      const target = new URL(bot.endpoint).host;
      const prometheus = await Prometheus.start([{ name: JOB, target, token: TOKEN }], server);
      const stack = new Stack(exchange, bot, prometheus);
      await stack.scraped();
      return stack;
    } catch (error) {
      await bot?.stop();
      await exchange.close();
      throw error;
    }
  }

  /** Waits for the next good scrape of the bot; see {@link Prometheus.scraped}. */
  scraped(): Promise<number> {
    return this.prometheus.scraped(JOB, true);
  }

  async stop(): Promise<void> {
    await this.bot.stop();
    await Promise.all([this.prometheus.stop(), this.exchange.close()]);
  }
}
