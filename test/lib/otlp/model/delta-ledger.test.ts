import type { HrTime } from '@opentelemetry/api';
import { expect } from 'chai';
import { DeltaLedger } from '../../../../lib/otlp/model/delta-ledger.js';
import type { CollectedPoint } from '../../../../lib/otlp/model/metric-source.js';

function point(value: number, time: number): CollectedPoint {
  const endTime: HrTime = [time, 0];
  return { attributes: { symbol: 'BTC' }, startTime: [0, 0], endTime, value };
}

/** The differences that all arrive, of a metric with these values one after the other. */
function differencesOf(values: readonly number[], isMonotonic: boolean) {
  const ledger = new DeltaLedger();
  return values.map((value, time) => {
    const difference = ledger.difference('observed', point(value, time + 1), isMonotonic);
    ledger.commit();
    return difference && [difference.value, difference.startTime[0]];
  });
}

describe('the differences that are told of observed values', () => {
  it('are never negative where what is observed begins anew', () => {
    expect(differencesOf([100, 130, 7, 7, 9], true)).to.deep.equal([
      [100, 0],
      [30, 1],
      [7, 2],
      undefined,
      [2, 3],
    ]);
  });

  it('are negative where values may fall', () => {
    expect(differencesOf([100, 70], false)).to.deep.equal([
      [100, 0],
      [-30, 1],
    ]);
  });
});
