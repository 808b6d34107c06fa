import type { SamplerName, TraceExporterName } from '../genesis-options.js';
import type { FileNode } from './file-node.js';
import type { FileSettings } from './file-settings.js';
import { otlpKind, takeTarget } from './file-target.js';

/**
 * Takes over the first processor of each kind that there can be here: a push over OTLP in batches, and
 * the console.
 */
export function takeTraces(settings: FileSettings, root: FileNode): void {
  takeGeneralLimits(settings, root.child('attribute_limits'));
  const provider = root.child('tracer_provider');
  const taken: TraceExporterName[] = [];
  for (const processor of provider.items('processors')) {
    if (!taken.includes('otlp') && takePush(settings, processor)) taken.push('otlp');
    if (!taken.includes('console') && takeConsole(processor)) taken.push('console');
  }
  settings.set('OTEL_TRACES_EXPORTER', provider.pathOf('processors'), taken);
  takeSampler(settings, provider.child('sampler'));
  settings.copy(provider.child('limits'), {
    attribute_count_limit: 'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT',
    attribute_value_length_limit: 'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    event_count_limit: 'OTEL_SPAN_EVENT_COUNT_LIMIT',
    link_count_limit: 'OTEL_SPAN_LINK_COUNT_LIMIT',
    event_attribute_count_limit: 'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
    link_attribute_count_limit: 'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
  });
  // There is no other one.
  if (provider.has('id_generator', 'random')) provider.child('id_generator').value('random');
}

function takeGeneralLimits(settings: FileSettings, limits: FileNode): void {
  settings.copy(limits, {
    attribute_count_limit: 'OTEL_ATTRIBUTE_COUNT_LIMIT',
    attribute_value_length_limit: 'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  });
}

function takePush(settings: FileSettings, processor: FileNode): boolean {
  const kind = otlpKind(processor, 'batch');
  if (kind === undefined) return false;
  const batch = processor.child('batch');
  takeTarget(settings, batch, kind, 'TRACES');
  settings.copy(batch, {
    schedule_delay: 'OTEL_BSP_SCHEDULE_DELAY',
    export_timeout: 'OTEL_BSP_EXPORT_TIMEOUT',
    max_queue_size: 'OTEL_BSP_MAX_QUEUE_SIZE',
    max_export_batch_size: 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
  });
  return true;
}

function takeConsole(processor: FileNode): boolean {
  if (!processor.has('simple', 'exporter', 'console')) return false;
  processor.child('simple').child('exporter').value('console');
  return true;
}

const ROOTS = ['always_on', 'always_off', 'trace_id_ratio_based'] as const;
const NAMES = {
  always_on: 'always_on',
  always_off: 'always_off',
  trace_id_ratio_based: 'traceidratio',
} as const;

function takeSampler(settings: FileSettings, sampler: FileNode): void {
  if (sampler.has('parent_based')) {
    const parentBased = sampler.child('parent_based');
    // Where no root is named, every trace that begins here is recorded.
    const root = parentBased.has('root')
      ? takeRoot(settings, parentBased.child('root'))
      : 'always_on';
    if (root !== undefined) nameSampler(settings, sampler, `parentbased_${root}`);
  } else {
    const root = takeRoot(settings, sampler);
    if (root !== undefined) nameSampler(settings, sampler, root);
  }
}

function takeRoot(
  settings: FileSettings,
  sampler: FileNode,
): (typeof NAMES)[keyof typeof NAMES] | undefined {
  const key = ROOTS.find((name) => sampler.has(name));
  if (key === undefined) return undefined;
  settings.copy(sampler.child(key), { ratio: 'OTEL_TRACES_SAMPLER_ARG' });
  return NAMES[key];
}

function nameSampler(settings: FileSettings, { path }: FileNode, name: SamplerName): void {
  settings.set('OTEL_TRACES_SAMPLER', path, name);
}
