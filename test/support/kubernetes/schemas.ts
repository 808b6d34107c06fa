import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

const SCHEMAS = join(__dirname, '../../../../test/fixtures/schemas/kubernetes');

/** What has a schema here, by `apiVersion` and `kind`. */
const KINDS: Readonly<Record<string, { file: string; definition?: string }>> = {
  'apps/v1 Deployment': { file: 'core', definition: 'io.k8s.api.apps.v1.Deployment' },
  'v1 Service': { file: 'core', definition: 'io.k8s.api.core.v1.Service' },
  'networking.k8s.io/v1 NetworkPolicy': {
    file: 'core',
    definition: 'io.k8s.api.networking.v1.NetworkPolicy',
  },
  'monitoring.coreos.com/v1 PodMonitor': { file: 'podmonitors' },
  'monitoring.coreos.com/v1 ServiceMonitor': { file: 'servicemonitors' },
  'monitoring.coreos.com/v1 PrometheusRule': { file: 'prometheusrules' },
};

/** The patterns are those of Go, where `(?i)` says that case does not matter. */
const goPattern = Object.assign(
  (pattern: string, flags: string): RegExp =>
    pattern.includes('(?i)')
      ? new RegExp(pattern.replace('(?i)', ''), `${flags}i`)
      : new RegExp(pattern, flags),
  { code: 'new RegExp' },
);
const ajv = new Ajv({
  strict: false,
  validateFormats: false,
  allErrors: true,
  code: { regExp: goPattern },
});
const compiled = new Map<string, ValidateFunction>();

/** The faults of a manifest, as an API server finds them with `--validate=strict`. */
export function faultsOf(manifest: { apiVersion: string; kind: string }): string[] {
  const validate = validatorOf(`${manifest.apiVersion} ${manifest.kind}`);
  validate(manifest);
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, params['additionalProperty']].filter(Boolean).join(' '),
  );
}

function validatorOf(name: string): ValidateFunction {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const kind = KINDS[name];
  if (kind === undefined) throw new Error(`there is no schema of ${name}`);
  const schema = closed(JSON.parse(readFileSync(join(SCHEMAS, `${kind.file}.json`), 'utf8')));
  const root = kind.definition === undefined ? {} : { $ref: `#/definitions/${kind.definition}` };
  const validate = ajv.compile({ ...(schema as object), ...root });
  compiled.set(name, validate);
  return validate;
}

/**
 * Kubernetes' schemas let unknown fields pass, of which a strict server complains: a field that is
 * misspelled would be ignored.
 */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema);
  // The words of JSON Schema and the names of properties cannot be told apart but by their place.
  const inner = Object.fromEntries(
    entries.map(([key, value]) => [key, key === 'properties' ? eachClosed(value) : closed(value)]),
  );
  const isInteger = inner['format'] === 'int-or-string' || inner['x-kubernetes-int-or-string'];
  if (isInteger) return { type: ['integer', 'string'] };
  return isOpen(inner) ? inner : { ...inner, additionalProperties: false };
}

const eachClosed = (properties: object): object =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, closed(value)]));

const isOpen = (schema: Readonly<Record<string, unknown>>): boolean =>
  schema['properties'] === undefined ||
  'additionalProperties' in schema ||
  schema['x-kubernetes-preserve-unknown-fields'] === true;
