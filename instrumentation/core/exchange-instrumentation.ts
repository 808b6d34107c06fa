import type { MeterProvider } from '@opentelemetry/api';
import { metrics } from '@opentelemetry/api';
import type { InstrumentationConfig } from '@opentelemetry/instrumentation';
import { InstrumentationBase } from '@opentelemetry/instrumentation';
import type { MetricsCollector } from '../../lib/collector/metrics-collector.js';
import { collectorFor } from '../../lib/collector/shared-collector.js';
import { VERSION } from '../../lib/version.js';

/**
 * The base of every exchange client's instrumentation. It works in anyone's OpenTelemetry set-up:
 * whatever meter provider it is given, all instrumentations on that provider share one collector.
 */
export abstract class ExchangeInstrumentation extends InstrumentationBase {
  // The base constructor calls setMeterProvider and init, before fields of this class exist.
  declare protected meterProvider: MeterProvider | undefined;

  constructor(name: string, config: InstrumentationConfig = {}) {
    super(`genesis-otel/${name}`, VERSION, config);
  }

  /** Where events go. Without a provider of its own: the collector of the global provider. */
  get collector(): MetricsCollector {
    return collectorFor(this.meterProvider ?? metrics.getMeterProvider());
  }

  override setMeterProvider(meterProvider: MeterProvider): void {
    super.setMeterProvider(meterProvider);
    this.meterProvider = meterProvider;
  }
}
