import { namedExporters } from './exporter-list.js';
import type { ExporterName, GenesisOptions } from './genesis-options.js';
import { EXPORTER_NAMES } from './genesis-options.js';
import { isOptionGroup } from './option-group.js';
import { namesCollector } from './push/otlp-address.js';
import { METRICS } from './push/otlp-signal.js';
import type { Settings } from './settings.js';

/** Where metrics go: what was asked for, else the endpoint, and OTLP where a collector is named. */
export function loadExporters(settings: Settings, options: GenesisOptions): ExporterName[] {
  const setting = settings.find('exporters', options.exporters, 'OTEL_METRICS_EXPORTER');
  if (setting !== undefined) {
    return namedExporters(settings, setting, EXPORTER_NAMES, 'no metrics are exported');
  }
  return isPushAskedFor(settings, options) ? ['prometheus', 'otlp'] : ['prometheus'];
}

function isPushAskedFor(settings: Settings, { otlp = {} }: GenesisOptions): boolean {
  // What cannot be read was meant to name a collector; loading it then tells.
  return !isOptionGroup(otlp) || namesCollector(settings, METRICS, otlp);
}
