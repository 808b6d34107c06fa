/**
 * A client that genesis-otel does not know (`house-client.ts`), instrumented in one call. Start the
 * paper exchange first, which stands for the client's exchange:
 *
 *     node dist/examples/paper-exchange/main.js --port 4000
 *     HOUSE_URL=http://127.0.0.1:4000 \
 *       node --env-file=examples/.env.example dist/examples/custom-client.js
 */
import { instrumentExchangeClient, startGenesis } from 'genesis-otel';
import type { Ticket } from './house-client.js';
import { HouseClient } from './house-client.js';

const genesis = startGenesis({ serviceName: 'house-bot' });
const key = process.env['HOUSE_KEY'] ?? 'a-key-of-the-house';
const client = new HouseClient({ url: process.env['HOUSE_URL'] ?? 'http://127.0.0.1:4000', key });

/** The client's own words for what genesis-otel asks. */
const orderOf = ({ market, way, limit }: Ticket) => ({
  ...{ symbol: market, side: way, type: limit === undefined ? 'market' : 'limit' },
});

// The compiler knows the client's methods: a name that is not one of them is an error here, and so is
// a reader that takes other arguments than the method. `buy` and `sell` end in `place`.
const restore = instrumentExchangeClient(client, {
  exchange: 'house',
  methods: {
    place: {
      operation: 'create',
      orders: orderOf,
      isDryRun: (_ticket, checkOnly) => checkOnly === true,
    },
    placeMany: {
      operation: 'create',
      orders: (tickets) => tickets.map(orderOf),
      failures: (answers) =>
        answers.map((answer) => ('refusedWith' in answer ? { code: answer.refusedWith } : null)),
    },
    withdraw: { operation: 'cancel' },
    executions: {
      fills: (executions) =>
        executions.map(({ id, market, way, at, profit }) => ({
          ...{ id, symbol: market, side: way, time: at, realizedPnl: profit },
        })),
    },
    holdings: {
      positions: (holdings) => ({
        speaksOf: 'account',
        positions: holdings.map(({ market, amount, floatingProfit }) => ({
          symbol: market,
          side: amount.startsWith('-') ? 'short' : 'long',
          size: amount,
          unrealizedPnl: floatingProfit,
        })),
      }),
    },
    time: { serverTime: (time) => time },
    logOut: { closes: true },
  },
  errors: {
    facts: (error) => {
      const { reason, httpStatus } = error as { reason?: number; httpStatus?: number };
      return { code: reason, status: httpStatus };
    },
    codes: { '-2019': 'insufficient_funds', '-1121': 'invalid_symbol', '-2011': 'order_not_found' },
  },
  account: () => key,
});

/** What a bot may do in a day, and what may go wrong. */
async function trade(): Promise<void> {
  await client.time();
  await client.buy('BTCUSDT', '0.01');
  await client.place({ market: 'BTCUSDT', way: 'buy', amount: '0.01' }, true);
  const far: Ticket = { market: 'BTCUSDT', way: 'buy', limit: '40000', amount: '0.01' };
  const [placed] = await client.placeMany([far, { ...far, market: 'NOSUCH' }]);
  if (placed !== undefined && 'id' in placed) {
    await client.withdraw(placed);
    // Once more, for it is gone now.
    await client.withdraw(placed).catch(() => {});
  }
  await client.buy('BTCUSDT', '5000').catch(() => {});
  await client.buy('BTCUSDT', '0').catch(() => {});
  await look();
}

async function look(): Promise<void> {
  await client.executions('BTCUSDT');
  await client.holdings();
}

/** Says where the metrics are, and goes on with each line that is typed. */
async function main(): Promise<void> {
  await trade();
  const address = await genesis.endpoint();
  process.stdout.write(`holds: ${address?.url}\n`);
  for await (const _line of process.stdin) {
    await client.sell('BTCUSDT', '0.01');
    await look();
    await client.logOut();
    process.stdout.write('sold\n');
  }
  restore();
  await genesis.shutdown();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
