import { expect } from 'chai';
import fc from 'fast-check';
import { ClockOffsets } from '../../../../instrumentation/core/streams/clock-offsets.js';
import { MetricsCollector } from '../../../../lib/collector/metrics-collector.js';
import { MetricsRegistry } from '../../../../lib/metrics/metrics-registry.js';
import { seriesReader } from '../../../support/series.js';

function setUp() {
  const registry = new MetricsRegistry();
  return {
    offsets: new ClockOffsets(new MetricsCollector(registry)),
    read: seriesReader(registry),
  };
}

const SERIES = 'genesis_clock_offset_seconds{exchange="okx"}';

describe('ClockOffsets', () => {
  it('takes halfway between request and answer for the moment of the exchange', async () => {
    const { offsets, read } = setUp();
    // Asked at 1,000, answered at 1,040: the exchange looked at 1,020, and said 1,520.
    offsets.add('okx', { sentAt: 1_000, receivedAt: 1_040, serverTime: 1_520 });
    expect(offsets.offsetMs('okx')).to.equal(500);
    expect((await read()).get(SERIES)).to.equal(0.5);
    expect(offsets.offsetMs('kraken')).to.equal(0);
  });

  it('trusts the answer with the shortest round trip', () => {
    const { offsets } = setUp();
    offsets.add('okx', { sentAt: 1_000, receivedAt: 1_010, serverTime: 905 });
    offsets.add('okx', { sentAt: 2_000, receivedAt: 2_400, serverTime: 2_350 });
    expect(offsets.offsetMs('okx')).to.equal(-100);
  });

  it('forgets an answer after ten minutes, and after eight later ones', () => {
    const { offsets } = setUp();
    const slow = (sentAt: number) => ({
      sentAt,
      receivedAt: sentAt + 100,
      serverTime: sentAt + 57,
    });
    offsets.add('okx', { sentAt: 0, receivedAt: 2, serverTime: 301 });
    offsets.add('okx', slow(600_000));
    expect(offsets.offsetMs('okx')).to.equal(7);
    offsets.add('okx', { sentAt: 700_000, receivedAt: 700_002, serverTime: 700_301 });
    for (let index = 0; index < 7; index += 1) offsets.add('okx', slow(710_000));
    expect(offsets.offsetMs('okx')).to.equal(300);
    offsets.add('okx', slow(710_000));
    expect(offsets.offsetMs('okx')).to.equal(7);
  });

  it('takes nothing that cannot be the time', async () => {
    const { offsets, read } = setUp();
    const sentAt = 1_700_000_000_000;
    for (const [took, serverTime] of [
      [-1, sentAt],
      [10_001, sentAt],
      [5, sentAt / 1000],
      [5, Number.NaN],
      [Number.NaN, sentAt],
    ] as const) {
      offsets.add('okx', { sentAt, receivedAt: sentAt + took, serverTime });
    }
    expect(offsets.offsetMs('okx')).to.equal(0);
    expect((await read()).has(SERIES)).to.equal(false);
  });

  it('is never further off than half the round trip of the best answer (property)', () => {
    const answer = fc.record({ wayThere: fc.nat(2_000), wayBack: fc.nat(2_000) });
    fc.assert(
      fc.property(
        fc.integer({ min: -3_000_000, max: 3_000_000 }),
        fc.array(answer, { minLength: 1, maxLength: 8 }),
        (truth, answers) => {
          const { offsets } = setUp();
          let at = 1_000_000;
          for (const { wayThere, wayBack } of answers) {
            const serverTime = at + wayThere + truth;
            offsets.add('okx', { sentAt: at, receivedAt: at + wayThere + wayBack, serverTime });
            at += 10_000;
          }
          const best = Math.min(...answers.map(({ wayThere, wayBack }) => wayThere + wayBack));
          expect(Math.abs(offsets.offsetMs('okx') - truth)).to.be.at.most(best / 2);
        },
      ),
    );
  });
});
