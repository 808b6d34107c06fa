import { expect } from 'chai';
import { MainThread } from '../../../lib/exporter-thread/main-thread.js';
import { ThreadGauges } from '../../../lib/exporter-thread/thread-gauges.js';
import { ThreadSource } from '../../../lib/exporter-thread/thread-source.js';
import { SharedMeterProvider } from '../../../lib/meter/shared-meter-provider.js';
import { genesisViews } from '../../../lib/metrics/views.js';
import { ScrapeRecorder } from '../../../lib/prometheus/scrape-recorder.js';

describe('what a scrape of the thread of the endpoint shows', () => {
  const { performance, setTimeout } = globalThis;

  afterEach(() => {
    Object.assign(globalThis, { performance, setTimeout });
  });

  it('is written with real pauses, not only with turns of the thread’s own loop', async () => {
    const shared = new SharedMeterProvider({ views: genesisViews() });
    const orders = shared.getMeter('bot').createCounter('bot_orders');
    for (let symbol = 0; symbol < 1_500; symbol += 1) orders.add(1, { symbol: `COIN${symbol}` });
    const heartbeat = new Float64Array(1);
    const mainThread: MainThread = new MainThread((message) => {
      if (message.kind !== 'collect') return;
      queueMicrotask(() =>
        mainThread.collected({ kind: 'collected', question: message.question, faults: [] }),
      );
    });
    const source = new ThreadSource({
      shared,
      mainThread,
      recorder: new ScrapeRecorder(shared),
      gauges: new ThreadGauges(shared, heartbeat),
      targetAttributes: {},
      created: false,
    });
    const exposition = await source.gather(1_000);
    let [now, pauses] = [0, 0];
    const pause = (resolve: () => void, milliseconds: number): unknown => {
      expect(milliseconds).to.be.at.least(1);
      pauses += 1;
      return setTimeout(resolve, 0);
    };
    // Each look at the clock takes half a millisecond.
    const clock = {
      now: () => {
        now += 0.5;
        return now;
      },
    };
    Object.assign(globalThis, { setTimeout: pause, performance: clock });
    let text = '';
    let pieces = 0;
    for await (const piece of exposition.text({ format: 'text-0.0.4' })) {
      text += piece;
      pieces += 1;
    }
    expect(text).to.contain('bot_orders_total{symbol="COIN1499"} 1');
    expect(pauses).to.be.at.least(Math.max(1, pieces - 1));
  });
});
