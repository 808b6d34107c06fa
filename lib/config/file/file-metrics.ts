import type { ExporterName } from '../genesis-options.js';
import type { FileNode } from './file-node.js';
import type { FileSettings } from './file-settings.js';
import { otlpKind, takeTarget } from './file-target.js';

const ENDPOINT = 'prometheus/development';

/** Takes over the first reader of each kind that there can be here: a push over OTLP, an endpoint. */
export function takeMetrics(settings: FileSettings, root: FileNode): void {
  const provider = root.child('meter_provider');
  const taken: ExporterName[] = [];
  for (const reader of provider.items('readers')) {
    if (!taken.includes('prometheus') && takeEndpoint(settings, reader)) taken.push('prometheus');
    if (!taken.includes('otlp') && takePush(settings, reader)) taken.push('otlp');
  }
  settings.set('OTEL_METRICS_EXPORTER', provider.pathOf('readers'), taken);
  settings.copy(provider, { exemplar_filter: 'OTEL_METRICS_EXEMPLAR_FILTER' });
}

function takeEndpoint(settings: FileSettings, reader: FileNode): boolean {
  if (!reader.has('pull', 'exporter', ENDPOINT)) return false;
  settings.copy(reader.child('pull').child('exporter').child(ENDPOINT), {
    host: 'OTEL_EXPORTER_PROMETHEUS_HOST',
    port: 'OTEL_EXPORTER_PROMETHEUS_PORT',
  });
  return true;
}

function takePush(settings: FileSettings, reader: FileNode): boolean {
  const kind = otlpKind(reader, 'periodic');
  if (kind === undefined) return false;
  const periodic = reader.child('periodic');
  takeTarget(settings, periodic, kind, 'METRICS');
  settings.copy(periodic, {
    interval: 'OTEL_METRIC_EXPORT_INTERVAL',
    timeout: 'OTEL_METRIC_EXPORT_TIMEOUT',
  });
  const exporter = periodic.child('exporter').child(kind);
  const preference = 'temporality_preference';
  const temporality = exporter.value(preference);
  settings.set(
    'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE',
    exporter.pathOf(preference),
    temporality === 'low_memory' ? 'lowmemory' : temporality,
  );
  settings.copy(exporter, {
    default_histogram_aggregation: 'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION',
  });
  return true;
}
