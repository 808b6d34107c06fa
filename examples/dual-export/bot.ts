/**
 * A bot without a line about telemetry. The preload and one variable do the rest: its figures are
 * served on `/metrics`, and the same are pushed to the collector.
 *
 *     node dist/examples/paper-exchange/main.js --port 4000
 *     PAPER_EXCHANGE_URL=http://127.0.0.1:4000 OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 \
 *       node --require genesis-otel/register dist/examples/dual-export/bot.js
 *
 * Without `PAPER_EXCHANGE_URL` it trades on the test network of `BOT_EXCHANGE`, any that ccxt knows,
 * with `BOT_API_KEY` and `BOT_SECRET`.
 */
import { setTimeout as pause } from 'node:timers/promises';
import ccxt, { type Exchange } from 'ccxt';
import { ccxtOptions } from '../paper-exchange/ccxt-options.js';

const {
  PAPER_EXCHANGE_URL: url,
  BOT_EXCHANGE: name = 'binance',
  BOT_SYMBOL: symbol = 'BTC/USDT',
  BOT_ROUNDS: rounds = 'Infinity',
} = process.env;

function connect(): Exchange {
  if (url !== undefined) {
    return new ccxt.binance(ccxtOptions(ccxt.binance, { url, venue: 'spot' }) as object);
  }
  const Exchange = (ccxt as unknown as Record<string, new (options: object) => Exchange>)[name];
  if (Exchange === undefined) throw new Error(`ccxt knows no exchange ${name}`);
  const { BOT_API_KEY: apiKey, BOT_SECRET: secret } = process.env;
  const exchange = new Exchange({ apiKey, secret });
  exchange.setSandboxMode(true);
  return exchange;
}

/** Buys at the market, bids far below it and takes the bid back, and asks for more than it can pay. */
async function trade(exchange: Exchange): Promise<void> {
  const { last = 0 } = await exchange.fetchTicker(symbol);
  await exchange.createOrder(symbol, 'market', 'buy', 0.01);
  const bid = await exchange.createOrder(symbol, 'limit', 'buy', 0.01, last * 0.9);
  await exchange.cancelOrder(bid.id as string, symbol);
  await exchange.createOrder(symbol, 'market', 'buy', 500).catch(() => {});
}

async function main(): Promise<void> {
  const exchange = connect();
  await exchange.loadMarkets();
  for (let round = 0; round < Number(rounds); round += 1) {
    await trade(exchange);
    await pause(1_000);
  }
  process.stdout.write('done\n');
  process.stdin.resume();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
