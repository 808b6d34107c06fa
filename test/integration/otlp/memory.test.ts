import { expect } from 'chai';
import type { Choice } from '../../support/otlp/behaviour.js';
import { hang, rubbish, status } from '../../support/otlp/behaviour.js';
import type { OtlpReceiver } from '../../support/otlp/otlp-receiver.js';
import type { ThreadedBot } from '../exporter-thread/threaded-bot.js';
import { PRELOADED } from '../exporter-thread/threaded-bot.js';
import { countOf, pushes, pushingBot, startReceiver } from './pushing-bot.js';

const MIB = 1024 * 1024;
/** Each push of this is more than a tenth of a mebibyte. */
const SERIES = 1_000;
const WARM_UP = 30;
const PUSHES = 120;
/** The messages of so many pushes would take several times as much. */
const MOST_BYTES = 3 * MIB;
/** The same for the whole process, to which memory that was given back may still belong. */
const MOST_RESIDENT_BYTES = 10 * MIB;

/** On a machine that has others to serve. */
const PATIENCE_MS = 240_000;

const THREAD = 'the exporter’s thread';
const OWN_THREAD = 'the bot’s own thread';
const FAULTS: readonly [
  name: string,
  outcome: string,
  behave: Choice | undefined,
  where: string,
][] = [
  ['that refuses', 'refused', status(500, {}, 'x'.repeat(10_000)), THREAD],
  ['that never answers', 'timeout', hang, THREAD],
  // Here what is left can be seen to the byte, and the code is the same.
  ['that is not there', 'unreachable', undefined, OWN_THREAD],
  ['that refuses', 'refused', status(500, {}, 'x'.repeat(10_000)), OWN_THREAD],
  ['that answers rubbish', 'unreadable', rubbish, OWN_THREAD],
  ['that never answers', 'timeout', hang, OWN_THREAD],
];

/** @param moment a word for the moment, for there are several */
async function memoryOf(bot: ThreadedBot, moment: string): Promise<{ used: number; rss: number }> {
  bot.tell(`memory ${moment}`);
  const [, used, rss] = await bot.says(new RegExp(`^${moment}: used (\\d+) rss (\\d+)$`, 'm'));
  return { used: Number(used), rss: Number(rss) };
}

describe('the memory of a bot whose pushes fail by the hundred', function () {
  this.timeout(PATIENCE_MS);
  let receiver: OtlpReceiver;
  let bot: ThreadedBot;

  afterEach(async () => {
    bot.kill('SIGKILL');
    await bot.ended().catch(() => {});
    await receiver.stop();
  });

  for (const [name, outcome, behave, where] of FAULTS) {
    it(`stays flat with a collector ${name}, pushed to from ${where}`, async () => {
      receiver = await startReceiver();
      if (behave === undefined) await receiver.goDown();
      else receiver.respond(behave);
      const env = {
        NODE_OPTIONS: `${PRELOADED.NODE_OPTIONS} --expose-gc`,
        BOT_THREADS: where === OWN_THREAD ? 'none' : 'all',
        OTEL_METRIC_EXPORT_INTERVAL: '5',
        OTEL_EXPORTER_OTLP_TIMEOUT: outcome === 'timeout' ? '20' : '10000',
      };
      bot = pushingBot(receiver, env, PATIENCE_MS);
      await bot.does(`series ${SERIES}`);
      await countOf(bot, pushes(outcome), WARM_UP);
      const before = await memoryOf(bot, 'before');
      await countOf(bot, pushes(outcome), WARM_UP + PUSHES);
      const after = await memoryOf(bot, 'after');
      // Only the process as a whole can be seen from outside of a thread.
      if (where === THREAD) expect(after.rss - before.rss).to.be.below(MOST_RESIDENT_BYTES);
      else expect(after.used - before.used).to.be.below(MOST_BYTES);
    });
  }
});
