import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import type { Message } from '../../support/otlp/messages.js';
import { OtlpReceiver } from '../../support/otlp/otlp-receiver.js';
import { seriesOf } from '../../support/otlp/prometheus-series.js';
import type { BothPaths } from './compare.js';
import { seriesOfScrape } from './compare.js';
import { ParityBot } from './parity-bot.js';

const MOVE_MS = 20;
const MOST_TRIES = 10;

export const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** A bot, the exchange that it trades on and the receiver that it pushes to. */
export class Desk {
  readonly exchange: PaperExchange;
  readonly receiver: OtlpReceiver;
  readonly bot: ParityBot;

  private constructor(exchange: PaperExchange, receiver: OtlpReceiver, bot: ParityBot) {
    this.exchange = exchange;
    this.receiver = receiver;
    this.bot = bot;
  }

  /** @param env on top of what it takes to push with the protocol */
  static async open(
    protocol: Protocol = 'http/protobuf',
    env: Readonly<Record<string, string>> = {},
  ): Promise<Desk> {
    const exchange = await quietExchange();
    const side = protocol === 'grpc' ? 'grpc' : 'http';
    const receiver = await OtlpReceiver.start({ protocol: side });
    const bot = new ParityBot({
      PAPER_EXCHANGE_URL: exchange.url,
      GENESIS_INITIAL_EQUITY: '10000',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      OTEL_SERVICE_NAME: 'parity-bot',
      GENESIS_ACCOUNT: 'desk-1',
      ...env,
    });
    return new Desk(exchange, receiver, bot);
  }

  async close(): Promise<void> {
    await this.bot.end();
    await this.exchange.close();
    await this.receiver.stop();
  }

  /** Trades while the prices move, so that there are trades to be told; they rest afterwards. */
  async trade(): Promise<void> {
    let price = 60_000;
    const timer = setInterval(() => {
      price += 10;
      this.exchange.prices.set('BTCUSDT', price);
    }, MOVE_MS);
    await this.bot.does('trade').finally(() => clearInterval(timer));
    await this.bot.does('record by hand');
  }

  /** Lets the bot push, and gives what came. */
  async push(): Promise<Message<'metrics'>> {
    const pushes = this.receiver.messages('metrics').length;
    await this.bot.does('flush');
    await this.receiver.waitFor(() => this.receiver.messages('metrics').length > pushes);
    const message = this.receiver.messages('metrics').at(-1);
    if (message === undefined) throw new Error('no metrics came');
    return message;
  }

  /** A scrape, a push and a scrape of a bot that does nothing else. */
  async bothPaths(): Promise<BothPaths & { readonly push: Message<'metrics'> }> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const before = seriesOfScrape(await this.bot.scrape('text'));
      const push = await this.push();
      const after = seriesOfScrape(await this.bot.scrape('OpenMetrics'));
      // A client's own keeping alive may bring a series of its own meanwhile.
      if (before.length === after.length) return { before, push, pushed: seriesOf(push), after };
    }
    throw new Error('the bot was never quiet');
  }
}
