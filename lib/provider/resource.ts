import { randomUUID } from 'node:crypto';
import { arch, hostname } from 'node:os';
import type { Resource } from '@opentelemetry/resources';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';

/**
 * What this process is. The process detector of OpenTelemetry is left out because it exports the
 * whole command line, where some bots take their keys; its host detector runs a program on some
 * systems to find the machine's id. `service.instance.id` is always there and always unique: two
 * processes of one bot would otherwise write into the same series.
 */
export function botResource(serviceName?: string): Resource {
  const own = resourceFromAttributes({
    'service.instance.id': randomUUID(),
    'host.name': hostname(),
    'host.arch': arch(),
    'process.pid': process.pid,
    'process.runtime.name': 'nodejs',
    'process.runtime.version': process.versions.node,
  });
  const resource = defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [envDetector] }));
  if (serviceName === undefined) return resource;
  return resource.merge(resourceFromAttributes({ 'service.name': serviceName }));
}
