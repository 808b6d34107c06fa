/** A bot that does what its parent tells it, so that a test knows what there is to be measured. */
import ccxt from 'ccxt';
import { currentGenesis } from 'genesis-otel';
import { ccxtOptions } from '../../../examples/paper-exchange/ccxt-options.js';
import type { Commands, OrderCommand, OrderReport, Request, Stream } from '../support/commands.js';

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

async function followUntilItBreaks(watch: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await watch();
    } catch {
      return;
    }
  }
}

const commands: Commands = {
  place: async (orders) => {
    const reports: OrderReport[] = [];
    for (const order of orders) reports.push(await placeOne(order));
    return reports;
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
