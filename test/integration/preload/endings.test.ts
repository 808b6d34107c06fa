import { expect } from 'chai';
import type { BotOptions, Ending } from './bot.js';
import { Bot, linesOf, runBot } from './bot.js';
import { Collector, deadAddress } from './collectors.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const HANDLINGS = ['none', 'exit', 'end', 'count'];
/** Far more than the flush's two seconds on a busy machine, and far less than a push may take. */
const BOUND_MS = 25_000;
const LONG_PUSHES = { OTEL_EXPORTER_OTLP_TIMEOUT: '50000', OTEL_METRIC_EXPORT_TIMEOUT: '50000' };

/** What nobody outside the bot may be able to tell apart. */
function behaviour({ code, signal, stdout }: Ending) {
  return { code, signal, stdout };
}

async function signalled(signal: NodeJS.Signals, options: BotOptions): Promise<Ending> {
  const bot = new Bot('waiting.cjs', options);
  await bot.says(/ready/);
  bot.kill(signal);
  return bot.ended();
}

/** Runs one bot for each way to handle the signal, with the preload and without it. */
async function comparisons(signal: NodeJS.Signals, env: Record<string, string>) {
  return Promise.all(
    HANDLINGS.map(async (handling) => {
      const own = { ...env, BOT_SIGNALS: handling };
      const bare = await signalled(signal, { preload: 'none', env: own });
      return { handling, bare, watched: await signalled(signal, { env: own }) };
    }),
  );
}

interface RunningCollector {
  readonly address: string;
  stop(): Promise<void>;
}

async function collector(answer: number | 'never'): Promise<RunningCollector> {
  const server = new Collector(answer);
  return { address: await server.start(), stop: () => server.stop() };
}

const COLLECTORS: Record<string, () => Promise<RunningCollector>> = {
  'a dead collector': async () => ({ address: await deadAddress(), stop: async () => {} }),
  'a hanging collector': () => collector('never'),
  'an overloaded collector': () => collector(503),
};

describe('how a bot ends under the preload', () => {
  for (const file of ['bare.cjs', 'bare.mjs']) {
    for (const preload of ['require', 'import'] as const) {
      it(`${file} with --${preload} ends at once with its own code, stdout and stderr`, async () => {
        const bare = await runBot(file, { preload: 'none' });
        const watched = await runBot(file, { preload });
        expect(behaviour(watched)).to.deep.equal(behaviour(bare));
        expect(watched.stderr).to.equal(bare.stderr);
      });
    }
  }

  for (const way of ['exit', 'throw', 'reject', 'handled']) {
    it(`keeps the exit code of a bot that ends by ${way}`, async () => {
      const bare = await runBot('failing.cjs', { preload: 'none', args: [way] });
      const watched = await runBot('failing.cjs', { args: [way] });
      expect(behaviour(watched)).to.deep.equal(behaviour(bare));
      expect(watched.stderr).to.equal(bare.stderr);
    });
  }

  for (const signal of SIGNALS) {
    it(`without OTLP ${signal} does what it does without the preload`, async () => {
      for (const { handling, bare, watched } of await comparisons(signal, {})) {
        expect(behaviour(watched), handling).to.deep.equal(behaviour(bare));
      }
    });
  }

  it('without OTLP no signal has a listener of ours', async () => {
    const { stdout } = await runBot('listeners.cjs');
    expect(stdout).to.equal('0\n');
  });

  for (const [name, start] of Object.entries(COLLECTORS)) {
    describe(`with OTLP to ${name}`, () => {
      let env: Record<string, string>;
      let stop: () => Promise<void>;
      before(async () => {
        const running = await start();
        env = { OTEL_EXPORTER_OTLP_ENDPOINT: running.address, ...LONG_PUSHES };
        stop = () => running.stop();
      });
      after(() => stop());

      for (const signal of SIGNALS) {
        it(`${signal} does what it does without the preload, after a bounded flush`, async () => {
          for (const { handling, bare, watched } of await comparisons(signal, env)) {
            expect(behaviour(watched), handling).to.deep.equal(behaviour(bare));
            expect(watched.milliseconds, handling).to.be.below(bare.milliseconds + BOUND_MS);
          }
        });
      }

      it('a bot that ignores signals lives on', async () => {
        const bot = new Bot('waiting.cjs', { env: { ...env, BOT_SIGNALS: 'ignore' } });
        await bot.says(/ready/);
        bot.kill('SIGINT');
        await bot.says(/ignored SIGINT/);
        bot.kill('SIGTERM');
        await bot.says(/ignored SIGTERM/);
        bot.kill('SIGKILL');
        expect((await bot.ended()).signal).to.equal('SIGKILL');
      });

      it('a bot that is done ends with its own code, after a bounded flush', async () => {
        const bare = await runBot('bare.cjs', { preload: 'none', env });
        const watched = await runBot('bare.cjs', { env });
        expect(behaviour(watched)).to.deep.equal(behaviour(bare));
        expect(watched.milliseconds).to.be.below(bare.milliseconds + BOUND_MS);
      });
    });
  }

  for (const [handling, least] of [
    ['none', 0],
    ['end', 1_500],
  ] as const) {
    it(`gives a hanging collector up long before its push would, signal handlers: ${handling}`, async () => {
      const hanging = await collector('never');
      const bot = new Bot('waiting.cjs', {
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: hanging.address,
          ...LONG_PUSHES,
          BOT_SIGNALS: handling,
        },
      });
      await bot.says(/ready/);
      const start = performance.now();
      bot.kill('SIGTERM');
      const { signal } = await bot.ended();
      expect(performance.now() - start).to.be.within(least, BOUND_MS);
      expect(signal).to.equal(handling === 'none' ? 'SIGTERM' : null);
      await hanging.stop();
    });
  }

  it('says a failing push once, with its cause and without the address', async () => {
    const address = await deadAddress();
    const bot = new Bot('waiting.cjs', {
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: address.replace('//', '//user:hidden@'),
        OTEL_METRIC_EXPORT_INTERVAL: '50',
      },
    });
    await bot.says(/could not be pushed over OTLP \(ECONNREFUSED\)/);
    bot.kill('SIGTERM');
    const ending = await bot.ended();
    expect(linesOf(ending)).to.have.length(1);
    expect(ending.stderr).not.to.contain('hidden');
  });
});
