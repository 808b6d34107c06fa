import { trace } from '@opentelemetry/api';
import type ccxtModule from 'ccxt';
import { ccxtOptions } from '../paper-exchange/ccxt-options.js';

/** What pino and winston have in common. */
export interface Log {
  info(message: string): unknown;
  warn(message: string): unknown;
}

type Binance = InstanceType<typeof ccxtModule.binance>;

const SYMBOL = 'BTC/USDT';
const tracer = trace.getTracer('logging-bot');

/** Two decisions, of which the account cannot pay for the second. */
export async function trade(ccxt: typeof ccxtModule, log: Log): Promise<void> {
  const exchange = client(ccxt, log);
  await exchange.loadMarkets();
  for (const amount of [0.01, 500]) await decide(exchange, amount, log);
  log.info('no decision, no span');
}

/**
 * A span of the bot's own. Lines written in it carry its trace, and so does the order's span, which
 * becomes its child: the trace leads from the line to the order, and back.
 */
function decide(exchange: Binance, amount: number, log: Log): Promise<void> {
  return tracer.startActiveSpan('decide', async (span) => {
    log.info(`decided to buy ${amount}`);
    try {
      await exchange.createOrder(SYMBOL, 'market', 'buy', amount);
      log.info('bought');
    } catch (error) {
      log.warn(`refused: ${error instanceof Error ? error.name : typeof error}`);
    } finally {
      span.end();
    }
  });
}

/**
 * A client that writes a line for each of its requests. Those of an order are written while the order's
 * own span is active, whose ids they carry.
 */
function client(ccxt: typeof ccxtModule, log: Log): Binance {
  const url = process.env['PAPER_EXCHANGE_URL'] ?? 'http://127.0.0.1:4000';
  class LoggingBinance extends ccxt.binance {
    override async fetch(url: string, method?: string, headers?: object, body?: string) {
      // Without its query, which is signed.
      log.info(`requests ${method} ${new URL(url).pathname}`);
      return super.fetch(url, method, headers, body);
    }
  }
  return new LoggingBinance(ccxtOptions(ccxt.binance, { url, venue: 'spot' }) as object);
}
