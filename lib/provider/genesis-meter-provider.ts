import type { Meter, MeterOptions } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { METER_NAME } from '../metrics/catalogue.js';
import { CatalogueMeter } from '../metrics/catalogue-meter.js';
import type { InstrumentSet } from '../metrics/instruments.js';
import { createInstruments } from '../metrics/instruments.js';
import { genesisViews } from '../metrics/views.js';
import { VERSION } from '../version.js';

export interface GenesisMeterProviderParts {
  readonly resource: Resource;
  /** Those that read `shared` as well do so through its producers. */
  readonly readers: IMetricReader[];
  readonly shared: SharedMeterProvider;
}

/**
 * The one meter provider of a bot: its own instruments and those of libraries are the SDK's, those of
 * the catalogue lie in shared memory.
 */
export class GenesisMeterProvider extends MeterProvider {
  readonly #instrumentSet: InstrumentSet;

  constructor({ resource, readers, shared }: GenesisMeterProviderParts) {
    super({ resource, readers, views: genesisViews() });
    this.#instrumentSet = createInstruments(shared.getMeter(METER_NAME, VERSION));
  }

  override getMeter(name: string, version?: string, options?: MeterOptions): Meter {
    const meter = super.getMeter(name, version, options);
    return name === METER_NAME ? new CatalogueMeter(this.#instrumentSet, meter) : meter;
  }
}
