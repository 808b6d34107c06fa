import { expect } from 'chai';
import type { Choice } from '../../support/otlp/behaviour.js';
import {
  grpcStatus,
  hang,
  ok,
  partial,
  reset,
  rubbish,
  slow,
  status,
} from '../../support/otlp/behaviour.js';
import type { OtlpReceiver } from '../../support/otlp/otlp-receiver.js';
import type { ThreadedBot } from '../exporter-thread/threaded-bot.js';
import { linesOf } from '../preload/bot.js';
import type { Protocol } from './pushing-bot.js';
import {
  countOf,
  dropped,
  ordersIn,
  PROTOCOLS,
  pushes,
  pushingBot,
  startReceiver,
} from './pushing-bot.js';

const UNAVAILABLE = 14;
/** A push is given up after this, where the collector does not answer. */
const TIMES = { OTEL_EXPORTER_OTLP_TIMEOUT: '500' };

interface Fault {
  readonly outcome: string;
  /** What causes it; undefined takes the collector down. */
  readonly behave: Choice | undefined;
}

function faultsOf(protocol: Protocol): Readonly<Record<string, Fault>> {
  const isGrpc = protocol === 'grpc';
  return {
    'is down': { outcome: 'unreachable', behave: undefined },
    'never answers': { outcome: 'timeout', behave: hang },
    'answers too late': { outcome: 'timeout', behave: slow(10_000, ok) },
    refuses: {
      outcome: isGrpc ? 'unreachable' : 'refused',
      behave: isGrpc ? grpcStatus(UNAVAILABLE) : status(500),
    },
    'breaks its connections': { outcome: 'unreachable', behave: reset },
    'answers rubbish': { outcome: 'unreadable', behave: rubbish },
    'takes a part only': { outcome: 'partial', behave: partial(3) },
  };
}

for (const protocol of PROTOCOLS) {
  describe(`a bot that pushes over ${protocol}`, () => {
    let receiver: OtlpReceiver;
    let bot: ThreadedBot;

    beforeEach(async () => {
      receiver = await startReceiver(protocol);
    });
    afterEach(async () => {
      bot.kill('SIGKILL');
      await bot.ended().catch(() => {});
      await receiver.stop();
    });

    for (const [name, { outcome, behave }] of Object.entries(faultsOf(protocol))) {
      it(`to a collector that ${name} counts it, says it once, and loses nothing`, async () => {
        if (behave === undefined) await receiver.goDown();
        else receiver.respond(behave);
        const times = outcome === 'timeout' ? TIMES : {};
        bot = pushingBot(receiver, { ...times, OTEL_EXPORTER_OTLP_PROTOCOL: protocol });
        await bot.does('order');
        await countOf(bot, pushes(outcome), 2);
        if (outcome !== 'unreadable') {
          await countOf(bot, dropped(outcome === 'partial' ? 'rejected' : outcome), 0);
        }
        await bot.does('order');
        const before = receiver.requests.length;
        if (behave === undefined) await receiver.comeBack();
        else receiver.respond(ok);
        await countOf(bot, pushes('success'), 0);
        await receiver.waitFor(
          (request) => receiver.requests.indexOf(request) >= before && ordersIn(request) === 2,
        );
        const said = linesOf({ stderr: bot.stderr });
        const isFailure = !['unreadable', 'partial'].includes(outcome);
        expect(said.slice(0, 2), bot.stderr).to.have.length(isFailure ? 2 : 1);
        // A busy machine may not answer within half a second either.
        if (outcome !== 'timeout') expect(said, bot.stderr).to.have.length(isFailure ? 2 : 1);
      });
    }
  });
}

describe('a bot whose collector asks for a pause', () => {
  let receiver: OtlpReceiver;
  let bot: ThreadedBot;

  afterEach(async () => {
    bot.kill('SIGKILL');
    await bot.ended().catch(() => {});
    await receiver.stop();
  });

  for (const [name, header] of [
    ['seconds', () => '2'],
    // Dates have no milliseconds.
    ['a date', () => new Date(Date.now() + 3_000).toUTCString()],
  ] as const) {
    it(`of ${name} pushes nothing before it is over, and then everything`, async () => {
      receiver = await startReceiver();
      const times: number[] = [];
      const noting = (then: () => Choice) => (): never => {
        times.push(Date.now());
        return then() as never;
      };
      receiver.respond(
        noting(() => status(429, { 'retry-after': header() })),
        noting(() => ok),
      );
      bot = pushingBot(receiver);
      await bot.does('order');
      await countOf(bot, pushes('skipped'), 2);
      await bot.does('order');
      await receiver.waitFor((request) => ordersIn(request) === 2);
      expect((times[1] ?? 0) - (times[0] ?? 0)).to.be.at.least(1_990);
      expect(await countOf(bot, pushes('throttled'), 0)).to.equal(1);
      expect(bot.stderr).to.contain('not again for');
    });
  }
});
