import { randomUUID } from 'node:crypto';
import { arch, hostname, platform, release } from 'node:os';
import { parse } from 'node:path';
import type { Attributes } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import type { BotIdentity } from '../config/load-identity.js';
import { VERSION } from '../version.js';
import { botVersion } from './bot-version.js';

/**
 * What this process is. The detectors of OpenTelemetry are left out: the one for processes exports
 * the whole command line, where some bots take their keys, and the one for hosts runs a program on
 * some systems to find the machine's id. `service.instance.id` is always there and, unless somebody
 * sets it, unique: two processes of one bot would otherwise write into the same series.
 */
export function botResource(identity: BotIdentity): Resource {
  const { account, serviceName, serviceVersion } = identity;
  const wanted = set({ 'service.name': serviceName, 'service.version': serviceVersion });
  // A blank name is none: the specification says so, and without an instance bots become one.
  const given = Object.entries(identity.attributes).filter(
    ([key, value]) => value !== '' || !key.startsWith('service.'),
  );
  const attributes = {
    ...found(),
    ...set({ 'genesis.account': account }),
    ...Object.fromEntries(given),
    ...wanted,
  };
  return defaultResource().merge(
    resourceFromAttributes({ ...attributes, ...versionOf(attributes) }),
  );
}

/** Only looked for where nobody says it. */
function versionOf(attributes: Attributes): Attributes {
  if (attributes['service.version'] !== undefined) return {};
  return set({ 'service.version': botVersion() });
}

function found(): Attributes {
  const executable = parse(process.execPath).name;
  return {
    'service.name': `unknown_service:${executable}`,
    'service.instance.id': randomUUID(),
    'host.name': hostname(),
    'host.arch': ARCHITECTURES[arch()] ?? arch(),
    'os.type': OS_TYPES[platform()] ?? platform(),
    'os.version': release(),
    'process.pid': process.pid,
    'process.executable.name': executable,
    'process.runtime.name': 'nodejs',
    'process.runtime.version': process.versions.node,
    'telemetry.distro.name': 'genesis-otel',
    'telemetry.distro.version': VERSION,
  };
}

/** As OpenTelemetry calls them, where Node.js has another word. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  arm: 'arm32',
  ia32: 'x86',
  ppc: 'ppc32',
  x64: 'amd64',
};
const OS_TYPES: Readonly<Record<string, string>> = { sunos: 'solaris', win32: 'windows' };

function set(attributes: Readonly<Record<string, string | undefined>>): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}
