import type { Meter } from '@opentelemetry/api';
import { SharedMeter } from '../meter/shared-meter.js';
import type { MetricKey } from './catalogue.js';
import { CATALOGUE } from './catalogue.js';
import { DropCounter } from './drop-counter.js';
import { GaugeSeries } from './gauge-series.js';
import { GuardedCounter, GuardedHistogram } from './guarded-instruments.js';
import { recordOnce } from './record-once.js';
import { counterOn, histogramOn } from './sdk-backing.js';
import { sharedCounter, sharedHistogram } from './shared-backing.js';

interface InstrumentOfKind {
  counter: GuardedCounter;
  gauge: GaugeSeries;
  histogram: GuardedHistogram;
}

type Instrument = GuardedCounter | GaugeSeries | GuardedHistogram;

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

/** A meter that has the instruments of the catalogue already. */
export interface CatalogueHome extends Meter {
  readonly instrumentSet: InstrumentSet;
}

/**
 * Creates every instrument of the catalogue on a meter, or gives those that it has. Call it once for
 * a meter of the SDK: two instruments of one name are a conflict in OpenTelemetry.
 */
export function createInstruments(meter: Meter | CatalogueHome | SharedMeter): InstrumentSet {
  if ('instrumentSet' in meter) return meter.instrumentSet;
  const { name, unit, description } = CATALOGUE.droppedMeasurements;
  const drops = new DropCounter(recordOnce(meter.createCounter(name, { unit, description })));
  const instruments = {} as Record<MetricKey, Instrument>;
  for (const key of Object.keys(CATALOGUE) as MetricKey[]) {
    instruments[key] = createInstrument(meter, key, drops);
  }
  return { instruments: instruments as TradingInstruments, drops };
}

function createInstrument(
  meter: Meter | SharedMeter,
  key: MetricKey,
  drops: DropCounter,
): Instrument {
  const definition = CATALOGUE[key];
  const isShared = meter instanceof SharedMeter;
  switch (definition.kind) {
    case 'counter': {
      const backing = isShared
        ? sharedCounter(meter, definition, drops)
        : counterOn(meter, definition, drops);
      return new GuardedCounter(backing, definition, drops);
    }
    case 'gauge':
      return new GaugeSeries(meter, definition, drops);
    case 'histogram': {
      const backing = isShared
        ? sharedHistogram(meter, definition, drops)
        : histogramOn(meter, definition, drops);
      return new GuardedHistogram(backing, definition, drops);
    }
  }
}
