import type { Counter, Histogram, Meter } from '@opentelemetry/api';
import type { MetricKey } from './catalogue.js';
import { CATALOGUE } from './catalogue.js';
import { DropCounter } from './drop-counter.js';
import { keepExemplars } from './exemplars.js';
import { GaugeSeries } from './gauge-series.js';
import { GuardedCounter, GuardedHistogram } from './guarded-instruments.js';

interface InstrumentOfKind {
  counter: Counter;
  gauge: GaugeSeries;
  histogram: Histogram;
}

/**
 * One OpenTelemetry instrument for each metric of the catalogue, for manual calls.
 *
 * @example
 * instruments.orders.add(1, { exchange: 'binance', symbol: 'BTC/USDT', side: 'buy', type: 'market' });
 * instruments.tiltScore.record(35);
 */
export type TradingInstruments = {
  readonly [Key in MetricKey]: InstrumentOfKind[(typeof CATALOGUE)[Key]['kind']];
};

/** What the instruments of one meter are, and where they count what they drop. */
export interface InstrumentSet {
  readonly instruments: TradingInstruments;
  readonly drops: DropCounter;
}

/**
 * Creates every instrument of the catalogue on `meter`. Call it once for a meter: two instruments
 * of one name are a conflict in OpenTelemetry.
 */
export function createInstruments(meter: Meter): InstrumentSet {
  const { name, unit, description } = CATALOGUE.droppedMeasurements;
  const drops = new DropCounter(meter.createCounter(name, { unit, description }));
  const instruments = {} as Record<MetricKey, Counter | GaugeSeries | Histogram>;
  for (const key of Object.keys(CATALOGUE) as MetricKey[]) {
    instruments[key] = createInstrument(meter, key, drops);
  }
  return { instruments: instruments as TradingInstruments, drops };
}

function createInstrument(
  meter: Meter,
  key: MetricKey,
  drops: DropCounter,
): Counter | GaugeSeries | Histogram {
  const definition = CATALOGUE[key];
  const { name, unit, description, kind } = definition;
  switch (kind) {
    case 'counter': {
      // Empty, but its own: the exemplars are found by it.
      const advice = {};
      const counter = meter.createCounter(name, { unit, description, advice });
      return new GuardedCounter(counter, definition, drops, keepExemplars(advice, definition));
    }
    case 'gauge':
      return new GaugeSeries(meter, definition, drops);
    case 'histogram': {
      const advice = { explicitBucketBoundaries: [...definition.boundaries] };
      const histogram = meter.createHistogram(name, { unit, description, advice });
      const exemplars = keepExemplars(advice, definition);
      return new GuardedHistogram(histogram, definition, drops, exemplars);
    }
  }
}
