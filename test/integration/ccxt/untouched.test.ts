import { join } from 'node:path';
import { expect } from 'chai';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { Program } from '../../support/program.js';
import { TRACED } from '../support/untouched-suite.js';

const ROOT = join(__dirname, '../../../..');

type Line = readonly [name: string, how: 'gave' | 'threw', what: unknown];

/** Everything that the script could see, on an exchange of its own. */
async function seenBy(bot: string, flags: readonly string[], more = {}): Promise<Line[]> {
  const exchange = await quietExchange();
  exchange.prices.set('BTCUSDT', '60000');
  try {
    const program = new Program([...flags, join(ROOT, 'test/fixtures/bots', bot)], {
      cwd: ROOT,
      env: { PAPER_EXCHANGE_URL: exchange.url, OTEL_EXPORTER_PROMETHEUS_PORT: '0', ...more },
      timeoutMillis: 60_000,
    });
    const { code, stdout, stderr } = await program.ended();
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Line[];
  } finally {
    await exchange.close();
  }
}

describe('a bot that trades with ccxt', () => {
  for (const [bot, flag] of [
    ['ccxt-script-require.cjs', '--require'],
    ['ccxt-script-import.mjs', '--import'],
  ] as const) {
    it(`sees the same with and without the preload: ${bot}`, async () => {
      const bare = await seenBy(bot, []);
      const wrapped = await seenBy(bot, [flag, 'genesis-otel/register']);
      expect(wrapped).to.deep.equal(bare);
      const traced = await seenBy(bot, [flag, 'genesis-otel/register'], TRACED);
      expect(traced).to.deep.equal(bare);
      // The script has met both ends, often, and every error has a stack that begins in its thrower.
      const threw = bare.filter(([, how]) => how === 'threw');
      expect(threw).to.have.lengthOf.at.least(12);
      expect(bare.length - threw.length).to.be.at.least(8);
      const side = bare
        .map(([name]) => name)
        .filter((name) => /first|second|third|fourth/.test(name));
      expect(side).to.deep.equal(['first', 'second', 'third', 'fourth']);
    });
  }
});
