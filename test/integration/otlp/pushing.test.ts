import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { OTLP_DROP_CAUSES, PUSH_OUTCOMES } from '../../../lib/metrics/otlp-metrics.js';
import { hang, ok } from '../../support/otlp/behaviour.js';
import { DELTA } from '../../support/otlp/messages.js';
import type { OtlpReceiver } from '../../support/otlp/otlp-receiver.js';
import type { OtlpRequest } from '../../support/otlp/otlp-request.js';
import type { ThreadedBot } from '../exporter-thread/threaded-bot.js';
import { linesOf } from '../preload/bot.js';
import {
  countOf,
  dropped,
  metricsOf,
  NEVER_BY_ITSELF,
  ordersIn,
  PROTOCOLS,
  pushes,
  pushingBot,
  startReceiver,
} from './pushing-bot.js';

describe('the push of a bot', () => {
  let receiver: OtlpReceiver;
  let bot: ThreadedBot;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'genesis-push-'));
    receiver = await startReceiver();
  });
  afterEach(async () => {
    bot.kill('SIGKILL');
    await bot.ended().catch(() => {});
    await receiver.stop();
    rmSync(folder, { recursive: true });
  });

  it('goes on while the bot’s loop does not turn, with what it counts meanwhile', async () => {
    bot = pushingBot(receiver);
    const file = join(folder, 'go-on');
    await bot.does('order');
    bot.tell(`hang ${file}`);
    await bot.says(/hanging/);
    const before = receiver.requests.length;
    const first = await receiver.waitFor((request) => isAfter(request, before));
    await receiver.waitFor(
      (request) => isAfter(request, before + 2) && ordersIn(request) > ordersIn(first),
    );
    writeFileSync(file, '');
    await bot.says(/did hang/);
  });

  it('carries the counts of the last moment when the bot is done', async () => {
    bot = pushingBot(receiver, NEVER_BY_ITSELF);
    for (const _ of [1, 2, 3]) await bot.does('order');
    await bot.does('tick');
    bot.release();
    expect((await bot.ended()).code).to.equal(0);
    expect(receiver.requests).to.have.length(1);
    expect(ordersIn(receiver.requests[0])).to.equal(3);
    const ticks = metricsOf(receiver.requests[0]).get('bot_ticks');
    expect(ticks?.sum?.dataPoints[0]?.asDouble).to.equal(1);
  });

  it('is counted from the start: every outcome and every cause is there at 0', async () => {
    bot = pushingBot(receiver, NEVER_BY_ITSELF);
    const { series } = await bot.scrape();
    for (const outcome of PUSH_OUTCOMES) expect(series.get(pushes(outcome)), outcome).to.equal(0);
    for (const cause of OTLP_DROP_CAUSES) expect(series.get(dropped(cause)), cause).to.equal(0);
  });

  it('happens once more on SIGTERM, with the counts of the last moment', async () => {
    bot = pushingBot(receiver, NEVER_BY_ITSELF);
    // Half a second is not enough for a thread that has only just been started.
    await bot.does('flush');
    await bot.does('order');
    bot.kill('SIGTERM');
    expect((await bot.ended()).signal).to.equal('SIGTERM');
    expect(receiver.requests.map(ordersIn)).to.deep.equal([0, 1]);
  });

  it('happens when the bot asks for it, with what it has counted', async () => {
    bot = pushingBot(receiver, NEVER_BY_ITSELF);
    await bot.does('order');
    await bot.does('flush');
    expect(receiver.requests.map(ordersIn)).to.deep.equal([1]);
    await bot.does('order');
    await bot.does('shutdown 20000');
    expect(receiver.requests.map(ordersIn)).to.deep.equal([1, 2]);
  });

  it('is given up in the time that the bot gives it', async () => {
    receiver.respond(hang);
    bot = pushingBot(receiver, NEVER_BY_ITSELF);
    await bot.does('order');
    const start = performance.now();
    await bot.does('shutdown 500');
    // Far less than the push itself may take.
    expect(performance.now() - start).to.be.within(400, 25_000);
    expect(receiver.requests).to.have.length(1);
    bot.release();
    expect((await bot.ended()).code).to.equal(0);
  });

  it('goes on with whole sums where the thread that pushes dies', async () => {
    bot = pushingBot(receiver);
    await bot.does('order');
    const counted = await countOf(bot, pushes('success'), 1);
    await bot.does('die');
    await bot.does('order');
    const before = receiver.requests.length;
    await receiver.waitFor((request) => isAfter(request, before) && ordersIn(request) === 2);
    expect(await countOf(bot, pushes('success'), counted)).to.be.above(counted);
    expect(linesOf({ stderr: bot.stderr })).to.have.length(1);
  });

  it('goes on where the thread that pushes dies and nothing is served', async () => {
    bot = pushingBot(receiver, { OTEL_METRICS_EXPORTER: 'otlp' });
    await bot.does('order');
    await receiver.waitFor((request) => ordersIn(request) === 1);
    await bot.does('die');
    await bot.does('order');
    await receiver.waitFor((request) => ordersIn(request) === 2);
    expect(bot.stderr).to.contain('the thread that pushes metrics is gone');
  });

  it('goes on where the endpoint cannot be opened', async () => {
    bot = pushingBot(receiver, { OTEL_EXPORTER_PROMETHEUS_HOST: '192.0.2.1' });
    await bot.says(/endpoint none/);
    await bot.does('order');
    await receiver.waitFor((request) => ordersIn(request) === 1);
    expect(linesOf({ stderr: bot.stderr }), bot.stderr).to.have.length(1);
  });

  it('is on the bot’s thread where there can be no other, and that is said', async () => {
    const env = { BOT_THREADS: 'none', OTEL_METRICS_EXPORTER: 'otlp' };
    bot = pushingBot(receiver, env);
    await bot.does('order');
    await bot.does('tick');
    const request = await receiver.waitFor((pushed) => metricsOf(pushed).has('bot_ticks'));
    expect(ordersIn(request)).to.equal(1);
    expect(linesOf({ stderr: bot.stderr })).to.have.length(1);
    expect(bot.stderr).to.contain('the push over OTLP has no thread of its own');
    bot.kill('SIGTERM');
    expect((await bot.ended()).signal).to.equal('SIGTERM');
  });

  for (const threads of ['some', 'none']) {
    it(`says what a callback of the bot fails with, and carries the rest (threads: ${threads})`, async () => {
      const env = { BOT_THREADS: threads, OTEL_METRICS_EXPORTER: 'otlp' };
      bot = pushingBot(receiver, env);
      await bot.does('break');
      await bot.does('order');
      await receiver.waitFor((request) => ordersIn(request) === 1);
      bot.kill('SIGTERM');
      await bot.ended();
      expect(bot.stderr).to.contain('the callback of a metric failed (RangeError)');
      expect(bot.stderr).not.to.contain('secret');
    });
  }

  it('has what the threads of the bot count, under one instance', async () => {
    bot = pushingBot(receiver);
    await bot.does('worker');
    await bot.does('worker');
    await bot.does('order');
    await receiver.waitFor((request) => ordersIn(request) === 3);
    const instances = receiver
      .messages('metrics')
      .map(({ resourceMetrics }) =>
        resourceMetrics[0]?.resource?.attributes.find(({ key }) => key === 'service.instance.id'),
      );
    expect(new Set(instances.map((instance) => instance?.value?.stringValue)).size).to.equal(1);
  });

  it('leads from a bucket to the trace of an order', async () => {
    bot = pushingBot(receiver);
    await bot.does('traced');
    const request = await receiver.waitFor((pushed) =>
      metricsOf(pushed).has('genesis_order_execution_time_seconds'),
    );
    const [point] =
      metricsOf(request).get('genesis_order_execution_time_seconds')?.histogram?.dataPoints ?? [];
    expect(point?.exemplars).to.have.length(1);
    expect(point?.exemplars[0]).to.deep.include({
      asDouble: 0.02,
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
    });
  });

  it('has exponential histograms where they are asked for, also of the bot’s own', async () => {
    const histograms = 'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION';
    bot = pushingBot(receiver, { [histograms]: 'base2_exponential_bucket_histogram' });
    await bot.does('traced');
    await bot.does('thought');
    const request = await receiver.waitFor((pushed) => metricsOf(pushed).has('bot_thinking'));
    for (const name of ['bot_thinking', 'genesis_order_execution_time_seconds']) {
      const points = metricsOf(request).get(name)?.exponentialHistogram?.dataPoints ?? [];
      expect(
        points.map(({ count }) => count),
        name,
      ).to.deep.equal(['1']);
    }
    const { series } = await bot.scrape();
    expect(series.get('bot_thinking_bucket{le="+Inf"}')).to.equal(1);
  });

  it('has explicit buckets where nothing else is asked for', async () => {
    bot = pushingBot(receiver);
    await bot.does('traced');
    await bot.does('thought');
    const request = await receiver.waitFor((pushed) => metricsOf(pushed).has('bot_thinking'));
    for (const name of ['bot_thinking', 'genesis_order_execution_time_seconds']) {
      const points = metricsOf(request).get(name)?.histogram?.dataPoints ?? [];
      expect(
        points.map(({ count }) => count),
        name,
      ).to.deep.equal(['1']);
    }
  });

  it('tells differences where they are asked for: they add up, and one line warns', async () => {
    const env = { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta' };
    bot = pushingBot(receiver, env);
    for (const _ of [1, 2, 3, 4, 5]) {
      const before = total(receiver);
      await bot.does('order');
      await bot.does('tick');
      await receiver.waitFor(() => total(receiver) === before + 1);
    }
    const ticks = receiver.requests.map((request) => metricsOf(request).get('bot_ticks')?.sum);
    const told = ticks.flatMap((sum) => sum?.dataPoints.map(({ asDouble }) => asDouble) ?? []);
    expect(told.reduce<number>((sum, value = 0) => sum + value, 0)).to.equal(5);
    expect(ticks.find((sum) => sum !== undefined)?.aggregationTemporality).to.equal(DELTA);
    expect(linesOf({ stderr: bot.stderr })).to.have.length(1);
    expect(bot.stderr).to.contain('Prometheus drops what is not cumulative');
  });

  it('tells no difference twice where the thread that pushes dies', async () => {
    const env = { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta' };
    bot = pushingBot(receiver, env);
    await bot.does('order');
    await receiver.waitFor(() => total(receiver) === 1);
    await bot.does('die');
    await bot.says(/left out of the differences/);
    await bot.does('order');
    await receiver.waitFor(() => total(receiver) > 1);
    expect(total(receiver)).to.equal(2);
  });

  for (const protocol of PROTOCOLS) {
    it(`over ${protocol} ends on SIGTERM though its collector hangs`, async () => {
      await receiver.stop();
      receiver = await startReceiver(protocol);
      receiver.respond(ok, hang);
      const env = { ...NEVER_BY_ITSELF, OTEL_EXPORTER_OTLP_PROTOCOL: protocol };
      bot = pushingBot(receiver, env);
      await bot.does('order');
      await bot.does('flush');
      const start = performance.now();
      bot.kill('SIGTERM');
      expect((await bot.ended()).signal).to.equal('SIGTERM');
      // Half a second, and far less than the push itself may take.
      expect(performance.now() - start).to.be.below(25_000);
    });
  }

  function isAfter(request: OtlpRequest, count: number): boolean {
    return receiver.requests.indexOf(request) >= count;
  }
});

/** What all pushes together tell of the bot's orders. */
function total(receiver: OtlpReceiver): number {
  return receiver.requests.reduce((sum, request) => sum + ordersIn(request), 0);
}
