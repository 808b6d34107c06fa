import { expect } from 'chai';
import type { Ending } from '../integration/preload/bot.js';
import { runBot } from '../integration/preload/bot.js';
import { Collector } from '../integration/preload/collectors.js';

const WAYS = [
  'none',
  'plain',
  'once',
  'work',
  'awaits',
  'awaited',
  'code',
  'exits',
  'throws',
  'emits',
  'wrapped',
];

function behaviour({ code, signal, stdout }: Ending) {
  return { code, signal, stdout };
}

/**
 * The last push is work, and Node.js emits `beforeExit` again after work: a bot that cancels its
 * orders in a listener did so twice.
 */
describe('beforeExit under a preload that pushes', () => {
  for (const [name, answer, ways] of [
    ['a collector', 200, WAYS],
    // Each of these takes the whole time that a flush may take.
    ['a hanging collector', 'never', ['plain', 'once', 'work']],
  ] as const) {
    describe(`to ${name}`, () => {
      const collector = new Collector(answer);
      let env: Record<string, string>;
      before(async () => {
        env = { OTEL_EXPORTER_OTLP_ENDPOINT: await collector.start() };
      });
      after(() => collector.stop());

      async function compare(file: string, own: Record<string, string> = {}): Promise<void> {
        const bare = await runBot(file, { preload: 'none', env: own });
        const watched = await runBot(file, { env: { ...env, ...own } });
        expect(behaviour(watched)).to.deep.equal(behaviour(bare));
      }

      for (const way of ways) {
        it(`comes as often as without it: ${way}`, () =>
          compare('before-exit.cjs', { BOT_LISTENS: way }));
      }

      it('keeps the code of a bot that awaits what never comes', () => compare('unsettled.mjs'));
    });
  }

  it('pushes once more for what the listeners did', async () => {
    const collector = new Collector();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: await collector.start() };
    await runBot('before-exit.cjs', { env: { ...env, BOT_LISTENS: 'plain' } });
    expect(collector.requests).to.have.length(1);
    await runBot('before-exit.cjs', { env: { ...env, BOT_LISTENS: 'work' } });
    expect(collector.requests).to.have.length(3);
    await collector.stop();
  });
});
