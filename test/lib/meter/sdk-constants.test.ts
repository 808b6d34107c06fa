import {
  AggregationTemporality,
  AggregationType,
  DataPointType,
  InstrumentType,
} from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import {
  AGGREGATION,
  DATA_POINT,
  INSTRUMENT,
  TEMPORALITY,
} from '../../../lib/meter/sdk-constants.js';

describe('the constants of the SDK', () => {
  for (const [ours, theirs] of [
    [TEMPORALITY, AggregationTemporality],
    [AGGREGATION, AggregationType],
    [DATA_POINT, DataPointType],
    [INSTRUMENT, InstrumentType],
  ] as [Record<string, unknown>, Record<string, unknown>][]) {
    it(`are what it says: ${Object.keys(ours).join(', ')}`, () => {
      for (const [name, value] of Object.entries(ours)) expect(theirs[name], name).to.equal(value);
    });
  }
});
