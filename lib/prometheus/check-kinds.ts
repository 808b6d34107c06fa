import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import { GenesisError } from '../errors.js';
import type { PrometheusExporterOptions } from './exporter-options.js';

const SWITCHES = ['preventServerStart', 'createdTimestamps'] as const;

/**
 * Checks that the options and those of them that nothing else checks are of their kind, for
 * callers in JavaScript.
 * @throws GenesisError `GENESIS_CONFIG_INVALID`, naming the option
 */
export function checkKinds(options: PrometheusExporterOptions): void {
  if (typeof options !== 'object' || options === null) throw invalid('options', 'are no object');
  for (const name of SWITCHES) {
    const value = options[name];
    if (value !== undefined && typeof value !== 'boolean') {
      throw invalid(`option ${name}`, 'is neither true nor false');
    }
  }
  const { registry } = options;
  if (registry !== undefined && typeof registry?.attachReader !== 'function') {
    throw invalid('option registry', 'has no attachReader');
  }
}

/**
 * The further sources of metrics, checked apart because they are needed first.
 * @throws GenesisError `GENESIS_CONFIG_INVALID`
 */
export function producersOf(options: PrometheusExporterOptions | null): readonly MetricProducer[] {
  const { metricProducers = [] } = options ?? {};
  const isList = Array.isArray(metricProducers);
  if (isList && metricProducers.every((producer) => typeof producer?.collect === 'function')) {
    return metricProducers;
  }
  throw invalid('option metricProducers', 'is no list of metric producers');
}

function invalid(name: string, fault: string): GenesisError {
  return new GenesisError(
    'GENESIS_CONFIG_INVALID',
    `${name} ${fault}; no metrics endpoint is opened`,
  );
}
