/**
 * A bot that, told to, trades so that every metric of the catalogue has a series, and is quiet
 * otherwise. What no paper exchange gives it records by hand.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { metrics, trace } from '@opentelemetry/api';
import { currentGenesis, type Genesis, startGenesis } from 'genesis-otel';
import { ccxtOptions } from '../../../examples/paper-exchange/ccxt-options.js';

const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';
const EXCHANGE = 'handmade';
const ORDER = { exchange: EXCHANGE, symbol: SPOT, side: 'buy', type: 'limit' };

const workers: Worker[] = [];

/** Loading ccxt takes seconds, and only those that trade need it. */
function clients() {
  const ccxt = require('ccxt') as typeof import('ccxt');
  const url = process.env['PAPER_EXCHANGE_URL'] ?? '';
  const { binance, binanceusdm } = ccxt.pro;
  const spot = new binance(ccxtOptions(binance, { url, venue: 'spot' }) as object);
  const usdm = new binanceusdm(ccxtOptions(binanceusdm, { url, venue: 'usdm' }) as object);
  return { spot, usdm };
}

/** Orders that fill, rest and fail on two venues, positions, streams. Prices have to move meanwhile. */
async function trade(): Promise<void> {
  const { spot, usdm } = clients();
  await Promise.all([spot.loadMarkets(), usdm.loadMarkets()]);
  await Promise.all([spot.fetchTime(), usdm.fetchTime()]);
  await Promise.all([spot.watchTrades(SPOT), usdm.watchTrades(SWAP)]);
  const fills = usdm.watchMyTrades();
  await usdm.createOrder(SWAP, 'market', 'buy', 0.02);
  await usdm.createOrder(SWAP, 'market', 'sell', 0.01);
  await fills;
  await usdm.fetchPositions();
  await spot.createOrder(SPOT, 'market', 'buy', 0.002);
  await spot.createOrder(SPOT, 'limit', 'buy', 0.002, 20_000);
  await usdm.createOrder(SWAP, 'market', 'buy', 5_000).catch(() => undefined);
  await spot.createOrder('NOPE/USDT', 'market', 'buy', 1).catch(() => undefined);
}

function recordByHand({ collector }: Genesis): void {
  collector.recordOrder(ORDER);
  collector.recordOrderFailure(ORDER);
  collector.recordThrottleWait(0.0731, { exchange: EXCHANGE });
  collector.recordWebsocketPing(0.0123, { exchange: EXCHANGE });
  collector.recordWebsocketLatency(-3, { exchange: EXCHANGE });
  collector.updateTiltScore(41.5);
  collector.updateTiltScore(Number.NaN);
}

/** Instruments of the bot's own, with attributes of every kind. */
function recordOwn(): void {
  const meter = metrics.getMeter('parity-bot', '1.0.0');
  const attributes = { 'strategy.name': 'grid "7"\\\n', _level: 3, ratio: 0.5, dry: false, ü: 'ü' };
  meter.createCounter('bot.decisions', { unit: '{decision}' }).add(2, attributes);
  meter.createUpDownCounter('bot.open_orders', { unit: '{order}' }).add(-1.5, attributes);
  meter.createGauge('bot.spread_ratio', { unit: '1' }).record(1e-7, attributes);
  const thinking = meter.createHistogram('bot.thinking_seconds', { unit: 's' });
  for (const seconds of [0, 5, 7_500, 1e9]) thinking.record(seconds, attributes);
  meter
    .createObservableCounter('bot.ticks', { unit: '{tick}' })
    .addCallback((result) => result.observe(7, attributes));
}

/** Orders of different durations, each in a span of its own; the last one of a kind is not. */
async function tradeInSpans({ collector }: Genesis): Promise<void> {
  const tracer = trace.getTracer('parity-bot');
  const { usdm } = clients();
  await usdm.loadMarkets();
  await tracer.startActiveSpan('decide', async (span) => {
    await usdm.createOrder(SWAP, 'market', 'buy', 0.01);
    span.end();
  });
  for (const seconds of [0.0004, 0.03, 0.07, 3, 42]) {
    tracer.startActiveSpan('decide', (span) => {
      collector.recordOrder(ORDER);
      collector.recordExecutionTime(seconds, { exchange: EXCHANGE, type: 'limit' });
      span.end();
    });
  }
  collector.recordExecutionTime(0.031, { exchange: EXCHANGE, type: 'limit' });
}

/** Trades in a thread of its own, and is there until it is told to end. */
async function startWorker(): Promise<void> {
  const worker = new Worker(__filename);
  workers.push(worker);
  await once(worker, 'message');
}

async function endWorker(): Promise<void> {
  const worker = workers.pop();
  worker?.postMessage('end');
  if (worker !== undefined) await once(worker, 'exit');
}

function tradeInWorker(): void {
  const { collector } = startGenesis();
  collector.recordOrder(ORDER);
  collector.recordOrder({ ...ORDER, symbol: 'XRP/USDT' });
  collector.recordExecutionTime(0.03, { exchange: EXCHANGE, type: 'limit' });
  // What was announced is on its way before this.
  parentPort?.postMessage('traded');
  parentPort?.once('message', () => process.exit(0));
}

/** Until a file is there: nothing else of this thread gets a turn. */
function hang(): void {
  process.stdout.write('hangs\n');
  while (!existsSync(process.env['BOT_HANGS_UNTIL'] ?? '')) {
    // Not a turn of the loop.
  }
}

async function main(genesis: Genesis): Promise<void> {
  const endpoint = await genesis.endpoint();
  process.stdout.write(`endpoint ${endpoint?.url}\n`);
  const commands: Readonly<Record<string, () => unknown>> = {
    trade,
    'record by hand': () => {
      recordByHand(genesis);
      recordOwn();
    },
    order: () => genesis.collector.recordOrder(ORDER),
    'trade in spans': () => tradeInSpans(genesis),
    flush: () => genesis.forceFlush(),
    hang,
    'start worker': startWorker,
    'end worker': endWorker,
  };
  for await (const line of createInterface(process.stdin)) {
    await commands[line]?.();
    process.stdout.write(`did ${line}\n`);
  }
  // The streams of its clients would keep it.
  process.exit(0);
}

const genesis = currentGenesis();
if (!isMainThread) {
  tradeInWorker();
} else if (genesis !== undefined) {
  main(genesis).catch((error: unknown) => {
    process.stderr.write(`parity bot: ${String(error)}\n`);
    process.exit(1);
  });
}
