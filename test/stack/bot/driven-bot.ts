/** A bot that does what its parent tells it, so that a test knows what there is to be measured. */
import { existsSync } from 'node:fs';
import ccxt from 'ccxt';
import type { MetricKey } from 'genesis-otel';
import { CATALOGUE, currentGenesis, METRIC_KEYS } from 'genesis-otel';
import { ccxtOptions } from '../../../examples/paper-exchange/ccxt-options.js';
import type {
  Commands,
  OrderCommand,
  OrderReport,
  Request,
  Stream,
  TradePlan,
} from '../support/commands.js';

const { pro } = ccxt;
const url = process.env['PAPER_EXCHANGE_URL'] ?? '';
const optionsOf = (from: typeof pro.binance | typeof pro.binanceusdm, venue: 'spot' | 'usdm') =>
  ({ ...ccxtOptions(from, { url, venue }), rateLimit: 1 }) as object;

const spot = new pro.binance(optionsOf(pro.binance, 'spot'));
const usdm = new pro.binanceusdm(optionsOf(pro.binanceusdm, 'usdm'));
const clients = { spot, usdm };

const STREAMS: Readonly<Record<Stream, () => Promise<unknown>>> = {
  'spot trades': () => spot.watchTrades('BTC/USDT'),
  'usdm trades': () => usdm.watchTrades('BTC/USDT:USDT'),
  'usdm fills': () => usdm.watchMyTrades(),
};

async function placeOne(order: OrderCommand): Promise<OrderReport> {
  const { venue, symbol, type, side, amount, price } = order;
  const startedAt = performance.now();
  const error = await clients[venue].createOrder(symbol, type, side, amount, price).then(
    () => undefined,
    (fault: unknown) => (fault instanceof Error ? fault.name : 'unknown'),
  );
  const milliseconds = performance.now() - startedAt;
  return error === undefined ? { milliseconds } : { milliseconds, error };
}

async function tradeForever({ orders, everyMs }: TradePlan): Promise<never> {
  for (;;) {
    for (const order of orders) {
      await placeOne(order);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}

/** Sleeps and looks, sleeps and looks, without a turn of the event loop; a parent that died ends it too. */
function blockUntil(file: string): void {
  const nobodyWakesIt = new Int32Array(new SharedArrayBuffer(4));
  const parent = process.ppid;
  while (!existsSync(file) && process.ppid === parent) Atomics.wait(nobodyWakesIt, 0, 0, 100);
}

async function followUntilItBreaks(watch: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await watch();
    } catch {
      return;
    }
  }
}

/** Small enough for the lowest bucket, in the middle, and above the highest. */
const VALUES = [0.0007, 0.3, 7_000.25];

function recordTo(key: MetricKey, label: string): void {
  const instrument = currentGenesis()?.instruments[key];
  const { labels, optionalLabels } = CATALOGUE[key];
  const attributes = Object.fromEntries(
    [...labels, ...optionalLabels].map((name) => [name, label]),
  );
  for (const value of VALUES) {
    if (instrument !== undefined && 'add' in instrument) instrument.add(value, attributes);
    else instrument?.record(value, attributes);
  }
}

const commands: Commands = {
  place: async (orders) => {
    const reports: OrderReport[] = [];
    for (const order of orders) reports.push(await placeOne(order));
    return reports;
  },
  trade: async (plan) => {
    void tradeForever(plan);
  },
  block: async (untilFile) => {
    setTimeout(blockUntil, 100, untilFile);
  },
  follow: async (stream) => {
    void followUntilItBreaks(STREAMS[stream]);
  },
  positions: async () => {
    await usdm.fetchPositions();
  },
  tilt: async (score) => {
    currentGenesis()?.collector.updateTiltScore(score);
  },
  record: async (label) => {
    for (const key of METRIC_KEYS) recordTo(key, label);
  },
};

async function obey({ id, command, argument }: Request): Promise<void> {
  try {
    const run = commands[command] as (argument: unknown) => Promise<unknown>;
    process.send?.({ id, result: await run(argument) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
}

async function main(): Promise<void> {
  await Promise.all([spot.loadMarkets(), usdm.loadMarkets()]);
  process.on('message', (request: Request) => void obey(request));
  const endpoint = await currentGenesis()?.endpoint();
  process.send?.({ result: endpoint?.url });
}

process.once('disconnect', () => process.exit(0));

main().catch((error: unknown) => {
  process.stderr.write(`driven bot: ${String(error)}\n`);
  process.exit(1);
});
