import { freePort } from '../../test/support/free-port.js';
import type { SmokeContext, SmokeTest } from './context.js';
import { endsQuietly, isServed, scrapeGuarded, startBot } from './context.js';
import { assertTrades } from './expected-trades.js';

const FLAGS = ['--require', '--import'];
const SYSTEMS = { CommonJS: 'cjs', 'ES module': 'mjs' };

const COMBINATIONS = FLAGS.flatMap((flag) =>
  Object.entries(SYSTEMS).map(([system, extension]) => ({ flag, system, extension })),
);

/** No change of the bot's code, in both module systems, preloaded in both ways. */
export const PRELOAD_TESTS: readonly SmokeTest[] = COMBINATIONS.flatMap(
  ({ flag, system, extension }) => [
    {
      name: `${flag}, ${system} bot that trades`,
      run: (context) => tradingBot(context, flag, `scripts/smoke/bot.${extension}`),
    },
    {
      name: `${flag}, ${system} bot that is done`,
      run: (context) => bareBot(context, flag, `scripts/smoke/bare.${extension}`),
    },
  ],
);

async function tradingBot(context: SmokeContext, flag: string, script: string): Promise<void> {
  const port = await freePort();
  const env = { OTEL_EXPORTER_PROMETHEUS_PORT: String(port) };
  const bot = startBot(context, [flag, 'genesis-otel/register', script], env);
  await bot.says(/^traded InsufficientFunds$/m);
  const url = `http://localhost:${port}/metrics`;
  await isServed(url);
  assertTrades(await scrapeGuarded(url));
  await endsQuietly(bot);
}

async function bareBot(context: SmokeContext, flag: string, script: string): Promise<void> {
  const bot = startBot(context, [flag, 'genesis-otel/register', script]);
  await bot.says(/^done$/m);
  await endsQuietly(bot);
}
