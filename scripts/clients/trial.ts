import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { select, total } from '../../examples/demo/exposition.js';
import type { PaperExchange } from '../../examples/paper-exchange/index.js';
import { startPaperExchange } from '../../examples/paper-exchange/index.js';
import { freePort } from '../../test/support/free-port.js';
import { endsQuietly, isServed, scrape, scrapeGuarded, startBot } from '../smoke/context.js';
import type { BotReport } from './bots/contract.js';
import type { Agreement } from './compare.js';
import { compare } from './compare.js';
import type { TestedClient } from './tested-clients.js';

const CLOSED_WITHIN_MS = 10_000;

export type ModuleSystem = 'cjs' | 'mjs';

/** Runs a client's bot under the preload in a project, and compares what it measured. */
export async function trade(
  client: TestedClient,
  project: string,
  system: ModuleSystem,
): Promise<Agreement & { readonly report: BotReport }> {
  // An exchange of its own: its log then holds nothing else.
  const exchange = await startPaperExchange({ tickMs: 20 });
  try {
    return await tradeOn(exchange, client, project, system);
  } finally {
    await exchange.close();
  }
}

async function tradeOn(
  exchange: PaperExchange,
  client: TestedClient,
  project: string,
  system: ModuleSystem,
): Promise<Agreement & { readonly report: BotReport }> {
  const port = await freePort();
  const context = { node: process.execPath, project, exchangeUrl: exchange.url };
  const script = join('scripts/clients/bots', `any.${system}`);
  const bot = startBot(context, ['--require', 'genesis-otel/register', script], {
    OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
    // Without it a warning tells that the drawdown is unknown, where the first trade loses money.
    GENESIS_INITIAL_EQUITY: '100000',
    BOT_API_KEY: 'key-of-the-matrix',
    BOT_CLIENT: client.package,
    BOT_SCRIPT: `./${client.bot}-bot.js`,
    ...(client.isFollowedByWs === true ? hostsOf(exchange, client) : {}),
  });
  const [, told = ''] = await bot.says(/^traded (\{.*\})$/m);
  const report = JSON.parse(told) as BotReport;
  const url = `http://localhost:${port}/metrics`;
  await isServed(url);
  const agreement = compare(await scrapeGuarded(url), exchange, client, report);
  if (report.closes === true) {
    bot.tell('close');
    await isClosed(url);
  }
  await endsQuietly(bot);
  return { ...agreement, report };
}

/** The exchange is on loopback, where `ws` takes no host for one of Binance. */
function hostsOf({ port }: PaperExchange, { labels }: TestedClient): Record<string, string> {
  return { GENESIS_WS_HOSTS: `127.0.0.1:${port}=${Object.values(labels)[0]}` };
}

/** Who closes clients on purpose is connected no more: 0 everywhere, once the sockets have ended. */
async function isClosed(url: string): Promise<void> {
  const deadline = performance.now() + CLOSED_WITHIN_MS;
  let connected: number | undefined;
  do connected = total(select(await scrape(url), 'genesis_connection_status'));
  while (connected !== 0 && performance.now() < deadline);
  assert.equal(connected, 0, 'the connection status after the clients were closed');
}
