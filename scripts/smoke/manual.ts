import { strict as assert } from 'node:assert';
import { select, total } from '../../examples/demo/exposition.js';
import type { SmokeContext, SmokeTest } from './context.js';
import { endsQuietly, scrapeGuarded, startBot } from './context.js';

/** Without a preload and without a set-up of one's own. */
export const MANUAL_TEST: SmokeTest = { name: 'manual calls', run: manualCalls };

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
