import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GaugeMetricData } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import { CollectedMetrics } from '../../../../lib/prometheus/exposition/collected-metrics.js';
import type { Turns } from '../../../../lib/prometheus/exposition/sliced.js';
import { sliced } from '../../../../lib/prometheus/exposition/sliced.js';
import { writeExposition } from '../../../../lib/prometheus/exposition/write-exposition.js';
import type { Points } from './support/collected.js';
import { collected, gauge, write } from './support/collected.js';

/** A clock on which each look at a series takes a quarter of a millisecond. */
class CountedTurns implements Turns {
  readonly slice = 1;
  looks = 0;
  /** How many looks each stretch without a rest had. */
  readonly stretches: number[] = [];
  #rested = 0;

  now(): number {
    return this.looks / 4;
  }

  async giveWay(): Promise<void> {
    this.stretches.push(this.looks - this.#rested);
    this.#rested = this.looks;
  }

  /** The same metric, each look at whose series is counted. */
  counting(metric: GaugeMetricData): GaugeMetricData {
    const look = (): void => {
      this.looks += 1;
    };
    const dataPoints = metric.dataPoints.map(({ attributes, ...point }) => ({
      ...point,
      get attributes() {
        look();
        return attributes;
      },
    }));
    return { ...metric, dataPoints };
  }
}

async function joined(chunks: AsyncIterable<string | Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

function series(count: number, ambiguousAt = -1): Points {
  return Array.from({ length: count }, (_, index) => {
    const value = index === ambiguousAt ? index : `${index}`;
    return [{ 'label.number': value }, index] as const;
  });
}

describe('sliced', () => {
  it('loses and changes nothing', async () => {
    const pieces = Array.from(
      { length: 5000 },
      (_, index) => `${'x'.repeat(index % 90)}${index}\n`,
    );
    expect(await joined(sliced(pieces))).to.equal(pieces.join(''));
    expect(await joined(sliced([]))).to.equal('');
  });

  it('makes chunks worth sending', async () => {
    const sizes: number[] = [];
    for await (const chunk of sliced(Array.from({ length: 300 }, () => 'x'.repeat(1000)))) {
      sizes.push(chunk.length);
    }
    expect(sizes).to.deep.equal([66_000, 66_000, 66_000, 66_000, 36_000]);
  });

  for (const [what, ambiguousAt] of [
    ['plain series', -1],
    ['series of which a late one may be double', 19_999],
  ] as const) {
    it(`rests after as few of 20,000 ${what} as of 20`, async () => {
      for (const count of [20, 20_000]) {
        const turns = new CountedTurns();
        const metric = turns.counting(gauge('g', series(count, ambiguousAt)));
        const request = { format: 'openmetrics-1.0.0' } as const;
        const pieces = writeExposition(collected([metric]), request, { created: false });
        await joined(sliced(pieces, turns));
        expect(turns.looks).to.be.at.least(count);
        expect(turns.stretches).to.have.length.at.least(Math.floor(turns.looks / 5));
        expect(Math.max(...turns.stretches)).to.be.at.most(5);
      }
    });
  }

  it('lets the event loop turn meanwhile', async () => {
    let turns = 0;
    let isDone = false;
    const counting = (async () => {
      while (!isDone) {
        await nextTurn();
        turns += 1;
      }
    })();
    const metrics = new CollectedMetrics(collected([gauge('g', series(50_000))]), {
      created: false,
    });
    await joined(metrics.text({ format: 'text-0.0.4' }));
    const seen = turns;
    isDone = true;
    await counting;
    expect(seen).to.be.greaterThan(1);
  });

  it('ends what it reads from when nobody wants more', async () => {
    let isEnded = false;
    function* endless(): Generator<string> {
      try {
        for (;;) yield 'x'.repeat(1000);
      } finally {
        isEnded = true;
      }
    }
    for await (const chunk of sliced(endless())) {
      expect(chunk).not.to.equal('');
      break;
    }
    expect(isEnded).to.equal(true);
  });
});

describe('CollectedMetrics', () => {
  it('writes the same in any format, again and again', async () => {
    const metrics = collected([gauge('g', series(10))]);
    const exposition = new CollectedMetrics(metrics, { created: false });
    for (const format of ['text-0.0.4', 'openmetrics-1.0.0', 'text-0.0.4'] as const) {
      expect(await joined(exposition.text({ format }))).to.equal(write(metrics, format));
    }
  });
});
