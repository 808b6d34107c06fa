import type { MeterProvider as ApiMeterProvider } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { defaultResource } from '@opentelemetry/resources';
import type { MetricReader } from '@opentelemetry/sdk-metrics';
import { GenesisError } from '../errors.js';
import { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { VERSION } from '../version.js';
import { METER_NAME } from './catalogue.js';
import type { DropCounter } from './drop-counter.js';
import type { TradingInstruments } from './instruments.js';
import { createInstruments } from './instruments.js';
import { genesisViews } from './views.js';

export interface MetricsRegistryOptions {
  /**
   * The meter provider that the instruments are made on. It should carry `genesisViews()`.
   * Default: a provider of the registry's own, whose values lie in shared memory, and which readers
   * join by {@link MetricsRegistry.attachReader}.
   */
  meterProvider?: ApiMeterProvider | SharedMeterProvider;
  /** Resource of the registry's own provider; ignored where `meterProvider` is given. */
  resource?: Resource;
}

/**
 * The instruments of the catalogue on one meter.
 *
 * @example
 * const registry = new MetricsRegistry();
 * const exporter = new PrometheusExporter({ registry });
 * registry.instruments.orders.add(1, { exchange: 'binance', symbol: 'BTC/USDT', side: 'buy', type: 'limit' });
 */
export class MetricsRegistry {
  readonly instruments: TradingInstruments;
  /** Counts what was dropped instead of exported. */
  readonly drops: DropCounter;
  readonly #own: SharedMeterProvider | undefined;

  constructor(options: MetricsRegistryOptions = {}) {
    this.#own = options.meterProvider === undefined ? ownProvider(options.resource) : undefined;
    const provider = this.#own ?? (options.meterProvider as ApiMeterProvider | SharedMeterProvider);
    const { instruments, drops } = createInstruments(provider.getMeter(METER_NAME, VERSION));
    this.instruments = instruments;
    this.drops = drops;
  }

  /**
   * Lets `reader` read this registry. Readers may join at any time. Only for a registry that owns its
   * provider: a provider of somebody else takes its readers in its constructor.
   * @throws GenesisError `GENESIS_READER_MISUSED` where the provider is somebody else's
   */
  attachReader(reader: MetricReader): void {
    if (this.#own === undefined) {
      throw new GenesisError(
        'GENESIS_READER_MISUSED',
        'option registry: this MetricsRegistry was built on a meter provider of your own; pass the reader to that provider instead',
      );
    }
    const producer = this.#own.producer((type) => reader.selectAggregationTemporality(type));
    reader.setMetricProducer(producer);
  }
}

function ownProvider(resource: Resource | undefined): SharedMeterProvider {
  return new SharedMeterProvider({
    resource: resource ?? defaultResource(),
    views: genesisViews(),
  });
}
