/**
 * A small bot that trades on the paper exchange with the real ccxt. It knows nothing of metrics:
 * the preload sees its orders. Only the tilt score, which no exchange can know, is told by hand.
 */
import ccxt from 'ccxt';
import { currentGenesis } from 'genesis-otel';
import { ccxtOptions } from '../paper-exchange/ccxt-options.js';
import { hasParentPipe } from '../paper-exchange/parent-pipe.js';

const url = process.env['PAPER_EXCHANGE_URL'];
if (url === undefined) throw new Error('PAPER_EXCHANGE_URL is not set');

const spot = new ccxt.pro.binance(ccxtOptions(ccxt.pro.binance, { url, venue: 'spot' }) as object);
const usdm = new ccxt.pro.binanceusdm(
  ccxtOptions(ccxt.pro.binanceusdm, { url, venue: 'usdm' }) as object,
);

type Exchange = typeof spot | typeof usdm;

const PAUSE_MS = 250;
let losses = 0;

async function main(): Promise<void> {
  await Promise.all([spot.loadMarkets(), usdm.loadMarkets()]);
  await Promise.all([
    forever(() => spot.watchTrades('BTC/USDT')),
    forever(() => usdm.watchTrades('BTC/USDT:USDT')),
    forever(() => spot.watchOrders()),
    forever(() => usdm.watchMyTrades().then(feelTheFills)),
    forever(() => usdm.fetchPositions(), 2_000),
    forever(() => tradeSpot(), PAUSE_MS),
    forever(() => tradeFutures(), PAUSE_MS),
    forever(() => blunder(), 3_000),
  ]);
}

/** Repeats a step for as long as the bot lives. A failed order is a fact of life, not the end of the bot. */
async function forever(step: () => Promise<unknown>, pauseMs = 0): Promise<void> {
  for (;;) {
    try {
      await step();
    } catch {
      await pause(PAUSE_MS);
    }
    if (pauseMs > 0) await pause(pauseMs);
  }
}

/** Buys and sells small amounts around the price, half of them as limit orders near the market. */
async function tradeSpot(): Promise<void> {
  await tradeOn(spot, 'BTC/USDT', 0.002);
}

async function tradeFutures(): Promise<void> {
  await tradeOn(usdm, 'BTC/USDT:USDT', 0.02);
}

async function tradeOn(exchange: Exchange, symbol: string, amount: number): Promise<void> {
  const side = Math.random() < 0.5 ? 'buy' : 'sell';
  const roll = Math.random();
  if (roll < 0.5) {
    await exchange.createOrder(symbol, 'market', side, amount);
    return;
  }
  const price = await lastPrice(exchange, symbol);
  const nearby = price * (side === 'buy' ? 0.9995 : 1.0005);
  const order = await exchange.createOrder(symbol, 'limit', side, amount, nearby);
  if (roll > 0.8 && order.id !== undefined) await exchange.cancelOrder(order.id, symbol);
}

async function lastPrice(exchange: Exchange, symbol: string): Promise<number> {
  const ticker = await exchange.fetchTicker(symbol);
  return ticker.last ?? 0;
}

/** Bots make mistakes: an order far beyond the balance, and a market that does not exist. */
async function blunder(): Promise<void> {
  await usdm.createOrder('BTC/USDT:USDT', 'market', 'buy', 500).catch(() => undefined);
  await spot.createOrder('NOPE/USDT', 'market', 'buy', 1).catch(() => undefined);
}

/** Tilt: how frustrated somebody with this run of losses would be. */
function feelTheFills(fills: readonly { info?: { rp?: string } }[]): void {
  for (const fill of fills) {
    const realized = Number(fill.info?.rp ?? 0);
    if (realized < 0) losses += 1;
    if (realized > 0) losses = Math.max(0, losses - 2);
  }
  currentGenesis()?.collector.updateTiltScore(Math.min(100, losses * 10));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The sockets end with the process; ccxt's close() would reject promises that nobody awaits. */
function stop(): void {
  process.exit(0);
}

process.once('SIGTERM', stop);
// The demo is gone. In a container there is none, and nothing to read.
if (hasParentPipe()) process.stdin.once('end', stop).resume();

main().catch((error: unknown) => {
  process.stderr.write(`bot: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
