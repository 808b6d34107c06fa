import type { ExporterName, GenesisOptions } from './genesis-options.js';
import { EXPORTER_NAMES } from './genesis-options.js';
import { isOptionGroup } from './option-group.js';
import { list } from './parsers.js';
import { namesCollector } from './push/otlp-address.js';
import { METRICS } from './push/otlp-signal.js';
import { quoteNames } from './quote-names.js';
import type { Setting, Settings } from './settings.js';

const NOTHING_EXPORTED = 'no metrics are exported';

/** Where metrics go: what was asked for, else the endpoint, and OTLP where a collector is named. */
export function loadExporters(settings: Settings, options: GenesisOptions): ExporterName[] {
  const setting = settings.find('exporters', options.exporters, 'OTEL_METRICS_EXPORTER');
  if (setting !== undefined) return namedExporters(settings, setting);
  return isPushAskedFor(settings, options) ? ['prometheus', 'otlp'] : ['prometheus'];
}

function isPushAskedFor(settings: Settings, { otlp = {} }: GenesisOptions): boolean {
  // What cannot be read was meant to name a collector; loading it then tells.
  return !isOptionGroup(otlp) || namesCollector(settings, METRICS, otlp);
}

function namedExporters(settings: Settings, { name, value }: Setting): ExporterName[] {
  const names = list(value);
  if (names === undefined) {
    settings.problem(name, 'is no list of names', NOTHING_EXPORTED);
    return [];
  }
  if (names.includes('none')) {
    if (names.length > 1) settings.problem(name, 'names none beside others', NOTHING_EXPORTED);
    return [];
  }
  const known = EXPORTER_NAMES.filter((exporter) => names.includes(exporter));
  const unknown = names.filter((entry) => !EXPORTER_NAMES.some((exporter) => exporter === entry));
  if (unknown.length > 0) {
    const consequence = known.length === 0 ? NOTHING_EXPORTED : `only ${known} is used`;
    settings.problem(
      name,
      `names ${quoteNames(unknown)}, known are prometheus and otlp`,
      consequence,
    );
  }
  return known;
}
