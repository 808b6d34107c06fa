import { strict as assert } from 'node:assert';
import { select, total } from '../../examples/demo/exposition.js';
import { Collector } from '../../test/integration/preload/collectors.js';
import { freePort } from '../../test/support/free-port.js';
import type { SmokeContext, SmokeTest } from './context.js';
import { endsQuietly, scrapeGuarded, startBot } from './context.js';
import { assertTrades } from './expected-trades.js';

/** The two other ways to use the package: manual calls, and parts in a set-up of one's own. */
export const PARTS_TESTS: readonly SmokeTest[] = [
  { name: 'manual calls', run: manualCalls },
  { name: 'own NodeSDK', run: ownSdk },
  { name: 'Prometheus and OTLP at once', run: dualExport },
];

const SCRAPES = 5;

async function manualCalls(context: SmokeContext): Promise<void> {
  const bot = startBot(context, ['examples/manual.js']);
  const [url] = await bot.says(/http:\S+/);
  // Several, because the memory of a text is used again for the next one.
  for (let scrapes = 0; scrapes < SCRAPES; scrapes += 1) {
    const samples = await scrapeGuarded(url);
    assert.equal(total(select(samples, 'genesis_orders_total')), 1);
    assert.equal(total(select(samples, 'genesis_pnl_dollars')), 1250.5);
  }
  await endsQuietly(bot);
}

async function ownSdk(context: SmokeContext): Promise<void> {
  const port = await freePort();
  const env = { OTEL_EXPORTER_PROMETHEUS_PORT: String(port) };
  const bot = startBot(context, ['scripts/smoke/own-sdk.cjs'], env);
  await bot.says(/^traded InsufficientFunds$/m);
  assertTrades(await scrapeGuarded(`http://localhost:${port}/metrics`));
  await endsQuietly(bot);
}

async function dualExport(context: SmokeContext): Promise<void> {
  const collector = new Collector();
  const address = await collector.start();
  try {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: address, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };
    const bot = startBot(context, ['examples/dual-export.js'], env);
    const [url] = await bot.says(/http:\S+/);
    assert.equal(total(select(await scrapeGuarded(url), 'genesis_pnl_dollars')), -129.5);
    await endsQuietly(bot);
    assert.match(collector.requests.at(-1)?.body ?? '', /"genesis_orders_total"/);
  } finally {
    await collector.stop();
  }
}
